/// What no lock file may exceed; each limit is ten times or more the largest file that was seen.
public enum LockfileLimits {
    /// Bytes of a file.
    public static let maximumBytes = 256 << 20
    /// Bytes of a file that is left to libyaml, which makes a tree of it before anything is counted.
    public static let maximumCompleteYAMLBytes = 16 << 20
    /// Objects, arrays and scalars of a file.
    public static let maximumNodes = 16_000_000
    /// Objects and arrays inside one another; a nested `dependencies` of npm's first format takes two.
    public static let maximumDepth = 256
    /// Bytes of the path of a folder, npm's, Bun's, or a pnpm project's: every folder on it is looked into for each dependency.
    public static let maximumPathBytes = 1024
    /// Entries of a file.
    public static let maximumEntries = 1_000_000
    /// Dependencies between entries.
    public static let maximumEdges = 8_000_000
    /// Dependencies on a path from a root to an entry: what is further away is listed without a path.
    public static let maximumPathLength = 160
}
