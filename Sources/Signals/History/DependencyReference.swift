/// What one entry of `dependencies`, `optionalDependencies` or `peerDependencies` pulls in.
public enum DependencyReference: Sendable, Hashable {
    /// A package of the registry, by its real name where the entry is an alias.
    case registry(ExactText)
    /// A git repository, without the commit.
    case git(ExactText)
    /// An address of a tarball.
    case url(ExactText)
    /// A folder or a workspace: nothing is fetched.
    case local

    private static let gitPrefixes = [
        "git+", "git:", "git@", "ssh:", "github:", "gitlab:", "bitbucket:", "gist:",
    ]
    private static let localPrefixes = ["file:", "link:", "portal:", "workspace:", "catalog:", ".", "/", "~/"]
    private static let aliasPrefix = "npm:"

    /// Reads an entry as npm-package-arg does.
    public init(name: String, specifier: String) {
        let trimmed = specifier.utf8.drop { $0 == 0x20 }
        // Ranges and tags, which nearly all are: whatever else there is has a colon or a slash, or begins with a dot.
        guard
            trimmed.first == UInt8(ascii: ".")
                || trimmed.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") })
        else {
            self = .registry(ExactText(name))
            return
        }
        let text = String(decoding: trimmed, as: UTF8.self)
        let lowered = ExactText(lowercasing: text).text
        let location = String(decoding: text.utf8.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
        if lowered.utf8.starts(with: Self.aliasPrefix.utf8) {
            self = .registry(ExactText(Self.aliasTarget(text)))
        } else if Self.localPrefixes.contains(where: { lowered.utf8.starts(with: $0.utf8) }) {
            self = .local
        } else if Self.gitPrefixes.contains(where: { lowered.utf8.starts(with: $0.utf8) }) {
            self = .git(ExactText(location))
        } else if lowered.utf8.starts(with: "http:".utf8) || lowered.utf8.starts(with: "https:".utf8) {
            self = Self.isRepository(location) ? .git(ExactText(location)) : .url(ExactText(location))
        } else if location.utf8.contains(UInt8(ascii: "/")) {
            // `owner/repository`: no range and no tag has a slash.
            self = .git(ExactText(location))
        } else {
            self = .registry(ExactText(name))
        }
    }

    /// Whether npm clones what is at an http address: by its suffix, or by the form of the path at a host that it knows
    /// (hosted-git-info).
    private static func isRepository(_ location: String) -> Bool {
        let address = location.prefix { $0 != "?" }
        guard !address.hasSuffix(".git") else { return true }
        let parts = address.split(separator: "/")
        guard parts.count > 2 else { return false }
        let host = parts[1].lowercased().split(separator: "@").last ?? ""
        let path = parts.dropFirst(2).map { $0.lowercased() }
        let third = path.count > 2 ? path[2] : nil
        return switch host.hasPrefix("www.") ? host.dropFirst(4) : host {
        case "github.com": path.count > 1 && (third ?? "tree") == "tree"
        case "gitlab.com": path.count > 1 && !path.contains("-") && !path.contains("archive.tar.gz")
        case "bitbucket.org": path.count > 1 && third != "get"
        case "gist.github.com": third != "raw"
        case "git.sr.ht": path.count > 1 && third != "archive"
        default: false
        }
    }

    /// `npm:@scope/name@^1` is `@scope/name`.
    private static func aliasTarget(_ text: String) -> String {
        let target = text.utf8.dropFirst(aliasPrefix.utf8.count)
        guard let at = target.lastIndex(of: UInt8(ascii: "@")), at != target.startIndex else {
            return String(decoding: target, as: UTF8.self)
        }
        return String(decoding: target[..<at], as: UTF8.self)
    }
}
