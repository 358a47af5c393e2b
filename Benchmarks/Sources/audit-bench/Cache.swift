import Crypto
import Foundation
import PackageModel

/// Folders of caches between runs.
enum Cache {
    /// Puts a cache away, without the file system having to make room for the next one in the same place.
    static func clear(_ folder: String) {
        try? FileManager.default.moveItem(atPath: folder, toPath: "\(folder)-\(UUID().uuidString)")
    }

    /// Makes every answer that the program keeps a day older than it is, so that each has to be asked for again.
    ///
    /// - Returns: how many there are.
    static func age(_ folder: String) throws -> Int {
        guard let files = FileManager.default.enumerator(atPath: folder) else { return 0 }
        var count = 0
        for case let name as String in files {
            let url = URL(fileURLWithPath: "\(folder)/\(name)")
            // The second line: the time, and a seal over it and the first line (docs/cache.md).
            guard let data = try? Data(contentsOf: url), let first = data.firstIndex(of: UInt8(ascii: "\n")),
                let second = data[(first + 1)...].firstIndex(of: UInt8(ascii: "\n")),
                let space = data[(first + 1)..<second].firstIndex(of: UInt8(ascii: " ")),
                let time = try? Timestamp(parsing: String(decoding: data[(first + 1)..<space], as: UTF8.self))
            else { continue }
            let old = "\(time.adding(days: -1))"
            let sealed = Data("\(old)\n".utf8) + data[..<first]
            let seal = Hexadecimal.encode(Array(SHA256.hash(data: sealed).prefix(8)))
            try (data[...first] + Data("\(old) \(seal)".utf8) + data[second...]).write(to: url)
            count += 1
        }
        return count
    }
}
