public import PackageModel

/// What verifying the audited version came to, as far as rules care.
public struct VerificationFacts: Sendable, Equatable {
    public var provenance: ProvenanceVerdict
    public var signature: SignatureVerdict
    public var integrity: IntegrityVerdict
    /// The verified origins of earlier releases; those that were not verified are simply not there.
    public var earlierOrigins: [Version: VerifiedOrigin]
    /// An earlier release that says it came from where this one did, and settles the matter (`ReleaseAssessment.isSettled`).
    ///
    /// It is not verified: it can keep a rule quiet, and is evidence of nothing.
    public var sameOrigin: Version?
    /// Earlier releases that announce attestations which could not be had, or not be read: any of them might have been the
    /// standard.
    public var unobtainedOrigins: [UnobtainedOrigin]
    /// The origins that the project recorded for the package (`accept --origins`): any of them is where it may come from.
    public var recordedOrigins: [VerifiedOrigin]

    public init(
        provenance: ProvenanceVerdict, signature: SignatureVerdict, integrity: IntegrityVerdict,
        earlierOrigins: [Version: VerifiedOrigin] = [:], sameOrigin: Version? = nil,
        unobtainedOrigins: [UnobtainedOrigin] = [], recordedOrigins: [VerifiedOrigin] = []
    ) {
        self.provenance = provenance
        self.signature = signature
        self.integrity = integrity
        self.earlierOrigins = earlierOrigins
        self.sameOrigin = sameOrigin
        self.unobtainedOrigins = unobtainedOrigins
        self.recordedOrigins = recordedOrigins
    }
}

/// An earlier release whose attestations could not be had, or not be read.
public struct UnobtainedOrigin: Sendable, Equatable {
    public let version: Version
    public let reason: UnknownReason

    public init(version: Version, reason: UnknownReason) {
        self.version = version
        self.reason = reason
    }
}

/// What became of the provenance of a version.
public enum ProvenanceVerdict: Sendable, Equatable {
    case verified(VerifiedOrigin)
    /// There is provenance, and these checks of it failed.
    case invalid(checks: [FailedCheck])
    /// Neither announced nor there.
    case absent
    /// The registry announces provenance, and nobody checked it.
    case claimed
    case unknown(UnknownReason)

    public var origin: VerifiedOrigin? {
        if case .verified(let origin) = self { origin } else { nil }
    }
}

/// A check that did not hold, by its documented name.
public struct FailedCheck: Sendable, Hashable {
    public let id: String
    /// What would be true, had it held.
    public let meaning: String
    public let reason: String

    public init(id: String, meaning: String, reason: String) {
        self.id = id
        self.meaning = meaning
        self.reason = reason
    }
}

/// What became of the registry's signature over a version.
public enum SignatureVerdict: Sendable, Equatable {
    case valid(keyID: String)
    /// Present and wrong, or by a key that was retired before the signing time.
    case invalid(keyID: String, reason: String)
    case absent
    case unknown(UnknownReason)
}

/// How the digest in the lock file and the registry's compare.
public enum IntegrityVerdict: Sendable, Equatable {
    case equal
    case different(locked: String, registry: String)
    /// There is no lock file, or one of the two has no digest of a common algorithm.
    case notCompared
}
