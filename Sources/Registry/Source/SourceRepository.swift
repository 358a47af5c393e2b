import PackageModel

/// A repository of source code, named so that two spellings of one are equal.
///
/// The host has no case; nor have owner and name on GitHub and GitLab. All other bytes count.
public struct SourceRepository: Sendable {
    public static let gitHub = "github.com"
    public static let gitLab = "gitlab.com"
    public static let bitbucket = "bitbucket.org"

    /// In lower case, without `www.`; with the port, if there is one.
    public let host: String
    /// As it was written; on hosts with groups it may contain `/`.
    public let owner: String
    /// As it was written, without `.git`.
    public let name: String

    /// Requires parts that `init(parsing:)` has checked.
    init(host: String, owner: String, name: String) {
        self.host = host
        self.owner = owner
        self.name = name
    }

    public var isOnGitHub: Bool { equalBytewise(host, Self.gitHub) }

    /// `https://github.com/owner/name`, made of checked parts.
    public var url: String { "https://\(host)/\(owner)/\(name)" }

    /// What two spellings of one repository have in common.
    private var canonicalPath: String {
        let path = "\(owner)/\(name)"
        return [Self.gitHub, Self.gitLab].contains { equalBytewise($0, host) } ? Self.lowercased(path) : path
    }

    /// Folds ASCII only: other letters do not occur in such names.
    static func lowercased(_ text: String) -> String {
        let folded = text.utf8.map { UInt8(ascii: "A") <= $0 && $0 <= UInt8(ascii: "Z") ? $0 + 32 : $0 }
        return String(decoding: folded, as: UTF8.self)
    }
}

extension SourceRepository: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        guard equalBytewise(left.host, right.host) else { return false }
        let isSpeltAlike = equalBytewise(left.owner, right.owner) && equalBytewise(left.name, right.name)
        return isSpeltAlike || equalBytewise(left.canonicalPath, right.canonicalPath)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(host)
        hasher.combine(canonicalPath)
    }
}

extension SourceRepository: CustomStringConvertible {
    public var description: String { "\(host)/\(owner)/\(name)" }
}
