import Foundation
import JSONCursor
import PackageModel
import Registry

// `packument-bench` measures speed. `packument-bench memory FILE READER` decodes one document in a process of its own, so
// that the peak of its memory is that of one reader; `packument-bench write FILE BYTES` makes such a document, and
// `packument-bench file FILE NAME` measures the speed at one that was recorded.

let name = try PackageName(parsing: SyntheticPackument.name)
/// What a connection delivers at a time.
let chunkSize = 65_536

func decodeStreaming(_ bytes: [UInt8], name: PackageName = name) throws -> Int {
    var decoder = PackumentDecoder(name: name)
    var position = 0
    while position < bytes.count {
        let end = min(position + chunkSize, bytes.count)
        try decoder.decode(bytes.span.bytes.extracting(position..<end))
        position = end
    }
    return try decoder.packument().releases.count
}

func skip(_ bytes: [UInt8]) throws -> Int {
    try JSONCursor.read(bytes, limits: JSONLimits(bytes: .max)) { (cursor) throws(JSONError) in
        try cursor.finish()
        return 0
    }
}

/// The median of the processor times of repeated runs, in seconds. All readers work in one thread, so this is the wall time of
/// a machine that has nothing else to do.
func median(_ work: () throws -> Int) rethrows -> Double {
    var times: [Double] = []
    let end = processorTime() + 1.5
    while times.count < 5 || (processorTime() < end && times.count < 2000) {
        let start = processorTime()
        _ = try work()
        times.append(processorTime() - start)
    }
    return times.sorted()[times.count / 2]
}

func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The largest resident size of this process so far, in KiB (Linux).
func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
}

func report(_ title: String, _ bytes: Int, _ seconds: Double) {
    let speed = Double(bytes) / seconds / 1e6
    print(
        "| \(title) | \(String(format: "%.2f", Double(bytes) / 1e6)) | \(String(format: "%.3f", seconds * 1e3)) | \(Int(speed)) |"
    )
}

/// Reads the document of a file in chunks, as from a connection, so that only the reader's memory counts.
func memory(_ path: String, _ reader: String) throws {
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    let before = peakMemory()
    var releases = 0
    switch reader {
    case "PackumentDecoder":
        var decoder = PackumentDecoder(name: name)
        while let data = try file.read(upToCount: chunkSize), !data.isEmpty {
            let chunk = [UInt8](data)
            try decoder.decode(chunk.span.bytes)
        }
        let packument = try decoder.packument()
        releases = packument.releases.count
    case "JSONDecoder": releases = try decodeWithJSONDecoder(file.readToEnd() ?? Data())
    case "JSONSerialization": releases = try decodeWithJSONSerialization(file.readToEnd() ?? Data())
    default:
        print("no reader `\(reader)`: there are PackumentDecoder, JSONDecoder and JSONSerialization")
        exit(2)
    }
    print("\(reader): \(releases) releases, peak raised by \((peakMemory() - before) / 1024) MiB")
}

let arguments = CommandLine.arguments
if arguments.count == 4, arguments[1] == "write", let size = Int(arguments[3]) {
    try Data(SyntheticPackument.bytes(atLeast: size)).write(to: URL(fileURLWithPath: arguments[2]))
} else if arguments.count == 4, arguments[1] == "memory" {
    try memory(arguments[2], arguments[3])
} else if arguments.count == 4, arguments[1] == "file" {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: arguments[2])))
    let name = try PackageName(parsing: arguments[3])
    report("`PackumentDecoder`", bytes.count, try median { try decodeStreaming(bytes, name: name) })
} else {
    print("| Reader | MB | ms | MB/s |\n| --- | --- | --- | --- |")
    for size in [50_000, 1_000_000, 5_000_000, 10_000_000, 30_000_000] {
        let bytes = SyntheticPackument.bytes(atLeast: size)
        let data = Data(bytes)
        report(
            "`PackumentDecoder`, whole", bytes.count,
            try median { try PackumentDecoder.decode(bytes, name: name).releases.count })
        report("`PackumentDecoder`, 64 KiB chunks", bytes.count, try median { try decodeStreaming(bytes) })
        report("`JSONCursor`, skipping everything", bytes.count, try median { try skip(bytes) })
        report("`JSONDecoder`", bytes.count, try median { try decodeWithJSONDecoder(data) })
        report("`JSONSerialization`", bytes.count, try median { try decodeWithJSONSerialization(data) })
    }
}
