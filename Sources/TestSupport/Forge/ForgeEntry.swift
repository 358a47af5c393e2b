import Crypto
import PackageModel
import TransparencyLog

/// A log entry about a signature, with whatever proves it; each part can be wrong by itself, and signed all the same.
public struct ForgeEntry: Sendable {
    /// The kinds of entries that are verified.
    public enum Kind: String, Sendable, CaseIterable {
        case hashedRekord1 = "hashedrekord/0.0.1"
        case hashedRekord2 = "hashedrekord/0.0.2"
        case dsse1 = "dsse/0.0.1"
        case dsse2 = "dsse/0.0.2"
        case intoto2 = "intoto/0.0.2"

        /// Whether it is one of Rekor v2's, which signs no time.
        public var isTiled: Bool { self == .hashedRekord2 || self == .dsse2 }
        public var name: String { String(rawValue.split(separator: "/")[0]) }
        public var version: String { String(rawValue.split(separator: "/")[1]) }
    }

    /// What the log took in.
    public var kind: Kind = .dsse1
    /// What the bundle says of the kind, where it is not the truth.
    public var claimedName: String?
    public var claimedVersion: String?
    /// Changes the body before the log takes it in.
    public var editBody: @Sendable (String) -> String = { $0 }
    /// What the log took in, where it is not about this signature.
    public var loggedSignature: [UInt8]?
    public var loggedVerifier: [UInt8]?
    public var loggedPayload: [UInt8]?
    public var loggedPayloadType: String?
    /// Which log the entry names, where it is not the right one.
    public var logID: [UInt8]?
    /// The global index, and the time at which the log took the entry in, in seconds since 1970.
    public var logIndex = 41
    public var integratedTime: Int64
    /// The signed entry timestamp, and what it is about where that is not the entry.
    public var hasPromise = true
    public var promisedIndex: Int?
    public var promisedTime: Int64?
    public var isPromiseWrong = false
    /// The inclusion proof, and what the bundle claims of it where that is not the truth.
    public var hasProof = true
    public var proofIndex = 1
    public var claimedSize: Int?
    public var claimedRoot: [UInt8]?
    public var isProofWrong = false
    /// The checkpoint: its first line, and its signature's name and key.
    public var hasCheckpoint = true
    public var origin: String?
    public var noteName: String?
    public var noteKeyID: [UInt8]?
    public var isNoteWrong = false
    /// Changes the checkpoint before it is signed; `noteSuffix` comes after the log's signature.
    public var editNote: @Sendable (String) -> String = { $0 }
    public var noteSuffix = ""

    struct Subject {
        let signature: [UInt8]
        /// Certificate or key in DER, and the same in PEM.
        let verifier: [UInt8]
        let isCertificate: Bool
        let payload: [UInt8]
        let payloadType: String
        /// What a hashedrekord holds: the artifact, or the envelope's signed bytes.
        let signedBytes: [UInt8]
    }

