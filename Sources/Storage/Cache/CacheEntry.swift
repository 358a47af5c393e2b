import Crypto
import JSONCursor
import PackageModel
import Registry

/// An answer as the cache keeps it: a line with the digest of all that follows, a line that says what it is, the body.
struct CacheEntry: Equatable, Sendable {
    /// The longest second line, in bytes.
    static let maximumHeader = 64 << 10

    let url: String
    let accept: String
    let entityTag: String?
    /// When the service last said that this is its answer.
    let checked: Timestamp
    let body: [UInt8]

    init(_ request: WebRequest, entityTag: String?, checked: Timestamp, body: [UInt8]) {
        self.url = request.url
        self.accept = request.accept
        self.entityTag = entityTag
        self.checked = checked
        self.body = body
    }

    /// Nil for what this program did not write, did not write whole, or wrote for another request.
    init?(parsing bytes: [UInt8], for request: WebRequest) {
        let digestLength = SHA256.byteCount * 2
        guard bytes.count > digestLength, bytes[digestLength] == UInt8(ascii: "\n") else { return nil }
        let rest = bytes[(digestLength + 1)...]
        let digest = Hexadecimal.encode(Array(SHA256.hash(data: rest)))
        guard bytes[..<digestLength].elementsEqual(digest.utf8),
            let end = rest.prefix(Self.maximumHeader).firstIndex(of: UInt8(ascii: "\n")),
            let header = try? JSONValue(parsing: Array(rest[..<end])),
            let url = header["url"]?.string, let accept = header["accept"]?.string,
            let checked = header["checked"]?.string.flatMap({ try? Timestamp(parsing: $0) }),
            equalBytewise(url, request.url), equalBytewise(accept, request.accept)
        else { return nil }
        self.init(
            request, entityTag: header["entityTag"]?.string, checked: checked, body: Array(rest[(end + 1)...]))
    }

    var bytes: [UInt8] {
        let tag = entityTag.map { ", \"entityTag\": \(quoted($0))" } ?? ""
        let header =
            "{\"url\": \(quoted(url)), \"accept\": \(quoted(accept)), \"checked\": \"\(checked)\"\(tag)}\n"
        let rest = Array(header.utf8) + body
        return Array((Hexadecimal.encode(Array(SHA256.hash(data: rest))) + "\n").utf8) + rest
    }

    /// The same answer, which the service has just confirmed.
    func confirmed(_ now: Timestamp, by request: WebRequest) -> CacheEntry {
        CacheEntry(request, entityTag: entityTag, checked: now, body: body)
    }

    /// The file's name: made of a digest alone, so that no name of a package reaches the file system.
    static func file(for request: WebRequest) -> String {
        let identity = "\(request.service.rawValue)\n\(request.accept)\n\(request.url)"
        let digest = Hexadecimal.encode(Array(SHA256.hash(data: Array(identity.utf8))))
        return "\(digest.prefix(2))/\(digest)"
    }
}
