import Foundation
import Lockfiles

// `lockfile-bench` measures the speed of every format on a generated file; `lockfile-bench FILE…` on files. `lockfile-bench
// generate FORMAT` writes such a file, and `lockfile-bench memory FILE` reads one: its peak is that of the reader.
// `lockfile-bench cut FILE…` reads files that were cut, at every line end and at single bytes.

/// Entries of a generated file: more than the largest lock file that was seen.
let packages = 20_000

func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The median of the processor times of repeated runs, in seconds: one thread reads.
func median(_ work: () throws -> Void) rethrows -> Double {
    var times: [Double] = []
    let end = processorTime() + 1.5
    while times.count < 5 || (processorTime() < end && times.count < 2000) {
        let start = processorTime()
        try work()
        times.append(processorTime() - start)
    }
    return times.sorted()[times.count / 2]
}

/// The largest resident size of this process so far, in bytes (Linux).
func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
}

func report(_ title: String, _ bytes: [UInt8], named name: String) throws {
    let count = try Lockfile(reading: bytes, named: name).entries.count
    let seconds = try median { _ = try Lockfile(reading: bytes, named: name) }
    let megabytes = Double(bytes.count) / 1e6
    print(
        "| \(title) | \(String(format: "%.2f", megabytes)) | \(count) | \(String(format: "%.1f", seconds * 1e3)) | \(Int(megabytes / seconds)) |"
    )
}

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "generate", let format = arguments.dropFirst().first.flatMap(SyntheticLockfile.init(rawValue:)) {
    FileHandle.standardOutput.write(Data(format.text(packages: packages)))
} else if arguments.first == "cut" {
    print("| Lock file | Cuts | Refused | Same | Altered | Fewer |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for path in arguments.dropFirst() { try CutSweep.report(path) }
} else if arguments.first == "memory", arguments.count == 2 {
    // The file comes from another process: making it here would be what is measured.
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: arguments[1])))
    let before = peakMemory()
    let lockfile = try Lockfile(reading: bytes, named: arguments[1])
    let used = peakMemory() - before + bytes.count
    print(
        "\(lockfile.entries.count) entries, peak \(used / 1_000_000) MB, \(String(format: "%.1f", Double(used) / Double(bytes.count))) times the file"
    )
} else {
    print("| Lock file | MB | Entries | ms | MB/s |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for path in arguments { try report(path, Array(Data(contentsOf: URL(fileURLWithPath: path))), named: path) }
    for format in SyntheticLockfile.allCases where arguments.isEmpty {
        try report(format.rawValue, format.text(packages: packages), named: format.name)
    }
}
