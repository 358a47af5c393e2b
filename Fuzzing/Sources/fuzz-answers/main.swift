import FuzzDriver
import PackageModel
import Registry
import Sigstore

// The small answers of registries, of the downloads API and of GitHub, and the texts in them: whatever is read keeps its
// promises. The first byte chooses the reader.
fuzz { input in
    guard let name = try? PackageName(parsing: "x"), let version = try? Version(parsing: "1.0.0"),
        let choice = input.first
    else { return }
    let bytes = Array(input.dropFirst())
    switch choice % 7 {
    case 0:
        guard let manifest = try? VersionManifest(decoding: bytes, name: name, version: version) else { return }
        guard manifest.release.version == version else { fatalError("the manifest of another version") }
    case 1:
        let keys = (try? RegistryKey.list(parsing: bytes)) ?? []
        guard keys.count <= 2 * RegistryKey.maximumCount else { fatalError("too many keys") }
    case 2:
        guard let counts = try? DownloadsAnswer.counts(bytes, names: [name]) else { return }
        guard counts.keys.allSatisfy({ $0 == name }) else { fatalError("a name that was not asked for") }
    case 3:
        guard let days = try? DownloadsAnswer.days(bytes, name: name).days else { return }
        for (day, next) in zip(days, days.dropFirst()) where next.day.days(since: day.day) != 1 {
            fatalError("a gap between \(day.day) and \(next.day)")
        }
    case 4:
        _ = try? GitHubRepository(decoding: bytes)
        guard let all = try? GitHubList.count(bytes, pageSize: 30),
            let releases = try? GitHubList.releases(bytes, pageSize: 30)
        else { return }
        guard releases.count <= all.count else { fatalError("more releases than elements") }
    case 5:
        let text = String(decoding: bytes, as: UTF8.self)
        guard let repository = SourceRepository(parsing: text) else { return }
        guard SourceRepository(parsing: repository.url) == repository else {
            fatalError("\(repository.url) is another repository than \(text)")
        }
    default:
        let text = String(decoding: bytes, as: UTF8.self)
        guard case .exactly(let exact) = ReleaseSelector(parsing: text) else { return }
        guard (try? Version(parsing: exact.text)) == exact else { fatalError("\(exact) is no version") }
    }
}
