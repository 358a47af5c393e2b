import JSONCursor
import PackageModel

/// The SHA-256 digests that an in-toto statement is about.
public struct StatementDigests: Hashable, Sendable {
    /// The most subjects, as in sigstore-go.
    public static let maximumSubjects = 1024

    public let sha256: [[UInt8]]

    /// Requires the bytes of a verified payload.
    public init(parsing payload: [UInt8]) throws(Refusal) {
        let limits = JSONLimits(bytes: Bundle.Limit.bytes, depth: Bundle.Limit.depth, values: 100_000)
        let value: JSONValue
        do {
            value = try JSONValue(parsing: payload, limits: limits)
        } catch {
            if error.isLimit {
                throw .unknown(.signature, "statement-limit", "a statement too large to be read: \(error)")
            }
            throw .failed(.signature, "statement-format", "the payload is no statement")
        }
        guard let subjects = value["subject"]?.array, subjects.count <= Self.maximumSubjects else {
            throw .failed(.signature, "statement-format", "the payload is no statement")
        }
        sha256 = subjects.compactMap { $0["digest"]?["sha256"]?.string.flatMap { Hexadecimal.decode($0) } }
    }
}

extension Verifier.TrustedKey {
    /// A key in PEM that is trusted at any time; nil if the text is no PEM.
    public init?(pem: [UInt8]) {
        guard let der = PEM.decode(pem) else { return nil }
        self.init(
            subjectPublicKeyInfo: der,
            validity: Validity(start: Timestamp(milliseconds: Timestamp.representable.lowerBound), end: nil))
    }
}
