import Crypto
import Foundation
import PackageModel
import Sigstore
import SwiftASN1
import X509

/// A bundle and the trust root that goes with it: by default right in every respect, and signed whatever is changed.
struct Forgery: Sendable {
    static let signedAt = 1_759_276_800 as Int64  // 2025-10-01T00:00:00Z
    static let identity = "https://github.com/owner/name/.github/workflows/release.yml@refs/tags/v1"
    static let issuer = "https://token.actions.githubusercontent.com"

    enum Signer: Sendable { case certificate, key }

    static func at(_ seconds: Int64) -> Timestamp { Timestamp(seconds: signedAt + seconds) }
    private static let year: Int64 = 365 * 86_400

    var mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json"
    var signer = Signer.certificate
    /// The artifact, for a signature without an envelope.
    var artifact: [UInt8]?
    var claimedDigest: [UInt8]?
    var payload = Array(#"{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicate":"é"}"#.utf8)
    var payloadType = "application/vnd.in-toto+json"
    /// The payload in the bundle, where it is another one than was signed.
    var shownPayload: [UInt8]?
    var keyID = ""
    var hint = ForgeKeys.registryHint
    var signingKey: P256.Signing.PrivateKey?

    var root = ForgeCertificate(
        subject: "root", issuer: "root", notBefore: at(-2 * year), notAfter: at(2 * year), isAuthority: true,
        keyUsage: ForgeCertificate.certificateSign)
    var intermediate = ForgeCertificate(
        subject: "intermediate", issuer: "root", notBefore: at(-year), notAfter: at(year), isAuthority: true,
        pathLength: 0, keyUsage: ForgeCertificate.certificateSign, purposes: [ForgeCertificate.codeSigning])
    var leaf = ForgeCertificate(
        subject: nil, issuer: "intermediate", notBefore: at(-60), notAfter: at(540),
        keyUsage: ForgeCertificate.digitalSignature, purposes: [ForgeCertificate.codeSigning],
        names: [.uri(identity)], extensions: fulcio([8: issuer, 12: "https://github.com/owner/name"]))
    var leafIssuerKey: P384.Signing.PrivateKey?
    /// Nil leaves the extension out.
    var promises: [ForgePromise]? = [ForgePromise(instant: at(-59))]
    var promiseListExcess: [UInt8] = []
    var editPromiseList: @Sendable ([UInt8]) -> [UInt8] = { $0 }
    /// Made after the logs' promises, so that the promises are about another certificate.
    var lateExtensions: [ForgeCertificate.Extension] = []
    /// What the bundle's chain holds behind the leaf; for versions before 0.3.
    var carriesChain: [Int] = []

    var entry = ForgeEntry(integratedTime: signedAt)
    var entryCount = 1
    var token: ForgeToken?
    var secondToken: ForgeToken?
    var timestampRoot = ForgeCertificate(
        subject: "timestamp root", issuer: "timestamp root", notBefore: at(-2 * year), notAfter: at(2 * year),
        isAuthority: true, keyUsage: ForgeCertificate.certificateSign)
    var timestampLeaf = ForgeCertificate(
        subject: "timestamp leaf", issuer: "timestamp root", notBefore: at(-year), notAfter: at(year), serial: [9],
        keyUsage: ForgeCertificate.digitalSignature, purposes: [ForgeCertificate.timeStamping],
        arePurposesCritical: true)

    /// `validFor` of the trust root's members, as JSON.
    var authorityValidity = Forgery.open
    var logValidity = Forgery.open
    var certificateLogValidity = Forgery.open
    var timestampValidity = Forgery.open
    var keyValidity = Validity(start: at(-year), end: nil)
    var trustsTimestampLeaf = true
    var logKeyDetails = "PKIX_ECDSA_P256_SHA_256"
    var certificateLogKeyDetails = "PKIX_ECDSA_P256_SHA_256"
    var editBundle: @Sendable (String) -> String = { $0 }

    static let open = #"{"start":"2020-01-01T00:00:00Z"}"#

    static func fulcio(_ values: [UInt: String]) -> [ForgeCertificate.Extension] {
        values.sorted { $0.key < $1.key }.map { number, text in
            .init(
                identifier: [1, 3, 6, 1, 4, 1, 57264, 1, number],
                value: number <= 6 ? Array(text.utf8) : ForgeDER.text(text))
        }
    }

    init(_ edit: (inout Forgery) -> Void = { _ in }) { edit(&self) }

    /// The bundle and `trusted_root.json`.
    func make() throws -> (bundle: String, root: String) {
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
    func verdict(_ profile: Sigstore.Verifier.Profile = .npm, artifact given: [UInt8]? = nil) throws -> String {
        let (bundle, root) = try make()
        let trusted = try TrustedRoot(parsing: Array(root.utf8))
        let key = Sigstore.Verifier.TrustedKey(
            subjectPublicKeyInfo: Array(ForgeKeys.registry.publicKey.derRepresentation), validity: keyValidity)
        do throws(Refusal) {
            let verdict = Sigstore.Verifier(root: trusted, profile: profile)
                .verify(try Bundle(parsing: Array(bundle.utf8)), artifact: given ?? artifact) { hint in
                    hint == ForgeKeys.registryHint ? key : nil
                }
            switch verdict {
            case .verified: return "verified"
            case .refused(let refusal, _): throw refusal
            }
        } catch { return "\(error.status.rawValue) \(error.cause)" }
    }
}
