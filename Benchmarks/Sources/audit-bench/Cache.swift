import Crypto
import Foundation
import PackageModel

/// Folders of caches between runs.
enum Cache {
    static func clear(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }

    /// Makes every answer that the program keeps a day older than it is, so that each has to be asked for again.
    ///
    /// - Returns: how many there are.
    static func age(_ folder: String) throws -> Int {
        guard let files = FileManager.default.enumerator(atPath: folder) else { return 0 }
        var count = 0
        for case let name as String in files {
            let url = URL(fileURLWithPath: "\(folder)/\(name)")
            guard let data = try? Data(contentsOf: url), let first = data.firstIndex(of: UInt8(ascii: "\n")),
                let second = data[(first + 1)...].firstIndex(of: UInt8(ascii: "\n"))
            else { continue }
            let header = String(decoding: data[(first + 1)..<second], as: UTF8.self)
            guard let start = header.range(of: #""checked": ""#)?.upperBound,
                let end = header[start...].firstIndex(of: "\""),
                let time = try? Timestamp(parsing: String(header[start..<end]))
            else { continue }
            let rest =
                Data(header.replacingCharacters(in: start..<end, with: "\(time.adding(days: -1))").utf8)
                + data[second...]
            let digest = Hexadecimal.encode(Array(SHA256.hash(data: rest)))
            try (Data("\(digest)\n".utf8) + rest).write(to: url)
            count += 1
        }
        return count
    }
}
