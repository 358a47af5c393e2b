import JSONCursor
import PackageModel

/// What was read of `dist`, member by member; kept until the next one is read, which repeats some of them.
struct DistributionReadings: Sendable {
    enum Field: Int { case integrity, shasum, signatures, attestations, unpackedSize, fileCount }

    static let fields = JSONFields([
        "integrity", "shasum", "signatures", "attestations", "unpackedSize", "fileCount",
    ])

    var integrity = Reading<Integrity>.null
    var shasum = Reading<Integrity>.null
    var signatures = Reading<[RegistrySignature]>.null
    var attestations = Reading<AnnouncedAttestations>.null
    var unpackedSize = Reading<Int64>.null
    var fileCount = Reading<Int64>.null

    /// Forgets what the object does not have.
    mutating func keep(_ present: JSONFieldSet) {
        func lacks(_ field: Field) -> Bool { !present.contains(field.rawValue) }
        if lacks(.integrity) { integrity = .null }
        if lacks(.shasum) { shasum = .null }
        if lacks(.signatures) { signatures = .null }
        if lacks(.attestations) { attestations = .null }
        if lacks(.unpackedSize) { unpackedSize = .null }
        if lacks(.fileCount) { fileCount = .null }
    }
}
