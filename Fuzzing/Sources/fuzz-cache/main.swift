import FuzzDriver
import Glibc
import PackageModel
import Registry
import TransparencyLog

@testable import Storage

/// A segment that is made of an input: its first byte says how many slots there are, 18 bytes are a slot's facts, and the rest
/// is the answers.
private struct SegmentFile {
    private(set) var bytes: [UInt8]
    /// The digests of which there are the bytes.
    private(set) var promises: Set<AnswerDigest> = []

    init(_ input: [UInt8]) {
        var input = input[...]
        let capacity = Int(input.popFirst() ?? 0) % 12 + 1
        var facts: [[UInt8]] = []
        for _ in 0..<capacity {
            facts.append(Array(input.prefix(18)) + [UInt8](repeating: 0, count: max(0, 18 - input.count)))
            input = input.dropFirst(18)
        }
        let content = Array(input)
        bytes = Segment.head(capacity: capacity)
        for fact in facts { bytes += slot(fact, content, capacity) }
        bytes += content
    }

    private mutating func slot(_ fact: [UInt8], _ content: [UInt8], _ capacity: Int) -> [UInt8] {
        let start = Segment.end(ofTable: capacity)
        // Most offsets and lengths lead somewhere near.
        let offset = fact[0] & 1 == 0 ? start + Int(fact[1]) : Int(truncatingIfNeeded: word(fact[2..<10]) >> 1)
        let (bodyLength, tagLength) = (Int(fact[10]) << (fact[0] >> 4), Int(fact[11]))
        let key = AnswerKey(requests[Int(fact[12]) % requests.count])
        var digest = key.digest
        let begin = offset - start
        if fact[0] & 2 == 0, (0...content.count).contains(begin), bodyLength + tagLength <= content.count - begin {
            var hash = key.hash
            hash.update(data: content[begin..<begin + bodyLength + tagLength])
            hash.update(UInt64(tagLength))
            digest = AnswerDigest(hash.finalize())
            promises.insert(digest)
        }
        let slot = AnswerSlot(
            key: key, digest: digest, offset: offset, bodyLength: bodyLength, tagLength: tagLength,
            checked: Timestamp(milliseconds: Int64(bitPattern: word(fact[10..<18]))))
        var bytes = slot.bytes
        if fact[0] & 4 != 0 { bytes[Int(fact[13]) % bytes.count] ^= fact[14] }
        return bytes
    }

    private func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

private let folder: String = {
    let path = "/dev/shm/fuzz-cache-\(getpid())"
    guard mkdir(path, 0o700) == 0, mkdir(path + "/v2", 0o700) == 0 else { fatalError("no folder at \(path)") }
    return path
}()

private let requests = ["a", "b", "c"].map {
    WebRequest(service: .registry, url: "https://a.example/\($0)", maximumBytes: 1 << 16)
}
private let fact = SignatureFact(key: [1], message: [2], signature: [3])

private func place(_ bytes: [UInt8], _ name: String) {
    let file = open("\(folder)/\(name)", O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    guard file >= 0, write(file, bytes, bytes.count) == bytes.count else { fatalError("cannot write") }
    close(file)
}

// Any bytes as a segment of the cache and as its signatures: what is answered is what a digest was made of, the same before and
// after the cache is tidied, and nobody's signature is known.
//
// Random bytes have no checksums, so that most of the input is the table's facts, and half of the slots get the digest that
// belongs to them.
fuzz { input in
    let file = SegmentFile(input)
    place(file.bytes, "v2/0123456789abcdef")
    place(input, "v2/signatures")
    guard let cache = try? CacheFolder(folder) else { fatalError("no cache") }
    var before: [KeptAnswer<[UInt8]>?] = []
    for request in requests {
        let kept = cache.answer(to: request, CollectingDecoder { $0 })
        if let kept, !file.promises.contains(kept.slot.digest) { fatalError("an answer that nobody wrote") }
        before.append(kept)
    }
    guard !SignatureLedger(Folder("\(folder)/v2", rights: .private), secret: [1, 2, 3]).knows(fact) else {
        fatalError("a signature is believed")
    }
    var bounds = CacheFolder.Bounds()
    (bounds.interval, bounds.age) = (0, .max / 4)
    cache.trim(now: Timestamp(seconds: 1_800_000_000), bounds: bounds)
    for (request, old) in zip(requests, before) {
        let kept = cache.answer(to: request, CollectingDecoder { $0 })
        if let kept, kept.answer.output != old?.answer.output || kept.entityTag != old?.entityTag {
            fatalError("another answer than before")
        }
    }
    try? cache.clear()
}
