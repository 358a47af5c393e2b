/// Which entry depends on which, and from where the project reaches them.
///
/// The nodes are the entries by their index, and behind them the projects that are no entries themselves.
public struct DependencyGraph: Sendable {
    public static let defaultPathLimit = 5

    let forward: Adjacency
    private let backward: Adjacency
    /// How many dependencies every node is away from the nearest root; `unreachable` where no path leads.
    private let distances: [UInt32]
    /// The nodes of projects and workspace members, in the order of the file.
    public let roots: [Int]
    private let labels: [String]
    private let entryCount: Int

    init(edges: [DependencyEdge], entryCount: Int, roots: [Int], labels: [String]) {
        let nodes = entryCount + labels.count
        forward = Adjacency(edges, nodes: nodes, isReversed: false)
        backward = Adjacency(edges, nodes: nodes, isReversed: true)
        distances = Self.distances(from: roots, forward, nodes: nodes)
        self.roots = roots
        self.labels = labels
        self.entryCount = entryCount
    }

    /// The name of a project that is no entry.
    public func label(of node: Int) -> String { labels[node - entryCount] }

    /// Paths of nodes from a root to the entry, shortest first, none longer than need be to reach `limit` of them.
    ///
    /// No path visits a node twice, or has a root behind its first node. An entry that is itself a root has the path of
    /// itself alone; one that is further from every root than `LockfileLimits.maximumPathLength` has none.
    public func paths(to entry: Int, limit: Int = Self.defaultPathLimit) -> [[Int]] {
        var search = PathSearch(backward: backward, distances: distances, limit: limit)
        return search.paths(to: entry)
    }

    /// The nodes that can be reached from the roots without the edges of some kinds.
    func reachable(without kinds: Set<DependencyKind>) -> [Bool] {
        kinds.isEmpty ? distances.map { $0 != PathSearch.unreachable } : reachable(from: roots, without: kinds)
    }

    /// The nodes that a development dependency of a root leads to.
    func reachableThroughDevelopment() -> [Bool] {
        let starts = roots.flatMap { forward.edges(of: $0).filter { $0.kind == .dev }.map { Int($0.node) } }
        return reachable(from: starts, without: [])
    }

    /// Goes from the roots outwards, nearest nodes first.
    private static func distances(from roots: [Int], _ forward: Adjacency, nodes: Int) -> [UInt32] {
        var distances = [UInt32](repeating: PathSearch.unreachable, count: nodes)
        for root in roots { distances[root] = 0 }
        var queue = roots
        queue.reserveCapacity(nodes)
        var head = 0
        while head < queue.count {
            let next = distances[queue[head]] + 1
            for edge in forward.edges(of: queue[head]) where distances[Int(edge.node)] == PathSearch.unreachable {
                distances[Int(edge.node)] = next
                queue.append(Int(edge.node))
            }
            head += 1
        }
        return distances
    }

    private func reachable(from starts: [Int], without kinds: Set<DependencyKind>) -> [Bool] {
        var isReached = [Bool](repeating: false, count: entryCount + labels.count)
        var stack = starts
        for start in starts { isReached[start] = true }
        while let node = stack.popLast() {
            for edge in forward.edges(of: node) where !isReached[Int(edge.node)] && !kinds.contains(edge.kind) {
                isReached[Int(edge.node)] = true
                stack.append(Int(edge.node))
            }
        }
        return isReached
    }
}
