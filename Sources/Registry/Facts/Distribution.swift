public import PackageModel

/// What `dist` says about a version's tarball.
public struct Distribution: Equatable, Sendable {
    /// Nil for releases from before 2017 that were never completed.
    public var integrity: Integrity?
    /// The SHA-1 digest of `shasum`.
    public var shasum: Integrity?
    public var signatures: [RegistrySignature]
    /// Nil if the registry announces no attestations.
    public var attestations: AnnouncedAttestations?
    /// Bytes of the unpacked files.
    public var unpackedSize: Int64?
    public var fileCount: Int64?

    /// All digests that the registry lists, `shasum` with `integrity`: an old lock file has SHA-1 alone.
    public var digests: Integrity? { integrity.map { $0.adding(shasum) } ?? shasum }

    public init(
        integrity: Integrity? = nil, shasum: Integrity? = nil, signatures: [RegistrySignature] = [],
        attestations: AnnouncedAttestations? = nil, unpackedSize: Int64? = nil, fileCount: Int64? = nil
    ) {
        self.integrity = integrity
        self.shasum = shasum
        self.signatures = signatures
        self.attestations = attestations
        self.unpackedSize = unpackedSize
        self.fileCount = fileCount
    }
}

/// One entry of `dist.signatures`, unverified.
public struct RegistrySignature: Equatable, Sendable {
    public var keyID: String
    /// Base64 of a DER-encoded ECDSA signature, as it is written.
    public var signature: String

    public init(keyID: String, signature: String) {
        self.keyID = keyID
        self.signature = signature
    }

    public static func == (left: Self, right: Self) -> Bool {
        equalBytewise(left.keyID, right.keyID) && equalBytewise(left.signature, right.signature)
    }
}

/// `dist.attestations`: the registry says that there are some. Their address is derived, never taken from here.
public struct AnnouncedAttestations: Equatable, Sendable {
    /// The predicate type of the provenance; nil if only other attestations are announced.
    public var provenancePredicateType: String?

    public init(provenancePredicateType: String?) { self.provenancePredicateType = provenancePredicateType }

    public static func == (left: Self, right: Self) -> Bool {
        equalBytewise(left.provenancePredicateType, right.provenancePredicateType)
    }
}
