/// The digests of a tarball in the form of Subresource Integrity (W3C SRI): `sha512-<base64>`, several by blanks.
public struct Integrity: Hashable, Sendable {
    /// The longest text that is read, in bytes.
    public static let maximumLength = 4096
    /// The most digests in one text; nearly all have one.
    public static let maximumDigests = 16

    // Nearly all texts have one digest, which needs no list.
    private let first: IntegrityDigest
    private let others: [IntegrityDigest]

    /// In the order of the text; never empty.
    public var digests: [IntegrityDigest] { [first] + others }

    /// Reads every digest of the text; an algorithm that is not known is skipped, as SRI prescribes, unless nothing is left.
    public init(parsing text: String) throws(IntegrityError) {
        try self.init(parsing: Array(text.utf8).span)
    }

    /// As `init(parsing:)` of the text with these bytes.
    public init(parsing bytes: Span<UInt8>) throws(IntegrityError) {
        guard bytes.count <= Self.maximumLength else { throw .tooLong(bytes: bytes.count) }
        if let digest = Self.onlyDigest(bytes) {
            self.init(digest)
            return
        }
        var first: IntegrityDigest?
        var others: [IntegrityDigest] = []
        var position = 0
        while position < bytes.count {
            guard !Self.isBlank(bytes[position]) else {
                position += 1
                continue
            }
            let start = position
            while position < bytes.count, !Self.isBlank(bytes[position]) { position += 1 }
            guard let digest = try Self.digest(bytes.extracting(start..<position)) else { continue }
            guard first != nil else {
                first = digest
                continue
            }
            guard others.count + 1 < Self.maximumDigests else { throw .tooManyDigests }
            others.append(digest)
        }
        guard let first else { throw .noKnownAlgorithm }
        self.init(first, others)
    }

    private init(_ first: IntegrityDigest, _ others: [IntegrityDigest]) {
        self.first = first
        self.others = others
    }

    /// What nearly all texts are: one digest of 64 bytes without options. Nil if it is anything else.
    private static func onlyDigest(_ text: Span<UInt8>) -> IntegrityDigest? {
        let prefix: StaticString = "sha512-"
        // 64 bytes are 88 digits, two of them padding.
        guard text.count == prefix.utf8CodeUnitCount + 88, text[text.count - 1] == UInt8(ascii: "=") else { return nil }
        for index in 0..<prefix.utf8CodeUnitCount {
            guard unsafe text[index] == prefix.utf8Start[index] else { return nil }
        }
        return IntegrityDigest(.sha512, base64: text.extracting(droppingFirst: prefix.utf8CodeUnitCount))
    }

