import Commands
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Ctrl-C", .serialized)
struct InterruptionTests {
    @Test("cancels the run, from whichever thread the signal is told")
    func cancels() async {
        let run = Task { () -> Bool in
            do {
                try await Task.sleep(for: .seconds(600))
                return false
            } catch { return Task.isCancelled }
        }
        let interruption = Interruption { run.cancel() }
        kill(getpid(), SIGINT)
        #expect(await run.value)
        withExtendedLifetime(interruption) {}
        // A test process that is interrupted is to end.
        signal(SIGINT, SIG_DFL)
    }

    @Test("ends a read that waits for bytes", .timeLimit(.minutes(1)))
    func read() async throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let path = "/dev/fd/\(ends[0])"
        let run = Task.detached { () -> FileError? in
            do throws(FileError) {
                _ = try FileAccess.posix.read(path, 100)
                return nil
            } catch { return error }
        }
        // Once this byte is taken the read is under way, and has nothing more to take.
        var byte: UInt8 = 0
        try #require(unsafe write(ends[1], &byte, 1) == 1)
        var waiting = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        while unsafe poll(&waiting, 1, 0) > 0 { try await Task.sleep(for: .milliseconds(1)) }
        run.cancel()
        #expect(await run.value == .interrupted)
    }

    @Test("while standard input is waited for is no error of the input")
    func input() async {
        let run = Task { await ProgramRun(["list", "-f", "-"], now: nil, inputFailure: .interrupted) }
        let ended = await run.value
        #expect(ended.status == .interrupted)
        #expect(ended.errors.isEmpty && ended.output.isEmpty)
    }
}
