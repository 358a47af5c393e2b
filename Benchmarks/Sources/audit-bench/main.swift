import Foundation

/// Compares whole audits with `npm audit signatures`: same packages, same registry on loopback, one run.
///
///     swift build -c release --product proof-of-commitment
///     cd Benchmarks && swift run -c release audit-bench ../.build/release/proof-of-commitment
///
/// Options: `--packages 100,1000,3000`, `--latency 0,50` (milliseconds), `--rounds 3`, `--npm-rounds 3` (0: without npm),
/// `--attested-every 5`.
let words = Array(CommandLine.arguments.dropFirst())
if words.first == "serve", words.count == 4, let count = Int(words[1]), let every = Int(words[2]) {
    try await Server.run(count: count, attestedEvery: every, folder: words[3])
    exit(0)
}
guard let path = words.first, !path.hasPrefix("-") else {
    print(
        "usage: audit-bench PROGRAM [--packages N,N] [--latency MS,MS] [--rounds N] [--npm-rounds N] [--attested-every N]"
    )
    exit(2)
}

// It runs in another folder.
let program = URL(fileURLWithPath: path).path

func option(_ name: String, _ standard: [Int]) -> [Int] {
    guard let index = words.firstIndex(of: name), index + 1 < words.count else { return standard }
    return words[index + 1].split(separator: ",").compactMap { Int($0) }
}
let rounds = option("--rounds", [3])[0]
let npmRounds = option("--npm-rounds", [3])[0]
let attestedEvery = option("--attested-every", [5])[0]

let starts = (0..<15).map { _ in measure([program, "--version"], in: "/", output: "/dev/null") }
print("start (--version): \(milliseconds(median(starts.map(\.wall)))) ms")

// Removed at the end: a file system that has just lost thousands of files makes new ones more slowly.
var folders: [String] = []
defer { for folder in folders { try? FileManager.default.removeItem(atPath: folder) } }
for count in option("--packages", [100, 1000, 3000]) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("audit-bench-\(getpid())-\(count)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    folders.append(folder)
    let server = try ServerProcess(count: count, attestedEvery: attestedEvery, folder: folder)
    let kilobytes = (server.decoded / 1000, server.sent / 1000)
    print("\n\(count) packages, \(server.attested) attested; packuments \(kilobytes.0) kB, \(kilobytes.1) kB as sent")
    let comparison = Comparison(program: program, folder: folder, server: server)
    for latency in option("--latency", [0, 50]) {
        server.setLatency(Int64(latency))
        print(Comparison.heading)
        for row in try comparison.rows(rounds: rounds, npmRounds: npmRounds) {
            print("| \(count) | \(latency) | \(row.text)")
        }
        // Seen as it comes, also through a pipe.
        fflush(nil)
    }
    server.stop()
}

func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
