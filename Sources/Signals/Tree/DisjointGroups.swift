/// Numbers from zero on in groups, which can be joined.
struct DisjointGroups {
    private var parents: [Int]
    /// The number of groups.
    private(set) var count: Int

    init(count: Int) {
        self.parents = Array(0..<count)
        self.count = count
    }

    mutating func join(_ left: Int, _ right: Int) {
        let (mine, theirs) = (root(of: left), root(of: right))
        guard mine != theirs else { return }
        parents[mine] = theirs
        count -= 1
    }

    mutating func areJoined(_ left: Int, _ right: Int) -> Bool { root(of: left) == root(of: right) }

    /// Halves the path on the way, so that groups stay flat.
    private mutating func root(of member: Int) -> Int {
        var member = member
        while parents[member] != member {
            parents[member] = parents[parents[member]]
            member = parents[member]
        }
        return member
    }
}
