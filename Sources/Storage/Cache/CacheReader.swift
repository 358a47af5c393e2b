import Crypto
import PackageModel
import Registry

/// An answer of the cache, decoded, and what its file says about it.
struct KeptAnswer<Output: Sendable>: Sendable {
    let entry: CacheEntry
    let answer: Fetched<Output>
}

/// Reads a file of the cache piece by piece: the body is hashed and decoded at once, and never in memory as a whole.
///
/// Nothing of it is handed out before the digest was found to be right.
struct CacheReader<Decoder: BodyDecoder> {
    private let request: WebRequest
    private var decoder: Decoder
    private var hash = SHA256()
    private var entry: CacheEntry?
    /// What came before the end of the third line, and then that line.
    private var head: [UInt8] = []
    /// Bytes of the body.
    private var size = 0

    init(_ request: WebRequest, _ decoder: Decoder) {
        self.request = request
        self.decoder = decoder
    }

    /// Takes the next piece; false when it cannot be part of an answer to the request.
    mutating func consume(_ piece: [UInt8]) -> Bool {
        guard entry == nil else { return consume(body: piece[...]) }
        if head.isEmpty { head = piece } else { head += piece }
        var rest = head.prefix(3 * CacheEntry.maximumLine)
        var lines: [ArraySlice<UInt8>] = []
        while lines.count < 3, let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest[..<end])
            rest = rest[(end + 1)...]
        }
        guard lines.count == 3 else { return head.count < 3 * CacheEntry.maximumLine }
        entry = CacheEntry(lines: lines, for: request)
        guard entry != nil else { return false }
        defer { head = Array(head[lines[2].startIndex...lines[2].endIndex]) }
        return consume(body: head[rest.startIndex...])
    }

    /// The answer, once the file is at its end; nil if anything about it is not as it was written.
    mutating func finish() -> KeptAnswer<Decoder.Output>? {
        hash.update(data: head)
        guard let entry, entry.digest.utf8.elementsEqual(Hexadecimal.encode(Array(hash.finalize())).utf8),
            let output = try? decoder.finish()
        else { return nil }
        return KeptAnswer(entry: entry, answer: Fetched(output: output, size: size))
    }

    private mutating func consume(body: ArraySlice<UInt8>) -> Bool {
        hash.update(data: body)
        size += body.count
        guard size <= request.maximumBytes else { return false }
        return unsafe (try? decoder.consume(body.span.bytes)) != nil
    }
}
