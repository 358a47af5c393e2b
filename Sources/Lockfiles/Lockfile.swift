/// What a lock file holds, every entry with its class and its line, and how the entries depend on each other.
public struct Lockfile: Sendable {
    public let format: LockfileFormat
    /// As the file has it (`3`, `9.0`, `5.4-inlineSpecifiers`); empty for a file without one.
    public let formatVersion: String
    /// In the order of the file.
    public let entries: [LockfileEntry]
    public let graph: DependencyGraph
    /// Whether what the file says that entries are for is left open, because the project's package.json files contradict it.
    public internal(set) var areFlagsDisbelieved = false

    init(format: LockfileFormat, formatVersion: String, entries: [LockfileEntry], graph: DependencyGraph) {
        self.format = format
        self.formatVersion = formatVersion
        self.entries = entries
        self.graph = graph
    }

    /// How many entries there are of each class; the sum is the number of entries.
    public var coverage: [LockfileEntry.Class: Int] {
        var counts: [LockfileEntry.Class: Int] = [:]
        for entry in entries { counts[entry.class, default: 0] += 1 }
        return counts
    }

    /// The dependency paths that lead to an entry, each from a project to the entry as `name@version`, shortest first.
    ///
    /// Requires an index of `entries`. The first element is the project or the workspace member that the path starts from.
    public func dependencyPaths(to entry: Int, limit: Int = DependencyGraph.defaultPathLimit) -> [[String]] {
        graph.paths(to: entry, limit: limit).map { path in
            path.map { $0 < entries.count ? entries[$0].identity : graph.label(of: $0) }
        }
    }
}
