/// Which entry depends on which, and from where the project reaches them.
///
/// The nodes are the entries by their index, and behind them the projects that are no entries themselves.
public struct DependencyGraph: Sendable {
    public static let defaultPathLimit = 5
    /// Partial paths that a search looks at before it gives up with what it has.
    static let maximumPartialPaths = 20_000

    public struct Edge: Hashable, Sendable {
        public let target: Int
        public let kind: DependencyKind
    }

    private let forward: Adjacency
    private let backward: Adjacency
    /// The nodes of projects and workspace members, in the order of the file.
    public let roots: [Int]
    private let labels: [String]
    private let entryCount: Int

    init(edges: [DependencyEdge], entryCount: Int, roots: [Int], labels: [String]) {
        let nodes = entryCount + labels.count
        forward = Adjacency(edges, nodes: nodes, isReversed: false)
        backward = Adjacency(edges, nodes: nodes, isReversed: true)
        self.roots = roots
        self.labels = labels
        self.entryCount = entryCount
    }

    /// What an entry, or a project, depends on, in the order of the file.
    public func dependencies(of node: Int) -> [Edge] {
        forward.edges(of: node).map { Edge(target: Int($0.node), kind: $0.kind) }
    }

    /// The name of a project that is no entry.
    public func label(of node: Int) -> String { labels[node - entryCount] }

    /// Paths of nodes from a root to the entry, shortest first, none longer than need be to reach `limit` of them.
    ///
    /// No path visits a node twice. An entry that is itself a root has the path of itself alone.
    public func paths(to entry: Int, limit: Int = Self.defaultPathLimit) -> [[Int]] {
        var found: [[Int]] = []
        let isRoot = Set(roots)
        var queue: [(node: UInt32, next: Int32)] = [(UInt32(truncatingIfNeeded: entry), -1)]
        var head = 0
        while head < queue.count, found.count < limit {
            let node = Int(queue[head].node)
            let path = self.path(from: head, in: queue)
            if isRoot.contains(node) {
                found.append(path)
            } else {
                // Two kinds of dependency between the same two packages are one step.
                var last: UInt32?
                for parent in backward.edges(of: node) where parent.node != last && !path.contains(Int(parent.node)) {
                    guard queue.count < Self.maximumPartialPaths else { break }
                    last = parent.node
                    queue.append((parent.node, Int32(truncatingIfNeeded: head)))
                }
            }
            head += 1
        }
        return found
    }

    private func path(from head: Int, in queue: [(node: UInt32, next: Int32)]) -> [Int] {
        var path: [Int] = []
        var index = head
        while index >= 0 {
            path.append(Int(queue[index].node))
            index = Int(queue[index].next)
        }
        return path
    }

    /// The nodes that can be reached from the roots without the edges of some kinds.
    func reachable(without kinds: Set<DependencyKind>) -> [Bool] { reachable(from: roots, without: kinds) }

    /// The nodes that a development dependency of a root leads to.
    func reachableThroughDevelopment() -> [Bool] {
        let starts = roots.flatMap { forward.edges(of: $0).filter { $0.kind == .dev }.map { Int($0.node) } }
        return reachable(from: starts, without: [])
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

/// One dependency as it is found.
struct DependencyEdge: Sendable {
    var from: UInt32
    let to: UInt32
    let kind: DependencyKind
}

/// The edges of every node side by side in one array.
private struct Adjacency: Sendable {
    private var starts: [UInt32]
    private var list: [(node: UInt32, kind: DependencyKind)]

    init(_ edges: [DependencyEdge], nodes: Int, isReversed: Bool) {
        starts = [UInt32](repeating: 0, count: nodes + 1)
        for edge in edges { starts[Int(isReversed ? edge.to : edge.from) + 1] += 1 }
        for node in 0..<nodes { starts[node + 1] += starts[node] }
        var next = starts
        list = Array(repeating: (0, .production), count: edges.count)
        for edge in edges {
            let owner = Int(isReversed ? edge.to : edge.from)
            list[Int(next[owner])] = (isReversed ? edge.from : edge.to, edge.kind)
            next[owner] += 1
        }
    }

    func edges(of node: Int) -> ArraySlice<(node: UInt32, kind: DependencyKind)> {
        list[Int(starts[node])..<Int(starts[node + 1])]
    }
}
