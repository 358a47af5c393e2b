/// Collects entries, edges and roots while a format is read.
struct LockfileContents {
    private(set) var entries: [LockfileEntry] = []
    private var edges: [DependencyEdge] = []
    private var roots: [Int] = []
    private var labels: [String] = []
    /// Projects are numbered after all entries, whose number is known only at the end.
    private static let projectBase = 1 << 30

    /// Makes room for as many entries as a document of that many nodes usually has.
    ///
    /// What is not needed is never touched, so that it costs addresses and no memory.
    mutating func reserve(nodes: Int) {
        entries.reserveCapacity(min(nodes / 8, LockfileLimits.maximumEntries))
        edges.reserveCapacity(min(nodes / 2, LockfileLimits.maximumEdges))
    }

    /// Adds an entry and returns its index.
    @discardableResult
    mutating func add(_ entry: consuming LockfileEntry) throws(LockfileError) -> Int {
        guard entries.count < LockfileLimits.maximumEntries else {
            throw LockfileError(.tooManyEntries(limit: LockfileLimits.maximumEntries), line: entry.line)
        }
        entry.removeCredentials()
        entries.append(entry)
        return entries.count - 1
    }

    /// Adds a project that is no entry: a node to draw edges from.
    mutating func addProject(_ label: String) -> Int {
        labels.append(label)
        roots.append(Self.projectBase + labels.count - 1)
        return Self.projectBase + labels.count - 1
    }

    /// Makes an entry one of the places from which paths start.
    mutating func addRoot(_ entry: Int) { roots.append(entry) }

    mutating func connect(_ from: Int, to: Int, _ kind: DependencyKind) throws(LockfileError) {
        guard edges.count < LockfileLimits.maximumEdges else {
            throw LockfileError(.tooManyDependencies(limit: LockfileLimits.maximumEdges))
        }
        edges.append(
            DependencyEdge(from: UInt32(truncatingIfNeeded: from), to: UInt32(truncatingIfNeeded: to), kind: kind))
    }

    mutating func setEntry(_ index: Int, _ change: (inout LockfileEntry) -> Void) { change(&entries[index]) }

    /// Leaves open what every entry is for: then nothing is left out.
    mutating func forgetFlags() {
        for index in entries.indices {
            (entries[index].dev, entries[index].optional, entries[index].peer) = (nil, nil, nil)
            entries[index].isDevOptional = false
        }
    }

    /// What says whether entries are for development, or optional.
    enum Flags {
        /// The file itself, entry by entry.
        case stated
        /// The paths that lead to them.
        case fromPaths
        /// Nothing: the file does not tell the kinds of the project's dependencies.
        case unknown
    }

    mutating func lockfile(
        _ format: LockfileFormat, version: String, flags: Flags
    ) -> Lockfile {
        let count = entries.count
        for index in edges.indices where edges[index].from >= Self.projectBase {
            edges[index].from = UInt32(Self.node(Int(edges[index].from), entries: count))
        }
        let graph = DependencyGraph(
            edges: edges, entryCount: count, roots: roots.map { Self.node($0, entries: count) }, labels: labels)
        if flags == .fromPaths { setFlags(from: graph) }
        return Lockfile(format: format, formatVersion: version, entries: entries, graph: graph)
    }

    private static func node(_ index: Int, entries: Int) -> Int {
        index >= projectBase ? entries + index - projectBase : index
    }

    /// An entry that no path leads to is taken for one of production: nothing may drop it.
    private mutating func setFlags(from graph: DependencyGraph) {
        let all = graph.reachable(without: [])
        let kinds = Set(DependencyKind.allCases.filter { kind in edges.contains { $0.kind == kind } })
        // A kind of dependency that does not occur changes nothing.
        func without(_ omitted: Set<DependencyKind>) -> [Bool] {
            kinds.isDisjoint(with: omitted) ? all : graph.reachable(without: omitted)
        }
        let withoutDev = without([.dev])
        let withoutOptional = without([.optional])
        let withoutBoth = kinds.isSuperset(of: [.dev, .optional]) ? without([.dev, .optional]) : all
        let withoutPeer = without([.peer])
        for index in entries.indices {
            entries[index].dev = all[index] && !withoutDev[index]
            entries[index].optional = all[index] && !withoutOptional[index]
            entries[index].peer = all[index] && !withoutPeer[index]
            entries[index].isDevOptional = withoutDev[index] && withoutOptional[index] && !withoutBoth[index]
        }
    }
}

extension LockfileContents {
    /// Says whether an index is that of an entry, not of a project.
    static func isEntry(_ index: Int) -> Bool { index < projectBase }
}
