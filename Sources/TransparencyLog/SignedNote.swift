import PackageModel

/// A text and the signatures on it (C2SP signed-note), read as bytes.
public struct SignedNote: Hashable, Sendable {
    /// The largest note that is read, in bytes, and the most signature lines in it.
    public static let maximumBytes = 64 << 10
    public static let maximumSignatures = 32
    /// The length of the hint at a key, in bytes.
    public static let keyIDLength = 4

    /// One line of the signature block; unverified.
    public struct Signature: Hashable, Sendable {
        public let name: [UInt8]
        /// The four bytes that hint at the key.
        public let keyID: [UInt8]
        public let bytes: [UInt8]
    }

    /// What is signed: everything up to and including the line feed before the last empty line.
    public let text: [UInt8]
    public let signatures: [Signature]

    public init(parsing note: [UInt8]) throws(SignedNoteError) {
        // check: note-size
        guard note.count <= Self.maximumBytes else { throw .tooLarge(limit: Self.maximumBytes) }
        // check: note-characters
        guard note.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else { throw .malformedText }
        // check: note-utf8
        guard String(validating: note, as: UTF8.self) != nil else { throw .malformedText }
        guard let blank = note.indices.dropFirst(2).last(where: { note[$0] == 0x0A && note[$0 - 1] == 0x0A }) else {
            throw .noSignatureBlock
        }
        // check: note-last-line-feed
        guard note.last == 0x0A else { throw .noSignatureBlock }
        var signatures: [Signature] = []
        for line in note[(blank + 1)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            // check: note-signature-limit
            guard signatures.count < Self.maximumSignatures else {
                throw .tooManySignatures(limit: Self.maximumSignatures)
            }
            signatures.append(try Self.signature(line))
        }
        self.text = Array(note[..<blank])
        self.signatures = signatures
    }

    /// Reads `— name base64`, the dash being U+2014.
    private static func signature(_ line: ArraySlice<UInt8>) throws(SignedNoteError) -> Signature {
        let dash: [UInt8] = [0xE2, 0x80, 0x94, 0x20]
        // check: note-signature-dash
        guard line.starts(with: dash) else { throw .malformedSignatureLine }
        let parts = line.dropFirst(dash.count).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = parts.first, let text = parts.last, let bytes = Base64.decode(text) else {
            throw .malformedSignatureLine
        }
        // check: note-signature-name
        guard !name.isEmpty, !name.contains(UInt8(ascii: "+")) else { throw .malformedSignatureLine }
        // check: note-signature-length
        guard bytes.count > keyIDLength else { throw .malformedSignatureLine }
        return Signature(
            name: Array(name), keyID: Array(bytes.prefix(keyIDLength)), bytes: Array(bytes.dropFirst(keyIDLength)))
    }

    /// Verifies the note with the keys that are known (C2SP signed-note, "Verifying signatures").
    ///
    /// Signatures by unknown keys are ignored; one by a known key that does not verify refuses the whole note; at least
    /// one must verify.
    ///
    /// - Returns: the key that verified first.
    public func verify(
        with keys: [LogKey], memory: (any SignatureMemory)? = nil
    ) throws(SignedNoteError) -> LogKey {
        var verified: LogKey?
        for signature in signatures {
            guard let key = keys.first(where: { $0.hasName(signature.name) && $0.noteKeyID == signature.keyID }) else {
                continue
            }
            // check: note-signature
            guard key.isValid(signature.bytes, for: text, memory: memory) else { throw .badSignature }
            verified = verified ?? key
        }
        // check: note-known-signature
        guard let verified else { throw .noKnownSignature }
        return verified
    }
}

/// Why a text is no signed note, or not one that is trusted.
public enum SignedNoteError: Error, Hashable, Sendable {
    case tooLarge(limit: Int)
    /// Control characters, or no UTF-8.
    case malformedText
    case noSignatureBlock
    case malformedSignatureLine
    case tooManySignatures(limit: Int)
    /// By a known key, and wrong.
    case badSignature
    case noKnownSignature
    case malformedCheckpoint
}

extension SignedNoteError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooLarge(let limit): "more than \(limit) bytes"
        case .malformedText: "control characters, or no UTF-8"
        case .noSignatureBlock: "no signatures behind the text"
        case .malformedSignatureLine: "a malformed line of a signature"
        case .tooManySignatures(let limit): "more than \(limit) signatures"
        case .badSignature: "the signature by a known key is wrong"
        case .noKnownSignature: "no signature is by a known key"
        case .malformedCheckpoint: "a malformed checkpoint"
        }
    }
}
