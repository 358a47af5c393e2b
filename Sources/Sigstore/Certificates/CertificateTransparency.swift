import Crypto
import PackageModel
import SwiftASN1
import TransparencyLog
import X509

/// The promises of certificate logs that a certificate carries (RFC 6962 §3.2, §3.3).
enum CertificateTransparency {
    /// The most promises in one certificate.
    static let maximumTimestamps = 16
    /// How far a promise may lie from the certificate's first instant: Fulcio asks the log while it issues.
    static let maximumDistance = 10 * Milliseconds.minute

    /// One signed certificate timestamp, version 1.
    struct SignedTimestamp {
        let logID: [UInt8]
        /// Milliseconds since 1970, as eight bytes.
        let timestamp: [UInt8]
        let extensions: [UInt8]
        let signature: [UInt8]

        var instant: Timestamp {
            Timestamp(milliseconds: Int64(clamping: timestamp.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
        }
    }

    /// Requires a valid promise of at least one known log, and no invalid one of a known log.
    ///
    /// - Returns: when and by which log.
    static func verify(
        _ leaf: X509Certificate, issuer: X509Certificate, logs: [TrustedRoot.Log], memory: (any SignatureMemory)? = nil
    ) throws(Refusal) -> [Evidence] {
        guard let list = leaf.parsed.extensions[oid: .sctList]?.value else {
            throw failed("sct-present", "the certificate carries no promise of a log")
        }
        let timestamps = try parse(list)
        let entry = try precertificateEntry(leaf, issuer: issuer)
        var evidence: [Evidence] = []
        for timestamp in timestamps {
            // A log may be listed once for each time in which it was trusted.
            let known = logs.filter { $0.id == timestamp.logID }
            guard let log = known.first(where: { $0.isValid(at: timestamp.instant) }) ?? known.first else { continue }
            guard let key = log.key else {
                throw .unknown(.certificateTransparency, "sct-key-algorithm", "the log's kind of key is not supported")
            }
            // check: sct-log-validity
            guard log.isValid(at: timestamp.instant) else {
                throw failed("sct-log-validity", "the log was not trusted at \(timestamp.instant)")
            }
            // check: sct-signature
            guard key.isValid(timestamp.signature, for: signedBytes(timestamp, entry), memory: memory) else {
                throw failed("sct-signature", "the log's signature does not verify")
            }
            let distance = timestamp.instant.milliseconds - leaf.notBefore.milliseconds
            // check: sct-near-issuance
            guard abs(distance) <= maximumDistance else {
                throw failed("sct-near-issuance", "the log's promise is \(distance / 1000) s from the certificate")
            }
            evidence.append(Evidence("log", key.name))
            evidence.append(Evidence("time", timestamp.instant.description))
        }
        // check: sct-known-log
        guard !evidence.isEmpty else { throw failed("sct-known-log", "no promise is by a known log") }
        return evidence
    }

    /// `v1 | certificate_timestamp | time | precert_entry | issuer key hash | TBS | extensions`.
    private static func signedBytes(_ timestamp: SignedTimestamp, _ entry: [UInt8]) -> [UInt8] {
        [0, 0] + timestamp.timestamp + [0, 1] + entry
            + [
                UInt8(truncatingIfNeeded: timestamp.extensions.count >> 8),
                UInt8(truncatingIfNeeded: timestamp.extensions.count),
            ]
            + timestamp.extensions
    }

    /// The issuer's key hash, and the certificate's signed part as it was before the promises were put in.
    ///
    /// Only that extension and the lengths around it change: everything else is copied byte for byte.
    private static func precertificateEntry(
        _ leaf: X509Certificate, issuer: X509Certificate
    ) throws(Refusal) -> [UInt8] {
        let fields = leaf.fields
        guard let wrapper = fields.last, DERBytes.isContext(wrapper, 3),
            let list = DERBytes.children(wrapper)?.first, let extensions = DERBytes.children(list)
        else { throw failed("sct-extensions", "the certificate's extensions cannot be found") }
        let kept = extensions.filter { entry in
            DERBytes.children(entry)?.first.flatMap(DERBytes.objectIdentifier) != .sctList
        }
        let rewritten = DERBytes.element(tag: 0x30, kept.flatMap { $0.encodedBytes })
        let body = fields.dropLast().flatMap { $0.encodedBytes } + DERBytes.element(tag: 0xA3, rewritten)
        let certificate = DERBytes.element(tag: 0x30, body)
        let length = [16, 8, 0].map { UInt8(truncatingIfNeeded: certificate.count >> $0) }
        return Array(SHA256.hash(data: issuer.subjectPublicKeyInfo)) + length + certificate
    }

    /// An OCTET STRING that holds a TLS list; nothing may be left over at any level.
    static func parse(_ value: ArraySlice<UInt8>) throws(Refusal) -> [SignedTimestamp] {
        guard let inner = try? ASN1OctetString(derEncoded: Array(value)) else {
            throw failed("sct-list", "the list of promises is malformed")
        }
        var outer = ByteReader(Array(inner.bytes))
        guard let list = outer.vector(), outer.isAtEnd else {
            throw failed("sct-list", "the list of promises is malformed")
        }
        var reader = ByteReader(list)
        var timestamps: [SignedTimestamp] = []
        while !reader.isAtEnd {
            // check: sct-limit
            guard timestamps.count < maximumTimestamps else {
                throw .unknown(.certificateTransparency, "sct-limit", "too many promises")
            }
            guard let bytes = reader.vector(), let timestamp = timestamp(bytes) else {
                throw failed("sct-list", "a promise is malformed")
            }
            timestamps.append(timestamp)
        }
        return timestamps
    }

    private static func timestamp(_ bytes: [UInt8]) -> SignedTimestamp? {
        var reader = ByteReader(bytes)
        guard reader.take(1) == [0], let logID = reader.take(32), let time = reader.take(8),
            let extensions = reader.vector(), let algorithm = reader.take(2),
            // SHA-256 with ECDSA or RSA (RFC 5246 §7.4.1.4.1).
            algorithm == [4, 3] || algorithm == [4, 1],
            let signature = reader.vector(), reader.isAtEnd
        else { return nil }
        return SignedTimestamp(logID: logID, timestamp: time, extensions: extensions, signature: signature)
    }

    private static func failed(_ cause: String, _ detail: String) -> Refusal {
        .failed(.certificateTransparency, cause, detail)
    }
}

/// Takes fixed and length-prefixed fields off bytes (RFC 8446 §3.4).
struct ByteReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    /// A field behind its length of two bytes.
    mutating func vector() -> [UInt8]? {
        guard let length = take(2) else { return nil }
        return take(length.reduce(0) { $0 << 8 | Int($1) })
    }
}
