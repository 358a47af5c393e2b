import Crypto
import JSONCursor
import PackageModel
import Registry

/// What a file of the cache says about the answer in it: three lines before the body.
///
/// The first is the digest of the body and the third line, the second says when the answer was checked, the third what it
/// answers. The second can be replaced in place when the service confirms the answer: it has a digest of its own, over itself
/// and the first line, so that a line that was written by halves, or beside another answer, is noticed.
struct CacheEntry: Sendable {
    /// The longest of the lines, in bytes.
    static let maximumLine = 64 << 10
    /// Where the second line begins, in bytes.
    static let checkedOffset = SHA256.byteCount * 2 + 1
    /// Where the third line begins, in bytes.
    static let labelOffset = checkedOffset + checkedLine(Timestamp(seconds: 0), digest: "").count

    let entityTag: String?
    /// When the service last said that this is its answer.
    let checked: Timestamp
    /// Of the body and the third line, in hexadecimal.
    let digest: String

    /// Nil for lines that this program did not write, did not write whole, or wrote for another request.
    ///
    /// Whether the digest is that of the body is still to be seen.
    init?(lines: [ArraySlice<UInt8>], for request: WebRequest) {
        guard lines.count == 3, lines[0].count == SHA256.byteCount * 2,
            let end = lines[1].firstIndex(of: UInt8(ascii: " ")),
            let checked = try? Timestamp(parsing: String(decoding: lines[1][..<end], as: UTF8.self)),
            let label = try? JSONValue(parsing: Array(lines[2])),
            let url = label["url"]?.string, let accept = label["accept"]?.string,
            equalBytewise(url, request.url), equalBytewise(accept, request.accept)
        else { return nil }
        self.entityTag = label["entityTag"]?.string
        self.checked = checked
        self.digest = String(decoding: lines[0], as: UTF8.self)
        guard checkedLine(checked).dropLast().elementsEqual(lines[1]) else { return nil }
    }

    /// The second line for an answer that was confirmed at that time; always of the same length.
    func checkedLine(_ checked: Timestamp) -> [UInt8] { Self.checkedLine(checked, digest: digest) }

    static func checkedLine(_ checked: Timestamp, digest: String) -> [UInt8] {
        let seal = Hexadecimal.encode(Array(SHA256.hash(data: Array("\(checked)\n\(digest)".utf8)).prefix(8)))
        return Array("\(checked) \(seal)\n".utf8)
    }

    /// The third line.
    static func label(_ request: WebRequest, _ entityTag: String?) -> [UInt8] {
        let tag = entityTag.map { ", \"entityTag\": \(quoted($0))" } ?? ""
        return Array("{\"url\": \(quoted(request.url)), \"accept\": \(quoted(request.accept))\(tag)}\n".utf8)
    }

    /// All three lines.
    ///
    /// - Parameter hash: has taken the body.
    static func lines(_ hash: SHA256, checked: Timestamp, label: [UInt8]) -> [UInt8] {
        var hash = hash
        hash.update(data: label)
        let digest = Hexadecimal.encode(Array(hash.finalize()))
        return Array("\(digest)\n".utf8) + checkedLine(checked, digest: digest) + label
    }

    /// The file's name: made of a digest alone, so that no name of a package reaches the file system.
    static func file(for request: WebRequest) -> String {
        let identity = "\(request.service.rawValue)\n\(request.accept)\n\(request.url)"
        return Hexadecimal.encode(Array(SHA256.hash(data: Array(identity.utf8))))
    }
}
