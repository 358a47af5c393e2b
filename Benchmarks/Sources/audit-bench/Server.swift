import Foundation
import TestSupport

/// The registry in a process of its own, so that its time is nobody else's.
///
/// It writes what clients need to a folder, says its address on standard output, and then takes the latency in milliseconds
/// line by line; it answers each with a line and ends with its input.
enum Server {
    static func run(count: Int, attestedEvery: Int, folder: String) async throws {
        let registry = try await TestRegistry.start(compressing: false)
        // Another host, as npm's is.
        let downloads = try await TestRegistry.start(compressing: false)
        let corpus = Corpus(count: count, attestedEvery: attestedEvery)
        let trustedRoot = try ForgedRelease().trustedRoot()
        let mirror = TrustMirror(trustedRoot: trustedRoot)
        try mirror.put(into: registry)
        try write(String(decoding: trustedRoot, as: UTF8.self), "\(folder)/trusted_root.json")
        try write(String(decoding: ForgedRelease.keysDocument, as: UTF8.self), "\(folder)/keys.json")
        try write(String(decoding: try mirror.root(), as: UTF8.self), "\(folder)/tuf-root.json")
        try write(NPMHook.script, "\(folder)/hook.cjs")
        let bytes = try await corpus.put(into: registry, downloads: downloads)
        try FileManager.default.createDirectory(atPath: "\(folder)/project", withIntermediateDirectories: true)
        try corpus.writeProject(in: "\(folder)/project", registry: registry.url)
        say("\(registry.url) \(downloads.url) \(corpus.attestedCount) \(bytes.decoded) \(bytes.sent)")
        while let line = readLine() {
            // The requests since the last line.
            say("\(registry.requests.count + downloads.requests.count)")
            for server in [registry, downloads] {
                if let latency = Int64(line), latency >= 0 { server.setLatency(milliseconds: latency) }
                server.forgetRequests()
            }
        }
        for server in [registry, downloads] { try await server.stop() }
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
}

/// The server's process, from the side of the benchmark.
struct ServerProcess {
    let url: String
    let downloadsURL: String
    let attested: Int
    /// Bytes of all packuments: decoded, and as sent.
    let decoded: Int
    let sent: Int
    private let process: Process
    private let input: Pipe
    private let output: Pipe

    init(count: Int, attestedEvery: Int, folder: String) throws {
        process = Process()
        input = Pipe()
        output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve", "\(count)", "\(attestedEvery)", folder]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let words = Self.line(output).split(separator: " ").map(String.init)
        guard words.count == 5, let attested = Int(words[2]), let decoded = Int(words[3]), let sent = Int(words[4])
        else { throw CocoaError(.fileReadCorruptFile) }
        (url, downloadsURL) = (words[0], words[1])
        (self.attested, self.decoded, self.sent) = (attested, decoded, sent)
    }

    /// Sets the latency, and takes the number of requests since the last time.
    @discardableResult
    func setLatency(_ milliseconds: Int64) -> Int {
        input.fileHandleForWriting.write(Data("\(milliseconds)\n".utf8))
        return Int(Self.line(output)) ?? -1
    }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private static func line(_ pipe: Pipe) -> String {
        var bytes: [UInt8] = []
        while let byte = pipe.fileHandleForReading.readData(ofLength: 1).first, byte != UInt8(ascii: "\n") {
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
