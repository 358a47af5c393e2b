#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import Lockfiles
import PackageModel

extension Environment {
    /// The environment of this process.
    package static func process() -> Environment {
        // A reader that is gone is an error of the write, not a signal that ends the process without a word.
        signal(SIGPIPE, SIG_IGN)
        let variables = processVariables()
        return Environment(
            arguments: Array(CommandLine.arguments.dropFirst()), variables: variables,
            currentDirectory: workingDirectory(), files: .posix,
            standardInput: { () throws(FileError) in
                try readAll(STDIN_FILENO, path: "-", limit: LockfileLimits.maximumBytes)
            },
            standardOutput: stream(STDOUT_FILENO), standardError: stream(STDERR_FILENO), git: .process(variables),
            now: wallClock)
    }

    private static func stream(_ descriptor: Int32) -> OutputStream {
        OutputStream(isTerminal: isatty(descriptor) == 1, columns: columns(descriptor)) { bytes throws(FileError) in
            try writeAll(bytes, to: descriptor, path: "-")
        }
    }

    private static func columns(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    @Sendable private static func wallClock() -> Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    private static func processVariables() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let pair = unsafe String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pair.count == 2 { variables[String(pair[0])] = String(pair[1]) }
            unsafe entry += 1
        }
        return variables
    }

    private static func workingDirectory() -> String {
        guard let path = unsafe getcwd(nil, 0) else { return "." }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}
