import PackageModel
import Signals

/// The file beside the policy that `accept --origins` writes: a policy with nothing but `origins`.
public enum OriginRecord {
    public static let fileName = ".proof-of-commitment.origins.yml"

    /// Reads the file; anything but origins is an error with its place.
    public static func origins(parsing bytes: [UInt8]) throws(PolicyError) -> [RecordedOrigin] {
        try Policy(parsing: bytes, keys: ["origins"]).origins
    }

    /// The whole file, sorted by package, each package once.
    public static func text(_ origins: [RecordedOrigin]) -> String {
        var lines = [
            "# Where the verified provenance of each package comes from. Written by `proof-of-commitment accept --origins`.",
            origins.isEmpty ? "origins: []" : "origins:",
        ]
        var last: PackageName?
        for recorded in origins.sorted(by: { $0.package < $1.package }) where recorded.package != last {
            last = recorded.package
            let origin = recorded.origin
            let values: [(key: String, value: String?)] = [
                ("package", recorded.package.text), ("issuer", origin.issuer.text),
                ("repository", origin.repository.text), ("repository-id", origin.repositoryID?.text),
                ("workflow", origin.workflow?.text), ("trigger", origin.trigger?.text), ("ref", origin.ref?.text),
                ("runner", origin.runner?.text),
            ]
            for (index, entry) in values.enumerated() {
                guard let value = entry.value else { continue }
                lines.append("  \(index == 0 ? "-" : " ") \(entry.key): \(YAMLText.quoted(value))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
