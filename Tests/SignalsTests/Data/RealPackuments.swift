import Foundation
import PackageModel
import Registry

/// The recorded packuments that are outside of the project; a fresh clone has none.
enum RealPackuments {
    static let folder = ProcessInfo.processInfo.environment["POC_SHARED_DATA"].map {
        URL(fileURLWithPath: $0).appendingPathComponent("packuments")
    }

    /// Full documents with times, one for each package: the one with the most releases.
    static func load() throws -> [Packument] {
        guard let folder, let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else {
            return []
        }
        var best: [PackageName: Packument] = [:]
        for case let file as URL in files where file.pathExtension == "json" && !file.path.hasSuffix(".min.json") {
            let bytes = try Data(contentsOf: file)
            guard let object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any],
                let text = object["name"] as? String, let name = try? PackageName(parsing: text),
                let packument = try? PackumentDecoder.decode(Array(bytes), name: name),
                packument.releases.contains(where: { $0.publishedAt != nil })
            else { continue }
            if (best[name]?.releases.count ?? 0) < packument.releases.count { best[name] = packument }
        }
        return best.values.sorted { $0.name < $1.name }
    }
}
