import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What Ctrl-C does: it ends the run in order, the cache whole and the terminal's line empty; the second one ends the process.
package struct Interruption {
    private let source: any DispatchSourceSignal

    /// Takes the signal from now on; until then it ends the process.
    ///
    /// - Parameter cancel: is told of the first one, on any thread.
    package init(_ cancel: @escaping @Sendable () -> Void) {
        // A queue with threads of its own: those of the run may all be busy.
        let queue = DispatchQueue(label: "interruption", qos: .userInteractive)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: queue)
        source.setEventHandler { @Sendable in
            // From here on the system's own handling, which is to end the process.
            signal(SIGINT, SIG_DFL)
            cancel()
        }
        let registered = DispatchSemaphore(value: 0)
        source.setRegistrationHandler { @Sendable in
            #if canImport(Darwin)
                // The source hears what the process ignores. On Linux the source has installed a handler of its own by now.
                signal(SIGINT, SIG_IGN)
            #endif
            registered.signal()
        }
        source.resume()
        registered.wait()
    }
}
