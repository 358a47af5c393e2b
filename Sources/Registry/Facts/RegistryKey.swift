public import PackageModel

/// A public key with which a registry signs, as a key document states it; whether to trust it is the caller's decision.
public struct RegistryKey: Equatable, Sendable {
    public enum Usage: String, Hashable, Sendable, CaseIterable {
        case signatures = "npm:signatures"
        case attestations = "npm:attestations"
    }

    /// `SHA256:<base64>`, compared by bytes.
    public var keyID: String
    public var usage: Usage
    /// Of a P-256 key: the DER of SubjectPublicKeyInfo.
    public var subjectPublicKeyInfo: [UInt8]
    public var validFrom: Timestamp?
    /// The end of the key's use; nil while it is in use.
    public var validUntil: Timestamp?

    public init(
        keyID: String, usage: Usage, subjectPublicKeyInfo: [UInt8], validFrom: Timestamp? = nil,
        validUntil: Timestamp? = nil
    ) {
        self.keyID = keyID
        self.usage = usage
        self.subjectPublicKeyInfo = subjectPublicKeyInfo
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    public static func == (left: Self, right: Self) -> Bool {
        equalBytewise(left.keyID, right.keyID) && left.usage == right.usage
            && left.subjectPublicKeyInfo == right.subjectPublicKeyInfo && left.validFrom == right.validFrom
            && left.validUntil == right.validUntil
    }
}
