public import Crypto
public import PackageModel
public import Sigstore
public import TransparencyLog
import SwiftASN1
import X509

/// A bundle and the trust root that goes with it: by default right in every respect, and signed whatever is changed.
public struct Forgery: Sendable {
    /// When the bundle was signed, in seconds since 1970, and by whom.
    public static let signedAt = 1_759_276_800 as Int64  // 2025-10-01T00:00:00Z
    public static let identity = "https://github.com/owner/name/.github/workflows/release.yml@refs/tags/v1"
    public static let issuer = "https://token.actions.githubusercontent.com"

    /// Who signs: a build with a certificate, or the registry with its key.
    public enum Signer: Sendable { case certificate, key }

    /// So many seconds after the signature.
    public static func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds: signedAt + seconds) }
    private static let year: Int64 = 365 * 86_400

    /// The version of the bundle, and who signs it.
    public var mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json"
    public var signer = Signer.certificate
    /// The artifact, for a signature without an envelope.
    public var artifact: [UInt8]?
    /// The artifact's digest in the bundle, where it is another one.
    public var claimedDigest: [UInt8]?
    /// The envelope's content and its type.
    public var payload = Array(#"{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicate":"é"}"#.utf8)
    public var payloadType = "application/vnd.in-toto+json"
    /// The payload in the bundle, where it is another one than was signed.
    public var shownPayload: [UInt8]?
    /// The key that the envelope names, and the one that the bundle names.
    public var keyID = ""
    public var hint = ForgeKeys.registryHint
    /// Who signs in the signer's place.
    public var signingKey: P256.Signing.PrivateKey?

    /// The certificates of the chain.
    public var root = ForgeCertificate(
        subject: "root", issuer: "root", notBefore: at(-2 * year), notAfter: at(2 * year), isAuthority: true,
        keyUsage: ForgeCertificate.certificateSign)
    public var intermediate = ForgeCertificate(
        subject: "intermediate", issuer: "root", notBefore: at(-year), notAfter: at(year), isAuthority: true,
        pathLength: 0, keyUsage: ForgeCertificate.certificateSign, purposes: [ForgeCertificate.codeSigning])
    public var leaf = ForgeCertificate(
        subject: nil, issuer: "intermediate", notBefore: at(-60), notAfter: at(540),
        keyUsage: ForgeCertificate.digitalSignature, purposes: [ForgeCertificate.codeSigning],
        names: [.uri(identity)], extensions: fulcio([8: issuer, 12: "https://github.com/owner/name"]))
    /// Who issues the leaf in the intermediate's place.
    public var leafIssuerKey: P384.Signing.PrivateKey?
    /// Nil leaves the extension out.
    public var promises: [ForgePromise]? = [ForgePromise(instant: at(-59))]
    /// What follows the list of promises inside of its extension, and a last change of the list.
    public var promiseListExcess: [UInt8] = []
    public var editPromiseList: @Sendable ([UInt8]) -> [UInt8] = { $0 }
    /// Made after the logs' promises, so that the promises are about another certificate.
    public var lateExtensions: [ForgeCertificate.Extension] = []
    /// What the bundle's chain holds behind the leaf; for versions before 0.3.
    public var carriesChain: [Int] = []

    /// The log entry, and how often the bundle has it.
    public var entry = ForgeEntry(integratedTime: signedAt)
    public var entryCount = 1
    /// Timestamps of the authority; none by default.
    public var token: ForgeToken?
    public var secondToken: ForgeToken?
    /// The timestamp authority's certificates.
    public var timestampRoot = ForgeCertificate(
        subject: "timestamp root", issuer: "timestamp root", notBefore: at(-2 * year), notAfter: at(2 * year),
        isAuthority: true, keyUsage: ForgeCertificate.certificateSign)
    public var timestampLeaf = ForgeCertificate(
        subject: "timestamp leaf", issuer: "timestamp root", notBefore: at(-year), notAfter: at(year), serial: [9],
        keyUsage: ForgeCertificate.digitalSignature, purposes: [ForgeCertificate.timeStamping],
        arePurposesCritical: true)

    /// `validFor` of the trust root's members, as JSON.
    public var authorityValidity = Forgery.open
    public var logValidity = Forgery.open
    public var certificateLogValidity = Forgery.open
    public var timestampValidity = Forgery.open
    /// When the registry's key is trusted.
    public var keyValidity = Validity(start: at(-year), end: nil)
    /// Whether the trust root names the authority's leaf beside its root.
    public var trustsTimestampLeaf = true
    /// How the trust root names the logs' kinds of keys.
    public var logKeyDetails = "PKIX_ECDSA_P256_SHA_256"
    public var certificateLogKeyDetails = "PKIX_ECDSA_P256_SHA_256"
    /// Changes the finished bundle.
    public var editBundle: @Sendable (String) -> String = { $0 }

    /// A validity without an end.
    public static let open = #"{"start":"2020-01-01T00:00:00Z"}"#

    /// Fulcio's extensions by their numbers: text as it is up to 6, a UTF8String from 8 on.
    public static func fulcio(_ values: [UInt: String]) -> [ForgeCertificate.Extension] {
        values.sorted { $0.key < $1.key }.map { number, text in
            .init(
                identifier: [1, 3, 6, 1, 4, 1, 57264, 1, number],
                value: number <= 6 ? Array(text.utf8) : ForgeDER.text(text))
        }
    }

    /// A bundle that is right in every respect but those that `edit` changes.
    public init(_ edit: (inout Forgery) -> Void = { _ in }) { edit(&self) }

    /// The bundle and `trusted_root.json`.
    public func make() throws -> (bundle: String, root: String) {
        let rootCertificate = try root.make(key: .init(ForgeKeys.root.publicKey), signedBy: .init(ForgeKeys.root))
        let issuing = try intermediate.make(
            key: .init(ForgeKeys.intermediate.publicKey), signedBy: .init(ForgeKeys.root))
        let leafDER = try makeLeaf()
        let stampRoot = try timestampRoot.make(
            key: .init(ForgeKeys.timestampRoot.publicKey), signedBy: .init(ForgeKeys.timestampRoot))
        let stamp = try timestampLeaf.make(
            key: .init(ForgeKeys.timestampLeaf.publicKey), signedBy: .init(ForgeKeys.timestampRoot))

        let signed =
            artifact ?? (Array("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8) + payload)
        let key = signingKey ?? (signer == .key ? ForgeKeys.registry : ForgeKeys.leaf)
        let signature = try ForgeKeys.sign(signed, key)
        let verifier = signer == .key ? Array(ForgeKeys.registry.publicKey.derRepresentation) : leafDER
        let entryJSON = try entry.json(
            .init(
                signature: signature, verifier: verifier, isCertificate: signer == .certificate, payload: payload,
                payloadType: payloadType, signedBytes: signed))
        let tokens = try [token, secondToken].compactMap { $0 }.map {
            #"{"signedTimestamp":"\#(Base64.encode(try $0.encoded(over: signature, certificate: stamp)))"}"#
        }
        let chain = [leafDER] + (try carriesChain.map { try [issuing, rootCertificate][$0].derBytes() })
        let certificates = chain.map { #"{"rawBytes":"\#(Base64.encode($0))"}"# }
        let material =
            switch (signer, mediaType.contains("0.3")) {
            case (.key, _): #""publicKey":{"hint":"\#(hint)"}"#
            case (.certificate, true): #""certificate":\#(certificates[0])"#
            case (.certificate, false):
                #""x509CertificateChain":{"certificates":[\#(certificates.joined(separator: ","))]}"#
            }
        let digest = claimedDigest ?? ForgeKeys.hash(artifact ?? [])
        let content =
            artifact != nil
            ? #""messageSignature":{"messageDigest":{"algorithm":"SHA2_256","digest":"\#(Base64.encode(digest))"},"signature":"\#(Base64.encode(signature))"}"#
            : #""dsseEnvelope":{"payload":"\#(Base64.encode(shownPayload ?? payload))","payloadType":"\#(payloadType)","signatures":[{"sig":"\#(Base64.encode(signature))","keyid":"\#(keyID)"}]}"#
        let entries = Array(repeating: entryJSON, count: entryCount).joined(separator: ",")
        let bundle =
            #"{"mediaType":"\#(mediaType)","verificationMaterial":{\#(material),"tlogEntries":[\#(entries)],"timestampVerificationData":{"rfc3161Timestamps":[\#(tokens.joined(separator: ","))]}},\#(content)}"#
        return (
            editBundle(bundle),
            try trustedRoot([issuing, rootCertificate], trustsTimestampLeaf ? [stamp, stampRoot] : [stampRoot])
        )
    }

    private func makeLeaf() throws -> [UInt8] {
        let issuer = leafIssuerKey ?? ForgeKeys.intermediate
        let key = Certificate.PublicKey(ForgeKeys.leaf.publicKey)
        let bare = try leaf.make(key: key, signedBy: .init(issuer))
        guard let promises else { return try leaf.make(key: key, signedBy: .init(issuer)).derBytes() }
        let information = Array(ForgeKeys.intermediate.publicKey.derRepresentation)
        let encoded = try promises.map { try $0.encoded(certificate: bare, issuerInformation: information) }
        let list = editPromiseList(ForgePromise.list(encoded, excess: promiseListExcess))
        return try leaf.make(
            key: key, signedBy: .init(issuer),
            adding: lateExtensions + [.init(identifier: ForgeCertificate.promises, value: list)]
        ).derBytes()
    }

    private func trustedRoot(_ authority: [Certificate], _ timestamps: [Certificate]) throws -> String {
        func chain(_ certificates: [Certificate], _ validity: String) throws -> String {
            let list = try certificates.map { #"{"rawBytes":"\#(Base64.encode(try $0.derBytes()))"}"# }
            return #"{"certChain":{"certificates":[\#(list.joined(separator: ","))]},"validFor":\#(validity)}"#
        }
        func log(_ address: String, _ key: [UInt8], _ details: String, _ id: [UInt8], _ validity: String) -> String {
            #"{"baseUrl":"\#(address)","hashAlgorithm":"SHA2_256","publicKey":{"rawBytes":"\#(Base64.encode(key))","keyDetails":"\#(details)","validFor":\#(validity)},"logId":{"keyId":"\#(Base64.encode(id))"}}"#
        }
        let logs = [
            log("https://log.forge.example", ForgeKeys.logInformation, logKeyDetails, ForgeKeys.logID, logValidity),
            log(
                "https://\(ForgeKeys.tileLogName)/", ForgeKeys.tileLogInformation, "PKIX_ED25519", ForgeKeys.tileLogID,
                logValidity),
        ]
        let certificateLog = log(
            "https://ct.forge.example", Array(ForgeKeys.certificateLog.publicKey.derRepresentation),
            certificateLogKeyDetails, ForgeKeys.certificateLogID, certificateLogValidity)
        return
            #"{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[\#(logs.joined(separator: ","))],"certificateAuthorities":[\#(try chain(authority, authorityValidity))],"ctlogs":[\#(certificateLog)],"timestampAuthorities":[\#(try chain(timestamps, timestampValidity))]}"#
    }

    /// How the bundle is judged: `verified`, or status and cause.
    ///
    /// - Parameter memory: where one is given, the bundle is judged twice, so that the memory knows what is valid of it.
    public func verdict(
        _ profile: Sigstore.Verifier.Profile = .npm, artifact given: [UInt8]? = nil,
        memory: (any SignatureMemory)? = nil
    ) throws -> String {
        let (bundle, root) = try make()
        if memory != nil { _ = try judge(bundle, root, profile, given, memory) }
        return try judge(bundle, root, profile, given, memory)
    }

    private func judge(
        _ bundle: String, _ root: String, _ profile: Sigstore.Verifier.Profile, _ given: [UInt8]?,
        _ memory: (any SignatureMemory)?
    ) throws -> String {
        let trusted = try TrustedRoot(parsing: Array(root.utf8))
        let key = Sigstore.Verifier.TrustedKey(
            subjectPublicKeyInfo: Array(ForgeKeys.registry.publicKey.derRepresentation), validity: keyValidity)
        do throws(Refusal) {
            let verdict = Sigstore.Verifier(root: trusted, profile: profile, memory: memory)
                .verify(try Bundle(parsing: Array(bundle.utf8)), artifact: (given ?? artifact).map(Artifact.bytes)) {
                    hint in
                    hint == ForgeKeys.registryHint ? key : nil
                }
            switch verdict {
            case .verified: return "verified"
            case .refused(let refusal, _): throw refusal
            }
        } catch {
            // A refusal that no person can read is none that a test expects.
            return error.detail.isInWords ? "\(error.status.rawValue) \(error.cause)" : "not in words: \(error.detail)"
        }
    }
}
