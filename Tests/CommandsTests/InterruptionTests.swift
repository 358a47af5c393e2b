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
}
