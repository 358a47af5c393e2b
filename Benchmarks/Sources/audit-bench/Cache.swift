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
    /// Requires that there is one.
    static func age(_ folder: String) throws {
        var count = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let url = URL(fileURLWithPath: "\(folder)/\(name)")
            guard var data = try? Data(contentsOf: url), data.count > 8, data[4..<8].elementsEqual("Acop".utf8) else {
                continue
            }
            let slots = Int(word(data, at: 0) & 0xFFFF_FFFF)
            for start in (0..<slots).map({ 8 + $0 * 96 }) where age(slot: start, of: &data) { count += 1 }
            try data.write(to: url)
        }
        precondition(count > 0, "no answer was found in `\(folder)`")
    }

    /// Changes when the slot's answer was checked, the eleventh of twelve words, and the checksum after it (docs/cache.md).
    ///
    /// - Returns: false for a slot that is free.
    private static func age(slot start: Int, of data: inout Data) -> Bool {
        func sum() -> UInt64 {
            (0..<11).reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ word(data, at: start + $1 * 8)) &* 0x0000_0100_0000_01B3 }
        }
        guard start + 96 <= data.count, sum() == word(data, at: start + 88) else { return false }
        put(word(data, at: start + 80) &- UInt64(Milliseconds.day), at: start + 80, in: &data)
        put(sum(), at: start + 88, in: &data)
        return true
    }

    private static func word(_ data: Data, at offset: Int) -> UInt64 {
        data[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func put(_ word: UInt64, at offset: Int, in data: inout Data) {
        for index in 0..<8 { data[offset + index] = UInt8(truncatingIfNeeded: word >> (8 * index)) }
    }
}
