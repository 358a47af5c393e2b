public import PackageModel

extension Glob {
    /// A pattern for names of packages: requires that some name could match, so that a slip of the pen is no pattern.
    public init?(packages pattern: String) {
        let isPossible = pattern.utf8.allSatisfy { byte in
            PackageName.isAllowed(byte) || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "@")
                || byte == UInt8(ascii: "/")
        }
        guard isPossible else { return nil }
        self.init(pattern)
    }
}
