import JSONCursor
import PackageModel

/// Reads `dist` of a version object.
struct DistributionReader {
    private enum Field: Int { case integrity, shasum, signatures, attestations, unpackedSize, fileCount }

    /// The most signatures on one release.
    private static let maximumSignatures = 32

    private static let fields = JSONFields([
        "integrity", "shasum", "signatures", "attestations", "unpackedSize", "fileCount",
    ])
    private static let signatureFields = JSONFields(["keyid", "sig"])
    private static let attestationFields = JSONFields(["provenance"])
    private static let provenanceFields = JSONFields(["predicateType"])

    private var members = RepeatedMembers()

    mutating func read(
        _ cursor: inout JSONCursor, _ pool: inout TextPool, _ unreadable: inout Set<Release.Fact>
    ) throws(JSONError) -> Distribution {
        var distribution = Distribution()
        let type = try cursor.nextType()
        guard type == .object else {
            try cursor.skip()
            unreadable.insert(.distribution)
            return distribution
        }
        try cursor.enterObject(repeating: &members)
        while let index = try cursor.nextField(of: Self.fields, repeating: &members), let field = Field(rawValue: index)
        {
            switch field {
            case .integrity:
                let integrity = try cursor.lenientBytes { try? Integrity(parsing: $0) }
                distribution.integrity = integrity.get(.integrity, &unreadable)
            case .shasum:
                let shasum = try cursor.lenientBytes { try? Integrity(sha1Hexadecimal: $0) }
                distribution.shasum = shasum.get(.shasum, &unreadable)
            case .signatures:
                distribution.signatures = try signatures(&cursor, &pool).get(.signatures, &unreadable) ?? []
            case .attestations:
                distribution.attestations = try attestations(&cursor, &pool).get(.attestations, &unreadable)
            case .unpackedSize:
                distribution.unpackedSize = try cursor.lenientCount().get(.size, &unreadable)
            case .fileCount:
                distribution.fileCount = try cursor.lenientCount().get(.size, &unreadable)
            }
        }
        return distribution
    }

    /// Unreadable as a whole if one entry is: every signature counts (provenance-verification.md A.2).
    private func signatures(
        _ cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) -> Reading<[RegistrySignature]> {
        let type = try cursor.nextType()
        guard type == .array else {
            try cursor.skip()
            return type == .null ? .null : .unreadable
        }
        var signatures: [RegistrySignature] = []
        var isReadable = true
        try cursor.enterArray()
        while try cursor.nextElement() {
            guard try cursor.nextType() == .object, signatures.count < Self.maximumSignatures else {
                isReadable = false
                continue
            }
            var keyID: String?
            var signature: String?
            try cursor.enterObject()
            while let index = try cursor.nextField(of: Self.signatureFields) {
                // Keys are few; of signatures, no two are the same.
                if index == 0 {
                    if case .value(let text) = try cursor.lenientText(&pool) { keyID = text }
                } else if case .value(let text) = try cursor.lenientText() {
                    signature = text
                }
            }
            if let keyID, let signature {
                signatures.append(RegistrySignature(keyID: keyID, signature: signature))
            } else {
                isReadable = false
            }
        }
        return isReadable ? .value(signatures) : .unreadable
    }

    private func attestations(
        _ cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) -> Reading<AnnouncedAttestations> {
        let type = try cursor.nextType()
        guard type == .object else {
            try cursor.skip()
            return type == .null ? .null : .unreadable
        }
        var announced = AnnouncedAttestations(provenancePredicateType: nil)
        try cursor.enterObject()
        while try cursor.nextField(of: Self.attestationFields) != nil {
            guard try cursor.nextType() == .object else { continue }
            try cursor.enterObject()
            while try cursor.nextField(of: Self.provenanceFields) != nil {
                guard case .value(let type) = try cursor.lenientText(&pool) else { continue }
                announced.provenancePredicateType = type
            }
        }
        return .value(announced)
    }
}
