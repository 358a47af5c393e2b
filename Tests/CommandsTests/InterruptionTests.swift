import Commands
import Foundation
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

    @Test("ends a read of a pipe without a writer, and a later writer is waited for", .timeLimit(.minutes(1)))
    func namedPipe() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "pipe-\(UUID().uuidString)").path
        try #require(unsafe mkfifo(path, 0o600) == 0)
        defer { unsafe unlink(path) }
        let run = Task.detached { () -> FileError? in
            do throws(FileError) {
                _ = try FileAccess.posix.read(path, 100)
                return nil
            } catch { return error }
        }
        try await Task.sleep(for: .milliseconds(50))
        run.cancel()
        // A read that does not end by itself ends with a writer, so that this test does.
        try await Task.sleep(for: .milliseconds(500))
        let writer = unsafe open(path, O_WRONLY | O_NONBLOCK)
        #expect(writer < 0, "still open for reading")
        close(writer)
        #expect(await run.value == .interrupted)
        let later = Task.detached { try? FileAccess.posix.read(path, 100) }
        try await Task.sleep(for: .milliseconds(250))
        try Data("late".utf8).write(to: URL(fileURLWithPath: path))
        #expect(await later.value == Array("late".utf8))
    }

    @Test("while standard input is waited for is no error of the input")
    func input() async {
        let run = Task { await ProgramRun(["list", "-f", "-"], now: nil, inputFailure: .interrupted) }
        let ended = await run.value
        #expect(ended.status == .interrupted)
        #expect(ended.errors.isEmpty && ended.output.isEmpty)
    }
}
