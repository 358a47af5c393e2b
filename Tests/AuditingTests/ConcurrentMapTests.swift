import Auditing
import Synchronization
import Testing

@Suite("Concurrent map")
struct ConcurrentMapTests {
    @Test("keeps the order, whoever ends first, and the limit", arguments: [1, 3, 100])
    func ordered(_ limit: Int) async {
        let state = Mutex((active: 0, most: 0))
        let results = await concurrentMap(Array(0..<50), limit: limit) { number in
            state.withLock {
                $0.active += 1
                $0.most = max($0.most, $0.active)
            }
            for _ in 0..<(number * 7 % 5) { await Task.yield() }
            state.withLock { $0.active -= 1 }
            return number * 2
        }
        #expect(results == (0..<50).map { $0 * 2 })
        #expect(state.withLock { $0.most } <= limit)
    }

    @Test("nothing maps to nothing, also with a limit that makes no sense")
    func empty() async {
        #expect(await concurrentMap([Int](), limit: 0) { $0 } == [])
        #expect(await concurrentMap([1], limit: 0) { $0 } == [1])
    }
}
