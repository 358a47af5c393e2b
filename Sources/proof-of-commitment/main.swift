import Commands
import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

let run = Task { await Program.run(.process()) }

// Ctrl-C ends the run in order: connections closed, the terminal's line cleared, exit status 130.
signal(SIGINT, SIG_IGN)
let interrupt = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
interrupt.setEventHandler { run.cancel() }
interrupt.resume()

exit(await run.value.rawValue)
