public import PackageModel

/// An instant that a trusted source has signed; only the verifier makes it.
public struct VerifiedTime: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
        case transparencyLog(name: String)
        case timestampAuthority(subject: String)

        /// The source's name.
        public var name: String {
            switch self {
            case .transparencyLog(let name): name
            case .timestampAuthority(let subject): subject
            }
        }
    }

    public let source: Source
    public let instant: Timestamp

}
