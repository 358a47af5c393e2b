import Commands
import PackageModel
import RegistryHTTP
import Synchronization
import TestSupport

/// One run of the program: arguments in, streams and exit status out.
struct ProgramRun {
    let status: ExitStatus
    let output: String
    let errors: String
    let files: [String: [UInt8]]

    /// - Parameters:
    ///   - registry: also serves downloads and GitHub.
    ///   - files: by absolute path; the current folder is `/project`.
    ///   - clock: what the real time is.
    ///   - trustAnchor: the TUF root that the program carries.
    ///   - isTerminal: whether standard error is one.
    ///   - isOutputTerminal: whether standard output is one.
    ///   - inputFailure: what reading of standard input comes to.
    ///   - outputFailure: what each write to standard output comes to.
    ///   - gitFailure: what git makes of a revision that is none of the files.
    init(
        _ arguments: [String], registry: TestRegistry? = nil, now: String? = "2026-05-16T12:00:00Z",
        files: [String: [UInt8]] = [:], variables: [String: String] = [:], input: [UInt8] = [],
        clock: String? = nil, trustAnchor: [UInt8]? = nil, http: HTTPPolicy? = nil, isTerminal: Bool = false,
        isOutputTerminal: Bool = false,
        inputFailure: FileError? = nil, outputFailure: FileError? = nil, gitFailure: GitError? = nil
    ) async {
        let (output, errors, disk) = (
            Buffer(isTerminal: isOutputTerminal, failure: outputFailure), Buffer(isTerminal: isTerminal),
            MemoryFiles(files)
        )
        var arguments = arguments
        if let registry {
            arguments += [
                "--registry", registry.url, "--downloads-api", registry.url, "--github-api", registry.url,
            ]
            if !arguments.contains("--tuf-mirror") { arguments += ["--tuf-mirror", registry.url] }
        }
        if let now { arguments += ["--now", now] }
        let instant = clock.flatMap { try? Timestamp(parsing: $0) } ?? Timestamp(milliseconds: 1_778_932_800_000)
        var environment = Environment(
            arguments: arguments, variables: variables, currentDirectory: "/project", files: disk.access,
            standardInput: { () throws(FileError) in
                if let inputFailure { throw inputFailure }
                return input
            }, standardOutput: output.stream,
            standardError: errors.stream,
            git: GitReading { revision, _, _ throws(GitError) in
                guard let bytes = files["git:\(revision)"] else {
                    throw gitFailure ?? .unknownRevision(isShallow: false)
                }
                return bytes
            }, now: { instant })
        if let trustAnchor { environment.trustAnchor = trustAnchor }
        if let http { environment.http = http }
        self.status = await Program.run(environment)
        self.output = output.text
        self.errors = errors.text
        self.files = disk.contents
    }

    var lines: [Substring] { output.split(separator: "\n", omittingEmptySubsequences: false) }
}

private final class Buffer: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    private let isTerminal: Bool
    private let failure: FileError?

    init(isTerminal: Bool = false, failure: FileError? = nil) {
        self.isTerminal = isTerminal
        self.failure = failure
    }

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    var stream: OutputStream {
        OutputStream(isTerminal: isTerminal) { [self] more throws(FileError) in
            if let failure { throw failure }
            bytes.withLock { $0 += more }
        }
    }
}

/// Files that live in memory.
private final class MemoryFiles: Sendable {
    private let files: Mutex<[String: [UInt8]]>

    init(_ files: [String: [UInt8]]) { self.files = Mutex(files) }

    var contents: [String: [UInt8]] { files.withLock { $0 } }

    var access: FileAccess {
        FileAccess(
            read: { [self] path, limit throws(FileError) in
                guard let bytes = files.withLock({ $0[path] }) else { throw .notFound(path: path) }
                guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
                return bytes
            },
            replace: { [self] path, bytes throws(FileError) in files.withLock { $0[path] = bytes } },
            exists: { [self] path in
                // A folder is what has something below it, and `.` is in a folder only.
                let folder = path.hasSuffix("/.") ? String(path.dropLast()) : path + "/"
                return files.withLock { files in
                    files[path] != nil || files.keys.contains { $0.hasPrefix(folder) }
                }
            },
            list: { [self] folder in
                let base = folder.hasSuffix("/") ? folder : folder + "/"
                let below = files.withLock { $0.keys.filter { $0.hasPrefix(base) } }
                return Array(Set(below.map { path in String(path.dropFirst(base.count).prefix { $0 != "/" }) }))
            })
    }
}
