import PackageModel
public import TransparencyLog

/// Sigstore's trust anchors (protobuf-specs, sigstore_trustroot.proto): who may issue, log and date.
public struct TrustedRoot: Sendable {
    /// What a document may not exceed.
    public enum Limit {
        public static let bytes = 1 << 20
        /// Authorities or logs of one kind.
        public static let anchors = 64
        public static let certificates = 8
    }

    /// A transparency log: Rekor's, or one for certificates.
    public struct Log: Sendable {
        /// What entries and SCTs name the log by.
        public let id: [UInt8]
        /// Nil for an algorithm that is not supported.
        public let key: LogKey?
        /// Nil without a start, which trusts the log never.
        public let validity: Validity?

        func isValid(at instant: Timestamp) -> Bool { validity?.contains(instant) ?? false }
    }

    public let certificateAuthorities: [CertificateAuthority]
    public let transparencyLogs: [Log]
    public let certificateLogs: [Log]
    public let timestampAuthorities: [CertificateAuthority]
}

/// An authority's certificates and the time in which it is trusted.
public struct CertificateAuthority: Sendable {
    /// The chain as the trust root gives it: intermediates first, the anchor last. Each is issued by the next.
    public let chain: [X509Certificate]
    public let validity: Validity?

    func isValid(at instant: Timestamp) -> Bool { validity?.contains(instant) ?? false }
}
