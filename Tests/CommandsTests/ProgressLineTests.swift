import Auditing
import Commands
import Synchronization
import Testing

@Suite("The progress line")
struct ProgressLineTests {
    /// What a terminal was sent, write by write.
    private final class Terminal: Sendable {
        let writes = Mutex<[String]>([])

        func stream(isTerminal: Bool = true, columns: Int? = nil) -> OutputStream {
            OutputStream(isTerminal: isTerminal, columns: columns) { [self] bytes throws(FileError) in
                writes.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            }
        }
    }

    /// Counts what is done.
    private final class Work: Sendable {
        private let done = Mutex(0)

        func next() -> Int {
            done.withLock { done in
                done += 1
                return done
            }
        }
    }

    @Test("is steady over 10,000 packages that many work on: never backwards, short, and at most ten times a second")
    func steady() async throws {
        let (terminal, count) = (Terminal(), 10_000)
        let line = ProgressLine(stream: terminal.stream(), isShown: true)
        let start = ContinuousClock.now
        line.show(.phase(.packages, total: count))
        let work = Work()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<(count / 8) { line.show(.progress(.packages, done: work.next())) }
                }
            }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let writes = terminal.writes.withLock { $0 }
        // The first line, the last one, and ten a second between.
        #expect(writes.count <= 3 + Int(seconds * 10) && writes.count >= 2)
        #expect(writes.allSatisfy { $0.hasPrefix("\r\u{1B}[2K") && $0.count < 60 })
        let shown = writes.compactMap { $0.split(separator: " ").dropFirst().first?.prefix { $0 != "/" } }
            .compactMap { Int($0) }
        #expect(shown.count == writes.count && shown == shown.sorted())
        #expect(writes.last?.contains("packages 10000/10000, about 0 s left") == true)
        line.clear()
        #expect(terminal.writes.withLock { $0.last } == "\r\u{1B}[2K")
    }

    static let terminals = [
        (columns: 37, last: "packages 10000/10000, about 0 s left"), (36, "packages 10000/10000"),
        (21, "packages 10000/10000"), (20, ""), (1, ""),
    ]

    @Test("keeps to one line of a narrow terminal, and cuts no number", arguments: terminals)
    func narrow(_ columns: Int, _ last: String) {
        let terminal = Terminal()
        let line = ProgressLine(stream: terminal.stream(columns: columns), isShown: true)
        line.show(.phase(.packages, total: 10_000))
        line.show(.progress(.packages, done: 10_000))
        let shown = terminal.writes.withLock { $0 }.map { String($0.dropFirst("\r\u{1B}[2K".count)) }
        #expect(shown.allSatisfy { $0.count < columns })
        #expect(shown.last == last)
    }

    @Test("begins anew with each phase, and says nothing of one without work")
    func phases() {
        let terminal = Terminal()
        let line = ProgressLine(stream: terminal.stream(), isShown: true)
        line.show(.phase(.packages, total: 2))
        line.show(.progress(.packages, done: 2))
        line.show(.phase(.repositories, total: 0))
        line.show(.phase(.repositories, total: 5))
        line.show(.progress(.repositories, done: 5))
        #expect(
            terminal.writes.withLock { $0.map { $0.dropFirst(5).split(separator: ",")[0] } } == [
                "packages 0/2", "packages 2/2", "repositories 0/5", "repositories 5/5",
            ])
    }

    @Test("is not there for whoever is no terminal")
    func none() {
        let terminal = Terminal()
        let line = ProgressLine(stream: terminal.stream(isTerminal: false), isShown: false)
        line.show(.phase(.packages, total: 2))
        line.show(.progress(.packages, done: 2))
        line.clear()
        #expect(terminal.writes.withLock { $0.isEmpty })
    }
}
