import Crypto
import JSONCursor
import PackageModel
import Registry

/// An answer as the cache keeps it: a line with the digest of what it is, a line that says when it was checked, a line that
/// says what it answers, the body.
///
/// The second line can be replaced in place when the service confirms the answer: it has a digest of its own, over itself and
/// the first line, so that a line that was written by halves, or beside another answer, is noticed.
struct CacheEntry: Sendable {
    /// The longest third line, in bytes.
    static let maximumHeader = 64 << 10
    /// Where the second line begins, in bytes.
    static let checkedOffset = digestLength + 1
    private static let digestLength = SHA256.byteCount * 2

    let entityTag: String?
    /// When the service last said that this is its answer.
    let checked: Timestamp
    /// May be a part of a file's bytes, which then live as long.
    let body: ArraySlice<UInt8>
    private let content: CacheContent

    init(_ request: WebRequest, entityTag: String?, checked: Timestamp, body: [UInt8]) {
        self.entityTag = entityTag
        self.checked = checked
        self.body = body[...]
        self.content = CacheContent(of: Self.header(request, entityTag), body)
    }

    /// Nil for what this program did not write, did not write whole, or wrote for another request.
    init?(parsing bytes: [UInt8], for request: WebRequest) {
        guard let first = bytes.line(from: 0), let second = bytes.line(from: first.endIndex + 1),
            let header = bytes.line(from: second.endIndex + 1),
            let content = CacheContent(digest: first, of: bytes[header.startIndex...]),
            let checked = content.checked(second),
            let members = try? JSONValue(parsing: Array(header)),
            let url = members["url"]?.string, let accept = members["accept"]?.string,
            equalBytewise(url, request.url), equalBytewise(accept, request.accept)
        else { return nil }
        self.entityTag = members["entityTag"]?.string
        self.checked = checked
        self.body = bytes[(header.endIndex + 1)...]
        self.content = content
    }

    /// The file: the lines, and the body.
    func parts(for request: WebRequest) -> [ArraySlice<UInt8>] {
        let lines = Array("\(content.digest)\n".utf8) + content.line(checked) + Self.header(request, entityTag)
        return [lines[...], body]
    }

    /// The second line of the same answer that was confirmed at another time.
    func checkedLine(_ checked: Timestamp) -> [UInt8] { content.line(checked) }

    private static func header(_ request: WebRequest, _ entityTag: String?) -> [UInt8] {
        let tag = entityTag.map { ", \"entityTag\": \(quoted($0))" } ?? ""
        return Array("{\"url\": \(quoted(request.url)), \"accept\": \(quoted(request.accept))\(tag)}\n".utf8)
    }

    /// The file's name: made of a digest alone, so that no name of a package reaches the file system.
    static func file(for request: WebRequest) -> String {
        let identity = "\(request.service.rawValue)\n\(request.accept)\n\(request.url)"
        let digest = Hexadecimal.encode(Array(SHA256.hash(data: Array(identity.utf8))))
        return "\(digest.prefix(2))/\(digest)"
    }
}

/// What a cache's file holds, by its digest.
struct CacheContent: Sendable {
    /// Hexadecimal.
    let digest: String

    init(of header: [UInt8], _ body: [UInt8]) {
        var hash = SHA256()
        hash.update(data: header)
        hash.update(data: body)
        self.digest = Hexadecimal.encode(Array(hash.finalize()))
    }

    /// Nil if the digest is another's.
    init?(digest: ArraySlice<UInt8>, of rest: ArraySlice<UInt8>) {
        self.digest = Hexadecimal.encode(Array(SHA256.hash(data: rest)))
        guard digest.elementsEqual(self.digest.utf8) else { return nil }
    }

    /// The time, the digest of time and content, and the end of the line: always of the same length.
    func line(_ checked: Timestamp) -> [UInt8] {
        let seal = Hexadecimal.encode(Array(SHA256.hash(data: Array("\(checked)\n\(digest)".utf8)).prefix(8)))
        return Array("\(checked) \(seal)\n".utf8)
    }

    /// The time of a line; nil for a line that is not this content's.
    func checked(_ line: ArraySlice<UInt8>) -> Timestamp? {
        guard let end = line.firstIndex(of: UInt8(ascii: " ")),
            let time = try? Timestamp(parsing: String(decoding: line[..<end], as: UTF8.self)),
            self.line(time).dropLast().elementsEqual(line)
        else { return nil }
        return time
    }
}

extension [UInt8] {
    /// A line without its end; nil if there is none, or none that is short enough.
    fileprivate func line(from start: Int) -> ArraySlice<UInt8>? {
        guard start <= count,
            let end = self[start...].prefix(CacheEntry.maximumHeader).firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        return self[start..<end]
    }
}
