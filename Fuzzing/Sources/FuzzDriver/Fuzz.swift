#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Hands the process over to libFuzzer, which calls `body` with one input after the other.
public func fuzz(_ body: @escaping @Sendable ([UInt8]) -> Void) -> Never {
    target = body
    var count = CommandLine.argc
    var arguments: Arguments? = CommandLine.unsafeArgv
    exit(
        runDriver(&count, &arguments) { start, count in
            target(Array(UnsafeBufferPointer(start: start, count: count)))
            return 0
        })
}

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Set once, before the driver starts; a C callback captures nothing.
nonisolated(unsafe) private var target: @Sendable ([UInt8]) -> Void = { _ in }

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Arguments?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
