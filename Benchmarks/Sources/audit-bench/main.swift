import Foundation
import TestSupport

/// Times the program as a whole process: its start, and an audit of many packages from a registry on loopback.
///
///     swift build -c release --product proof-of-commitment
///     swift run -c release --package-path Benchmarks audit-bench .build/release/proof-of-commitment [PACKAGES] [LATENCY MS]
let arguments = Array(CommandLine.arguments.dropFirst())
guard let program = arguments.first else {
    print("usage: audit-bench PROGRAM [PACKAGES] [LATENCY MS]")
    exit(2)
}
let count = arguments.count > 1 ? Int(arguments[1]) ?? 200 : 200
let latency = arguments.count > 2 ? Int64(arguments[2]) ?? 0 : 0
let runs = 7

let registry = try await TestRegistry.start()
let names = (0..<count).map { "package-\($0)" }
for name in names {
    let versions = (0..<60).map { number in
        PackageFixture.Version(
            "1.\(number).0", published: "2024-\(number / 10 + 1 < 10 ? "0" : "")\(number / 10 + 1)-1\(number % 10)T00:00:00.000Z",
            publisher: name, dependencies: ["left-pad": "^1.0.0", "is-odd": "^3.0.0"])
    }
    registry.put(PackageFixture(name, maintainers: ["a", "b"], versions: versions), downloads: 100_000)
}
registry.setLatency(milliseconds: latency)

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func time(_ arguments: [String]) throws -> (wall: Double, cpu: Double, peak: Int) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    var before = rusage()
    getrusage(RUSAGE_CHILDREN, &before)
    let start = ContinuousClock.now
    try process.run()
    process.waitUntilExit()
    let wall = ContinuousClock.now - start
    var after = rusage()
    getrusage(RUSAGE_CHILDREN, &after)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    let cpu =
        seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) - seconds(before.ru_stime)
    let parts = wall.components
    return (Double(parts.seconds) + Double(parts.attoseconds) / 1e18, cpu, after.ru_maxrss)
}

let starts = try (0..<runs).map { _ in try time(["--version"]) }
let audit =
    ["audit"] + names + [
        "--registry", registry.url, "--downloads-api", registry.url, "--no-github", "--no-cache", "--json",
        "--now", "2026-05-16T00:00:00Z",
    ]
let audits = try (0..<runs).map { _ in try time(audit) }
try await registry.stop()

func line(_ name: String, _ runs: [(wall: Double, cpu: Double, peak: Int)]) {
    let figures = [median(runs.map(\.wall)) * 1000, median(runs.map(\.cpu)) * 1000]
    print("\(name): \(figures[0].rounded()) ms wall, \(figures[1].rounded()) ms CPU, peak \(runs.map(\.peak).max() ?? 0) KiB")
}
line("start (--version)", starts)
line("audit of \(count) packages, \(latency) ms latency", audits)
