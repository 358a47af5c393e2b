import JSONCursor
import PackageModel

/// Reads `dist` of a version object.
struct DistributionReader {
    /// The most signatures on one release.
    private static let maximumSignatures = 32

    private static let signatureFields = JSONFields(["keyid", "sig"])
    private static let attestationFields = JSONFields(["provenance"])
    private static let provenanceFields = JSONFields(["predicateType"])

    private var members = RepeatedMembers()
    private var signatureMembers = RepeatedMembers()
    /// What the last object said; the next one changes some of it.
    private var readings = DistributionReadings()
    /// What the last signature said: its key is mostly that of the next one, too.
    private var keyID: String?
    private var signature: String?
    /// Whether the last value was an object at all.
    private var isObject = false

    mutating func read(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws(JSONError) {
        guard try cursor.nextType() == .object else {
            try cursor.skip()
            isObject = false
            return
        }
        isObject = true
        try cursor.enterObject(repeating: &members)
        let fields = DistributionReadings.fields
        while let index = try cursor.nextField(of: fields, repeating: &members),
            let field = DistributionReadings.Field(rawValue: index)
        {
            switch field {
            case .integrity: readings.integrity = try cursor.lenientBytes { try? Integrity(parsing: $0) }
            case .shasum: readings.shasum = try cursor.lenientBytes { try? Integrity(sha1Hexadecimal: $0) }
            case .signatures: readings.signatures = try signatures(&cursor, &pool)
            case .attestations: readings.attestations = try attestations(&cursor, &pool)
            case .unpackedSize: readings.unpackedSize = try cursor.lenientCount()
            case .fileCount: readings.fileCount = try cursor.lenientCount()
            }
        }
        readings.keep(members.present)
    }

    /// Whether `copy` can be used of the last value.
    var isRemembered: Bool { isObject && members.isRemembered }

    /// Appends what is read of the last value, as an object that has nothing else.
    func copy(to text: inout [UInt8]) {
        var isFirst = true
        text.append(UInt8(ascii: "{"))
        members.copyFields(excluding: -1, to: &text, isFirst: &isFirst)
        text.append(UInt8(ascii: "}"))
    }

    /// The value that was read last, and what of it was not understood.
    func value(_ unreadable: inout Set<Release.Fact>) -> Distribution {
        guard isObject else {
            unreadable.insert(.distribution)
            return Distribution()
        }
        return Distribution(
            integrity: readings.integrity.get(.integrity, &unreadable),
            shasum: readings.shasum.get(.shasum, &unreadable),
            signatures: readings.signatures.get(.signatures, &unreadable) ?? [],
            attestations: readings.attestations.get(.attestations, &unreadable),
            unpackedSize: readings.unpackedSize.get(.size, &unreadable),
            fileCount: readings.fileCount.get(.size, &unreadable))
    }

    /// Unreadable as a whole if one entry is: every signature counts (docs/verification.md, section A.2).
    private mutating func signatures(
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
            try readSignature(&cursor, &pool)
            if let keyID, let signature {
                signatures.append(RegistrySignature(keyID: keyID, signature: signature))
            } else {
                isReadable = false
            }
        }
        return isReadable ? .value(signatures) : .unreadable
    }

    private mutating func readSignature(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws(JSONError) {
        try cursor.enterObject(repeating: &signatureMembers)
        while let index = try cursor.nextField(of: Self.signatureFields, repeating: &signatureMembers) {
            // Keys are few; of signatures, no two are the same.
            if index == 0 {
                keyID = try cursor.lenientText(&pool).value
            } else {
                signature = try cursor.lenientText().value
            }
        }
        if !signatureMembers.present.contains(0) { keyID = nil }
        if !signatureMembers.present.contains(1) { signature = nil }
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