    /// The digest of one token, nil if its algorithm is not known.
    private static func digest(_ token: Span<UInt8>) throws(IntegrityError) -> IntegrityDigest? {
        guard let dash = token.indices.first(where: { token[$0] == UInt8(ascii: "-") }) else { throw .malformed }
        guard let algorithm = IntegrityDigest.Algorithm(bytes: token.extracting(..<dash)) else { return nil }
        var end = dash + 1
        while end < token.count, token[end] != UInt8(ascii: "?") { end += 1 }
        guard let digest = IntegrityDigest(algorithm, base64: token.extracting((dash + 1)..<end)) else {
            throw .malformed
        }
        return digest
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// The digest of a `shasum`, 40 hexadecimal digits.
    public init(sha1Hexadecimal text: String) throws(IntegrityError) {
        try self.init(sha1Hexadecimal: Array(text.utf8).span)
    }

    /// As `init(sha1Hexadecimal:)` of the text with these bytes.
    public init(sha1Hexadecimal text: Span<UInt8>) throws(IntegrityError) {
        guard let digest = IntegrityDigest(.sha1, hexadecimal: text) else { throw .malformed }
        self.init(digest)
    }

    public init(_ digest: IntegrityDigest) { self.init(digest, []) }

    /// The digests of the strongest algorithm that is there.
    public var strongest: IntegrityDigest? { digests.max { $0.algorithm < $1.algorithm } }

    public func digest(_ algorithm: IntegrityDigest.Algorithm) -> IntegrityDigest? {
        digests.first { $0.algorithm == algorithm }
    }

    /// These digests and those of the other value, each once.
    public func adding(_ other: Integrity?) -> Integrity {
        guard let other else { return self }
        return Integrity(first, others + other.digests.filter { !digests.contains($0) })
    }

    /// The text in canonical form: one blank between digests, no options.
    public var text: String { digests.map(\.description).joined(separator: " ") }

    /// Compares two sets of digests in every algorithm that both have.
    ///
    /// Of several digests of one algorithm both must have all: npm installs what has any of them.
    public func compare(_ other: Integrity) -> IntegrityComparison {
        let mine = Set(digests.map(\.algorithm))
        let common = mine.intersection(other.digests.map(\.algorithm))
        guard let strongest = common.max() else { return .nothingInCommon }
        for algorithm in common.sorted() {
            let theirs = Set(other.digests.filter { $0.algorithm == algorithm })
            guard Set(digests.filter { $0.algorithm == algorithm }) == theirs else { return .different(algorithm) }
        }
        return .equal(strongest)
    }
}

/// What two integrity values say about each other.
public enum IntegrityComparison: Hashable, Sendable {
    /// Equal in every common algorithm, of which this is the strongest; sha1 alone is weak.
    case equal(IntegrityDigest.Algorithm)
    case different(IntegrityDigest.Algorithm)
    case nothingInCommon
}

/// One digest and its algorithm.
public struct IntegrityDigest: Hashable, Sendable {
    public enum Algorithm: String, Hashable, Sendable, CaseIterable, Comparable {
        case sha1, sha256, sha384, sha512

        /// Bytes of a digest.
        public var length: Int {
            switch self {
            case .sha1: 20
            case .sha256: 32
            case .sha384: 48
            case .sha512: 64
            }
        }

        init?(bytes: Span<UInt8>) {
            guard bytes.count > 3 else { return nil }
            let candidate: Self? =
                switch bytes[3] {
                case UInt8(ascii: "1"): .sha1
                case UInt8(ascii: "2"): .sha256
                case UInt8(ascii: "3"): .sha384
                case UInt8(ascii: "5"): .sha512
                default: nil
                }
            guard let candidate, bytes.count == candidate.rawValue.utf8.count else { return nil }
            for (index, byte) in candidate.rawValue.utf8.enumerated() where bytes[index] != byte { return nil }
            self = candidate
        }

        public static func < (left: Self, right: Self) -> Bool { left.length < right.length }
    }

    public let algorithm: Algorithm
    private let storage: DigestBytes

    public var bytes: [UInt8] { storage.prefix(algorithm.length) }

    /// Requires as many bytes as the algorithm's digests have; otherwise nil.
    public init?(_ algorithm: Algorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.length else { return nil }
        self.init(algorithm) { output in
            for byte in bytes { output.append(byte) }
            return true
        }
    }

    init?(_ algorithm: Algorithm, base64 digits: Span<UInt8>) {
        self.init(algorithm) { Base64.decode(digits, into: &$0) }
    }

    init?(_ algorithm: Algorithm, hexadecimal digits: Span<UInt8>) {
        self.init(algorithm) { Hexadecimal.decode(digits, into: &$0) }
    }

    private init?(_ algorithm: Algorithm, _ write: (inout OutputSpan<UInt8>) -> Bool) {
        guard let storage = DigestBytes(count: algorithm.length, write) else { return nil }
        self.algorithm = algorithm
        self.storage = storage
    }
}

extension IntegrityDigest: CustomStringConvertible {
    public var description: String { "\(algorithm.rawValue)-\(Base64.encode(bytes))" }
}

extension Integrity: CustomStringConvertible {
    public var description: String { text }
}

/// Why a text is not an integrity value.
public enum IntegrityError: Error, Equatable {
    case tooLong(bytes: Int)
    case tooManyDigests
    case malformed
    case noKnownAlgorithm
}
