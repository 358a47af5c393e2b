import PackageModel

/// What one entry of `dependencies` or `optionalDependencies` pulls in.
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
            let isGit = Array(location.utf8.suffix(4)) == Array(".git".utf8)
            self = isGit ? .git(ExactText(location)) : .url(ExactText(location))
        } else if location.utf8.contains(UInt8(ascii: "/")) {
            // `owner/repository`: no range and no tag has a slash.
            self = .git(ExactText(location))
        } else {
            self = .registry(ExactText(name))
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
