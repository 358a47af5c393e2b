/// How one check ended (docs/verification.md, "The order of the steps").
public enum CheckStatus: String, Hashable, Sendable, CaseIterable {
    case verified
    /// Data is present and wrong.
    case failed
    /// The registry says that there is none.
    case absent
    /// It could not be evaluated.
    case unknown
    case notApplicable
}

/// One named check, how it ended, and what was compared.
public struct Check: Hashable, Sendable {
    public let id: CheckID
    public let status: CheckStatus
    /// In a fixed order.
    public let evidence: [Evidence]
    /// Why it is not `verified`.
    public let reason: String?

    public init(_ id: CheckID, _ status: CheckStatus, evidence: [Evidence] = [], reason: String? = nil) {
        self.id = id
        self.status = status
        self.evidence = evidence
        self.reason = reason
    }
}

/// One value that a check looked at.
public struct Evidence: Hashable, Sendable {
    public let key: String
    public let value: String

    public init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }
}

/// A check's stable name, with what it means and the section of the procedure that it implements.
public struct CheckID: Hashable, Sendable {
    public let rawValue: String
    /// The section in the table of docs/verification.md.
    public let section: String
    /// What is true when the check is `verified`.
    public let meaning: String

    public init(_ rawValue: String, section: String, _ meaning: String) {
        self.rawValue = rawValue
        self.section = section
        self.meaning = meaning
    }

    public static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }

    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension CheckID {
    public static let bundle = CheckID(
        "bundle", section: "A.4", "the bundle has a known version and exactly the parts that this version allows")
    public static let bodyBinding = CheckID(
        "body-binding", section: "A.9", "the log entry is about this signature, this signer and this content")
    public static let inclusionProof = CheckID(
        "inclusion-proof", section: "A.9", "the log entry is a leaf of the tree whose root the log signed")
    public static let checkpoint = CheckID(
        "checkpoint", section: "A.9", "a trusted log signed the tree's size and root")
    public static let signedEntryTimestamp = CheckID(
        "signed-entry-timestamp", section: "A.6", "a trusted log signed the time at which it took the entry")
    public static let timestampToken = CheckID(
        "timestamp-token", section: "A.10", "a trusted authority signed a time for this signature")
    public static let signedTime = CheckID(
        "signed-time", section: "A.6", "at least one trusted source vouches for the time of the signature")
    public static let certificateChain = CheckID(
        "certificate-chain", section: "A.7", "a trusted authority issued the certificate, and all of it was valid then")
    public static let certificateProfile = CheckID(
        "certificate-profile", section: "A.7", "the certificate is one for signing code, for exactly one identity")
    public static let certificateTransparency = CheckID(
        "certificate-transparency", section: "A.8", "a trusted log promised to publish the certificate")
    public static let publicKey = CheckID(
        "public-key", section: "A.11", "the key is one that is trusted for this use, and was valid then")
    public static let signature = CheckID("signature", section: "A.5", "the signer signed exactly these bytes")
    public static let identity = CheckID("identity", section: "A.12", "the signer is the one that was asked for")

    /// The checks of a bundle, in the order in which they are made.
    public static let bundleChecks: [CheckID] = [
        .bundle, .inclusionProof, .checkpoint, .signedEntryTimestamp, .timestampToken, .signedTime, .certificateChain,
        .certificateProfile, .certificateTransparency, .publicKey, .bodyBinding, .signature, .identity,
    ]
}
