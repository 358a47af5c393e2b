/// Finds the shortest paths from the roots to one entry, from the entry backwards.
///
/// The distance of every node from the nearest root is known, so that no step is taken that cannot end in time: looks for all
/// paths of the least length, then for those of the next length that was seen to be possible. Paths of one length come in
/// the order of the file, the entry's own dependents first.
struct PathSearch {
    static let unreachable = UInt32.max
    /// Dependents and nodes that one search looks at before it gives up with what it has: among packages that depend on each
    /// other, most ways may lead back to where they were.
    private static let maximumSteps = 20_000

    private let backward: Adjacency
    private let distances: [UInt32]
    private let limit: Int
    /// From the entry to where the search stands.
    private var path: [UInt32] = []
    private var found: [[Int]] = []
    private var steps = 0
    /// The length of the paths that are looked for, and the next one that is possible.
    private var (length, nextLength) = (0, 0)

    init(backward: Adjacency, distances: [UInt32], limit: Int) {
        self.backward = backward
        self.distances = distances
        self.limit = limit
    }

    mutating func paths(to entry: Int) -> [[Int]] {
        nextLength = Int(distances[entry])
        while !isOver, nextLength <= LockfileLimits.maximumPathLength {
            length = nextLength
            nextLength = .max
            visit(UInt32(truncatingIfNeeded: entry), nearest: .max)
        }
        return found
    }

    private var isOver: Bool { found.count >= limit || steps >= Self.maximumSteps }

    /// Goes on from a node that is not on the path; `nearest` is the least distance on it.
    private mutating func visit(_ node: UInt32, nearest: UInt32) {
        path.append(node)
        defer { path.removeLast() }
        let distance = distances[Int(node)]
        // No path goes on behind a root.
        guard distance > 0 else { return add() }
        let nearest = min(nearest, distance)
        // Two kinds of dependency between the same two packages are one step.
        var last: UInt32?
        for parent in backward.edges(of: Int(node)) where parent.node != last {
            guard !isOver else { return }
            steps += 1
            let next = distances[Int(parent.node)]
            guard next != Self.unreachable else { continue }
            let possible = path.count + Int(next)
            guard possible <= length else {
                nextLength = min(nextLength, possible)
                continue
            }
            // What is nearer to a root than all of the path is not on it.
            guard next < nearest || !isOnPath(parent.node) else { continue }
            last = parent.node
            visit(parent.node, nearest: nearest)
        }
    }

    private mutating func isOnPath(_ node: UInt32) -> Bool {
        steps += path.count
        return path.contains(node)
    }

    private mutating func add() {
        guard path.count - 1 == length else { return }
        let nodes = path.reversed().map(Int.init)
        if !found.contains(nodes) { found.append(nodes) }
    }
}
