public import PackageModel

/// The versions that belong together: one major, or one minor of 0.x (docs/findings/README.md, "Terms").
public struct ReleaseLine: Sendable, Hashable {
    public let major: UInt64
    /// The minor number of a 0.x line, else nil.
    public let minor: UInt64?

    public init(of version: Version) {
        self.major = version.major
        self.minor = version.major == 0 ? version.minor : nil
    }
}

extension ReleaseLine: CustomStringConvertible {
    /// `1.x` or `0.30.x`.
    public var description: String { minor.map { "\(major).\($0).x" } ?? "\(major).x" }
}
