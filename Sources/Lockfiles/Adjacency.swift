/// One dependency as it is found.
struct DependencyEdge: Sendable {
    var from: UInt32
    let to: UInt32
    let kind: DependencyKind
}

/// The edges of every node side by side in one array.
struct Adjacency: Sendable {
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
