import Testing

@testable import Lockfiles

/// The paths that lead from the roots of a graph to an entry.
@Suite struct DependencyPathsTests {
    /// A graph of entries, the first of which may be roots, and a project behind them that depends on some.
    private func graph(_ edges: [(Int, Int)], entries: Int, roots: [Int] = [], project: [Int] = []) -> DependencyGraph {
        let all = project.map { (entries, $0) } + edges
        return DependencyGraph(
            edges: all.map { DependencyEdge(from: UInt32($0.0), to: UInt32($0.1), kind: .production) },
            entryCount: entries, roots: [entries] + roots, labels: ["project"])
    }

    @Test func chain() {
        let graph = graph([(0, 1), (1, 2)], entries: 4, project: [0])
        #expect(graph.paths(to: 2) == [[4, 0, 1, 2]])
        #expect(graph.paths(to: 3).isEmpty)
    }

    @Test func shortestFirstThenInTheOrderOfTheFile() {
        let graph = graph([(0, 3), (1, 3), (2, 0), (2, 3)], entries: 4, project: [2, 1, 0])
        #expect(graph.paths(to: 3) == [[4, 0, 3], [4, 1, 3], [4, 2, 3], [4, 2, 0, 3]])
        #expect(graph.paths(to: 3, limit: 2) == [[4, 0, 3], [4, 1, 3]])
        #expect(graph.paths(to: 3, limit: 0).isEmpty)
    }

    @Test func cycle() {
        let graph = graph([(0, 1), (1, 2), (2, 0), (1, 1)], entries: 3, project: [0, 2])
        #expect(graph.paths(to: 0) == [[3, 0], [3, 2, 0]])
        #expect(graph.paths(to: 1) == [[3, 0, 1], [3, 2, 0, 1]])
        #expect(graph.paths(to: 2) == [[3, 2], [3, 0, 1, 2]])
    }

    /// A path begins with the last root on it, and a root is reached by itself.
    @Test func severalRoots() {
        let graph = graph([(0, 1), (1, 2), (0, 2), (2, 0)], entries: 3, roots: [0, 1], project: [0, 2])
        #expect(graph.paths(to: 0) == [[0]])
        #expect(graph.paths(to: 2) == [[3, 2], [1, 2], [0, 2]])
    }

    @Test func onePathOfSeveralDependencies() {
        let graph = graph([(0, 2), (0, 2), (1, 2), (0, 2)], entries: 3, project: [0, 1])
        #expect(graph.paths(to: 2) == [[3, 0, 2], [3, 1, 2]])
    }

    @Test func whatIsTooFarAwayHasNoPath() {
        let last = LockfileLimits.maximumPathLength
        let chain = graph((0..<1000).map { ($0, $0 + 1) }, entries: 1001, project: [0])
        #expect(chain.paths(to: last - 1).map(\.count) == [last + 1])
        #expect((last...1000).allSatisfy { chain.paths(to: $0).isEmpty })
    }

    /// Two packages in each of many layers, each of which needs both of the next: more paths than can be counted.
    @Test func manyPaths() {
        var edges: [(Int, Int)] = []
        for package in 0..<1000 {
            let next = package / 2 * 2 + 2
            edges += [(package, next), (package, next + 1)]
        }
        let ladder = graph(edges, entries: 1002, project: [0, 1])
        #expect(ladder.paths(to: 200).map(\.count) == [102, 102, 102, 102, 102])
    }

    /// Packages that all need each other, and to which only the entry's own dependent leads.
    @Test func manyWaysThatLeadNowhere() {
        var edges = [(0, 1)]
        for package in 2..<102 {
            edges += [(0, package), (package, 0)]
            for other in 2..<102 where other != package { edges.append((package, other)) }
        }
        #expect(graph(edges, entries: 102, project: [0]).paths(to: 1) == [[102, 0, 1]])
    }

    /// Small random graphs, against looking at every path.
    @Test(arguments: 0..<50)
    func everyPath(_ seed: Int) {
        var random = YAMLReaderTests.Generator(state: UInt64(seed) &* 7_919 &+ 1)
        // In the order of those who depend, as files have them.
        let edges = (0..<16).map { _ in (random.next(8), random.next(8)) }.sorted { $0.0 < $1.0 }
        let graph = graph(edges, entries: 8, roots: [random.next(8)], project: [random.next(8), random.next(8)])
        for entry in 0..<8 {
            #expect(graph.paths(to: entry, limit: 1000) == Self.everyPath(to: entry, in: graph))
            #expect(graph.paths(to: entry) == Array(Self.everyPath(to: entry, in: graph).prefix(5)))
        }
    }

    private static func everyPath(to entry: Int, in graph: DependencyGraph) -> [[Int]] {
        var found: [[Int]] = []
        var partial = [[entry]]
        while !partial.isEmpty {
            let path = partial.removeFirst()
            if graph.roots.contains(path[0]) {
                if !found.contains(path) { found.append(path) }
                continue
            }
            for parent in [8] + (0..<8) {
                let times = graph.forward.edges(of: parent).count { Int($0.node) == path[0] }
                if !path.contains(parent) { partial += Array(repeating: [parent] + path, count: times) }
            }
        }
        return found
    }
}
