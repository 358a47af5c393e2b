import PackageModel
import Signals

/// The file beside the policy that `accept --origins` writes: a policy with nothing but `origins`.
public enum OriginRecord {
    public static let fileName = ".proof-of-commitment.origins.yml"

    /// Reads the file; anything but origins is an error with its place.
    public static func origins(parsing bytes: [UInt8]) throws(PolicyError) -> [RecordedOrigin] {
        try Policy(parsing: bytes, keys: ["origins"]).origins
    }

    /// The whole file, sorted by package, each origin of a package once.
    public static func text(_ origins: [RecordedOrigin]) -> String {
        var lines = [
            "# Where the verified provenance of each package comes from. Written by `proof-of-commitment accept --origins`.",
            origins.isEmpty ? "origins: []" : "origins:",
        ]
        var entries: [[(key: String, value: String)]] = []
        for recorded in origins.sorted(by: { $0.package < $1.package }) {
            let origin = recorded.origin
            let values: [(key: String, value: String?)] = [
                ("package", recorded.package.text), ("issuer", origin.issuer.text),
                ("repository", origin.repository.text), ("repository-id", origin.repositoryID?.text),
                ("workflow", origin.workflow?.text), ("trigger", origin.trigger?.text), ("ref", origin.ref?.text),
                ("runner", origin.runner?.text),
            ]
            let entry = values.compactMap { pair in pair.value.map { (key: pair.key, value: $0) } }
            let isThere = entries.reversed().prefix { $0.first?.value == recorded.package.text }.contains { known in
                known.elementsEqual(entry) { $0.key == $1.key && equalBytewise($0.value, $1.value) }
            }
            if !isThere { entries.append(entry) }
        }
        for entry in entries {
            for (index, (key, value)) in entry.enumerated() {
                lines.append("  \(index == 0 ? "-" : " ") \(key): \(YAMLText.quoted(value))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