    private func body(_ subject: Subject) -> String {
        let verifier = loggedVerifier ?? subject.verifier
        let signature = Base64.encode(loggedSignature ?? subject.signature)
        let label = subject.isCertificate ? "CERTIFICATE" : "PUBLIC KEY"
        let pem = Base64.encode(
            Array("-----BEGIN \(label)-----\n\(Base64.encode(verifier))\n-----END \(label)-----\n".utf8))
        let raw =
            subject.isCertificate
            ? #"{"keyDetails":"PKIX_ECDSA_P256_SHA_256","x509Certificate":{"rawBytes":"\#(Base64.encode(verifier))"}}"#
            : #"{"keyDetails":"PKIX_ECDSA_P256_SHA_256","publicKey":{"rawBytes":"\#(Base64.encode(verifier))"}}"#
        let payloadHash = ForgeKeys.hash(loggedPayload ?? subject.payload)
        let dataHash = ForgeKeys.hash(loggedPayload ?? subject.signedBytes)
        let (hex, type) = (Hexadecimal.encode(payloadHash), loggedPayloadType ?? subject.payloadType)
        let spec =
            switch kind {
            case .hashedRekord1:
                #"{"data":{"hash":{"algorithm":"sha256","value":"\#(Hexadecimal.encode(dataHash))"}},"signature":{"content":"\#(signature)","publicKey":{"content":"\#(pem)"}}}"#
            case .hashedRekord2:
                #"{"hashedRekordV002":{"data":{"algorithm":"SHA2_256","digest":"\#(Base64.encode(dataHash))"},"signature":{"content":"\#(signature)","verifier":\#(raw)}}}"#
            case .dsse1:
                #"{"envelopeHash":{"algorithm":"sha256","value":"00"},"payloadHash":{"algorithm":"sha256","value":"\#(hex)"},"signatures":[{"signature":"\#(signature)","verifier":"\#(pem)"}]}"#
            case .dsse2:
                #"{"dsseV002":{"payloadHash":{"algorithm":"SHA2_256","digest":"\#(Base64.encode(payloadHash))"},"signatures":[{"content":"\#(signature)","verifier":\#(raw)}]}}"#
            case .intoto2:
                #"{"content":{"envelope":{"payloadType":"\#(type)","signatures":[{"publicKey":"\#(pem)","sig":"\#(Base64.encode(Array(signature.utf8)))"}]},"hash":{"algorithm":"sha256","value":"00"},"payloadHash":{"algorithm":"sha256","value":"\#(hex)"}}}"#
            }
        return editBody(#"{"apiVersion":"\#(kind.version)","kind":"\#(kind.name)","spec":\#(spec)}"#)
    }

    func json(_ subject: Subject) throws -> String {
        let body = Array(self.body(subject).utf8)
        let id = logID ?? (kind.isTiled ? ForgeKeys.tileLogID : ForgeKeys.logID)
        var members = [
            #""logIndex":"\#(logIndex)","logId":{"keyId":"\#(Base64.encode(id))"}"#,
            #""kindVersion":{"kind":"\#(claimedName ?? kind.name)","version":"\#(claimedVersion ?? kind.version)"}"#,
            #""integratedTime":"\#(integratedTime)","canonicalizedBody":"\#(Base64.encode(body))""#,
        ]
        if hasPromise && !kind.isTiled {
            let message =
                #"{"body":"\#(Base64.encode(body))","integratedTime":\#(promisedTime ?? integratedTime),"logID":"\#(Hexadecimal.encode(id))","logIndex":\#(promisedIndex ?? logIndex)}"#
            let key = isPromiseWrong ? ForgeKeys.stranger : ForgeKeys.log
            let signature = Base64.encode(try ForgeKeys.sign(Array(message.utf8), key))
            members.append(#""inclusionPromise":{"signedEntryTimestamp":"\#(signature)"}"#)
        }
        if hasProof { members.append(#""inclusionProof":\#(try proof(body))"#) }
        return "{\(members.joined(separator: ","))}"
    }

    /// The entry is the second of two leaves.
    private func proof(_ body: [UInt8]) throws -> String {
        let sibling = MerkleTree.leafHash([1, 2, 3])
        let leaf = MerkleTree.leafHash(isProofWrong ? body + [0] : body)
        let root = MerkleTree.nodeHash(sibling, leaf)
        let name = kind.isTiled ? ForgeKeys.tileLogName : "log.forge.example"
        let text = editNote("\(origin ?? (kind.isTiled ? name : "\(name) - 123"))\n2\n\(Base64.encode(root))\n")
        let message = Array((text + (isNoteWrong ? "x" : "")).utf8)
        let signature =
            kind.isTiled
            ? Array(try ForgeKeys.tileLog.signature(for: message)) : try ForgeKeys.sign(message, ForgeKeys.log)
        let keyID = noteKeyID ?? Array((kind.isTiled ? ForgeKeys.tileLogID : ForgeKeys.logID).prefix(4))
        let note = "\(text)\n— \(noteName ?? name) \(Base64.encode(keyID + signature))\n\(noteSuffix)"
        let escaped = note.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: #"\n"#)
        let checkpoint = hasCheckpoint ? #","checkpoint":{"envelope":"\#(escaped)"}"# : ""
        return
            #"{"logIndex":"\#(proofIndex)","treeSize":"\#(claimedSize ?? 2)","rootHash":"\#(Base64.encode(claimedRoot ?? root))","hashes":["\#(Base64.encode(sibling))"]\#(checkpoint)}"#
    }
}
