public import PackageModel

extension Glob {
    /// A pattern for names of packages: requires that some name could match, so that a slip of the pen is no pattern.
    public init?(packages pattern: String) {
        let isPossible = pattern.utf8.allSatisfy { byte in
            PackageName.isAllowed(byte) || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "@")
                || byte == UInt8(ascii: "/")
        }
        guard isPossible, Self.couldName(pattern) else { return nil }
        self.init(pattern)
    }

    /// A name is `name`, or `@scope/name`.
    private static func couldName(_ pattern: String) -> Bool {
        let parts = pattern.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard let first = parts.first?.first else { return parts.count == 1 }
        let isScope = first == UInt8(ascii: "@")
        let crosses = pattern == "*" || pattern.contains("**")
        return switch parts.count {
        case 1: !isScope || crosses
        case 2: isScope || first == UInt8(ascii: "*") || first == UInt8(ascii: "?")
        default: false
        }
    }
}
