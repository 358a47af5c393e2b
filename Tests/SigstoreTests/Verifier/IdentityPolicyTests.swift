import Crypto
import PackageModel
import Sigstore
import TestSupport
import Testing

/// Exactly the identity that is asked for, and no pattern of it (A.12; C 14, 41, 46).
@Suite struct IdentityPolicyTests {
    private func cause(
        subject: String = Forgery.identity, issuer: String = Forgery.issuer, _ edit: (inout Forgery) -> Void = { _ in }
    ) throws -> String {
        let forgery = Forgery(edit)
        let (text, root) = try forgery.make()
        let key = Verifier.TrustedKey(
            subjectPublicKeyInfo: Array(ForgeKeys.registry.publicKey.derRepresentation),
            validity: forgery.keyValidity)
        let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.utf8)), profile: .npm)
            .verify(try Bundle(parsing: Array(text.utf8))) { _ in key }
        guard case .verified(let bundle) = verdict else { return "refused" }
        do throws(Refusal) {
            try IdentityPolicy(subject: subject, issuer: issuer).require(bundle)
            return "met"
        } catch { return error.cause }
    }

    // C 2: the identity that was asked for counts for every bundle.
    @Test func theIdentityItselfMeetsIt() throws { #expect(try cause() == "met") }

    @Test(arguments: [
        "", "https://github.com/owner/name", Forgery.identity + "x", Forgery.identity + "/",
        String(Forgery.identity.dropLast()), "https://github.com/*", ".*",
        "https://github.com/owner/name-evil/.github/workflows/release.yml@refs/tags/v1",
        "https://github.com/Owner/name/.github/workflows/release.yml@refs/tags/v1",
    ])
    func anotherSubjectDoesNot(_ subject: String) throws {
        #expect(try cause(subject: subject) == "identity-subject")
    }

    @Test(arguments: [
        "", "https://token.actions.githubusercontent.com.evil", "https://token.actions.githubusercontent.com/",
        "https://token.actions.githubusercontent.com/octo", "http://token.actions.githubusercontent.com",
        "token.actions.githubusercontent.com", "https://gitlab.com",
    ])
    func anotherIssuerDoesNot(_ issuer: String) throws {
        #expect(try cause(issuer: issuer) == "identity-issuer")
    }

    /// Two spellings that Swift's strings call equal.
    @Test func identitiesAreComparedAsBytes() throws {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(try cause(subject: composed) { $0.leaf.names = [.other(composed)] } == "met")
        #expect(try cause(subject: composed) { $0.leaf.names = [.other(decomposed)] } == "identity-subject")
    }

    @Test func aCertificateWithoutAnIssuerMeetsNone() throws {
        #expect(try cause { $0.leaf.extensions = [] } == "identity-issuer")
        #expect(try cause(issuer: "") { $0.leaf.extensions = [] } == "identity-issuer")
    }

    @Test func theOldExtensionNamesTheIssuerToo() throws {
        #expect(try cause { $0.leaf.extensions = Forgery.fulcio([1: Forgery.issuer]) } == "met")
    }

    /// The new extension is the one that counts: the old one is not checked by anybody any more.
    @Test func theNewExtensionGoesFirst() throws {
        #expect(
            try cause { $0.leaf.extensions = Forgery.fulcio([1: Forgery.issuer, 8: "https://gitlab.com"]) }
                == "identity-issuer")
    }

    @Test func aKeyIsNobody() throws {
        #expect(
            try cause {
                $0.signer = .key
                $0.keyID = ForgeKeys.registryHint
            } == "identity-certificate")
    }
}
