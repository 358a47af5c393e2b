import Crypto
import PackageModel
import Registry

/// An answer of the cache, decoded, and what is known of it.
struct KeptAnswer<Output: Sendable>: Sendable {
    let slot: AnswerSlot
    let entityTag: String?
    let answer: Fetched<Output>

    var checked: Timestamp { slot.checked }
}

extension AnswerIndex.Place {
    /// Bytes that are read at once.
    private static var pieceSize: Int { 64 << 10 }

    /// The answer, hashed and decoded piece by piece, so that a long body is never in memory as a whole.
    ///
    /// - Returns: nil if anything about it is not as it was written, no request can name its entity tag, or the decoder does not
    ///   understand it.
    func answer<Decoder: BodyDecoder>(_ decoder: Decoder, limit: Int) -> KeptAnswer<Decoder.Output>? {
        guard slot.bodyLength <= limit else { return nil }
        var (decoder, hash) = (decoder, slot.key.hash)
        var (body, end) = (slot.offset, slot.offset + slot.bodyLength)
        var tag: ArraySlice<UInt8> = []
        repeat {
            // The entity tag comes with the last piece.
            let length = min(end - body, Self.pieceSize)
            let isLast = body + length == end
            guard let piece = try? segment.read(length + (isLast ? slot.tagLength : 0), at: body) else { return nil }
            hash.update(data: piece)
            tag = piece[length...]
            let bytes = piece[..<length]
            guard unsafe (try? decoder.consume(bytes.span.bytes)) != nil else { return nil }
            body += length
        } while body < end
        hash.update(UInt64(slot.tagLength))
        guard AnswerDigest(hash.finalize()) == slot.digest, AnswerSlot.isTag(tag), let output = try? decoder.finish()
        else { return nil }
        return KeptAnswer(
            slot: slot, entityTag: tag.isEmpty ? nil : String(decoding: tag, as: UTF8.self),
            answer: Fetched(output: output, size: slot.bodyLength))
    }
}
