import Lockfiles
import Registry

/// The addresses that registries give tarballs, to the last byte: without a digest nothing else tells what will be installed.
///
/// - `<registry>/<name>/-/<bare name>-<version>.tgz`, as npm's; Artifactory and GitLab repeat the scope before the file's name;
/// - `<host>/<name>/download/<bare name>-<version>.tgz`, as mirrors of npm have;
/// - `<host>/download/<name>/<version>/<digest>`, as GitHub Packages has.
enum UsualAddress {
    /// Says whether an address is its registry's for this entry's name and version.
    ///
    /// False for what clients would make something else of: dot segments, backslashes, blanks, escapes of other than `@`, `/` and `+`.
    static func isOne(_ address: String, of entry: LockfileEntry) -> Bool {
        guard let registry = entry.registry, let version = entry.version, WebAddress(address) != nil,
            address.utf8.starts(with: registry.utf8)
        else { return false }
        let rest = address.utf8.dropFirst(registry.utf8.count).prefix {
            $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?")
        }
        var path = String(decoding: rest, as: UTF8.self)
        for (escape, text) in [("%2f", "/"), ("%2F", "/"), ("%40", "@"), ("%2b", "+"), ("%2B", "+")] {
            path.replace(escape, with: text)
        }
        let name = entry.name
        let scope = name.hasPrefix("@") ? name.prefix { $0 != "/" } + "/" : ""
        let bare = name.dropFirst(scope.count)
        // A file's name has no build metadata, mostly.
        let versions = [version, String(version.prefix { $0 != "+" })]
        let files = versions.flatMap { ["\(bare)-\($0).tgz", "\(scope)\(bare)-\($0).tgz"] }
        if files.contains(where: { equal(path, "/\(name)/-/\($0)") || equal(path, "/\(name)/download/\($0)") }) {
            return true
        }
        return versions.contains { version in
            let start = "/download/\(name)/\(version)/"
            return path.utf8.starts(with: start.utf8)
                && !path.utf8.dropFirst(start.utf8.count).contains(UInt8(ascii: "/"))
        }
    }

    private static func equal(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }
}
