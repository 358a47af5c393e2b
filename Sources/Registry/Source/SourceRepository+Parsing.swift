import PackageModel

extension SourceRepository {
    /// The longest address that is read, in bytes.
    public static let maximumLength = 2048

    /// Reads what manifests and certificates call a repository: `https://`, `git+https://`, `git://`, `ssh://`,
    /// `git@host:owner/name.git`, `github:owner/name`, and `owner/name`, which is on GitHub.
    ///
    /// User names, fragments, queries and `.git` are dropped, and so is what follows the name in GitHub's own addresses
    /// (`/tree/main/packages/x`). Nil if there is no host, owner and name in it.
    public init?(parsing text: String) {
        guard text.utf8.count <= Self.maximumLength, let address = RepositoryAddress(text) else { return nil }
        let host = Self.canonicalHost(address.host)
        guard Self.isHost(host) else { return nil }
        var segments = address.path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        if equalBytewise(host, Self.gitHub) || equalBytewise(host, Self.bitbucket) {
            segments = Array(segments.prefix(2))
        } else if let dash = segments.firstIndex(of: "-") {
            // GitLab puts `/-/` between a project and what is inside it.
            segments = Array(segments[..<dash])
        }
        guard segments.count >= 2, var name = segments.popLast() else { return nil }
        if name.utf8.suffix(4).elementsEqual(".git".utf8) { name = String(name.dropLast(4)) }
        guard Self.isSegment(name), segments.allSatisfy(Self.isSegment) else { return nil }
        self.init(host: host, owner: segments.joined(separator: "/"), name: name)
    }

    private static func canonicalHost(_ host: String) -> String {
        let lower = lowercased(host)
        return lower.utf8.starts(with: "www.".utf8) ? String(lower.dropFirst(4)) : lower
    }

    /// A name, labels and perhaps a port; no user, no brackets.
    private static func isHost(_ host: String) -> Bool {
        let parts = host.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let labels = parts.first, parts.count <= 2 else { return false }
        let isPort = parts.dropFirst().allSatisfy { port in
            (1...5).contains(port.count) && port.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        return isPort && labels.contains(UInt8(ascii: ".")) && labels.first != UInt8(ascii: ".")
            && labels.allSatisfy { isNameByte($0) && $0 != UInt8(ascii: "_") }
    }

    /// What may stand between two slashes of an address that is built from it.
    private static func isSegment(_ segment: String) -> Bool {
        guard !segment.isEmpty, segment.utf8.allSatisfy({ isNameByte($0) || $0 == UInt8(ascii: "~") }) else {
            return false
        }
        return !segment.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// The host and the path of a repository's address, however it is written.
private struct RepositoryAddress {
    let host: String
    let path: String

    init?(_ text: String) {
        let trimmed = Self.trimmed(text.utf8)
        let bytes = trimmed.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
        if let scheme = Self.scheme(of: bytes) {
            // `ssh://git@host/path`, `git+ssh://git@host:owner/name`
            let rest = bytes[bytes.index(bytes.startIndex, offsetBy: scheme.utf8.count + 3)...]
            let allowed = ["https", "http", "git", "ssh", "git+https", "git+http", "git+ssh", "git+git"]
            guard allowed.contains(SourceRepository.lowercased(scheme)) else { return nil }
            let authority = rest.prefix { $0 != UInt8(ascii: "/") }
            self.init(authority: authority, path: rest[authority.endIndex...])
        } else if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
            let before = bytes[..<colon]
            let path = bytes[bytes.index(after: colon)...]
            switch SourceRepository.lowercased(Self.text(before)) {
            case "github": self.init(host: SourceRepository.gitHub, path: Self.text(path))
            case "gitlab": self.init(host: SourceRepository.gitLab, path: Self.text(path))
            case "bitbucket": self.init(host: SourceRepository.bitbucket, path: Self.text(path))
            default:
                // `git@host:owner/name`, as scp writes it.
                self.init(host: Self.withoutUser(before), path: Self.text(path))
            }
        } else {
            let segments = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            if segments.count == 2 {
                self.init(host: SourceRepository.gitHub, path: Self.text(bytes))
            } else if segments.count > 2, segments[0].contains(UInt8(ascii: ".")) {
                // `github.com/owner/name`, the scheme left out.
                self.init(host: Self.text(segments[0]), path: Self.text(bytes[segments[0].endIndex...]))
            } else {
                return nil
            }
        }
    }

    private init(host: String, path: String) {
        self.host = host
        self.path = path
    }

    /// A colon in the authority begins a port, or, as scp would write it, the owner.
    private init(authority: Substring.UTF8View, path: Substring.UTF8View) {
        let host = Self.withoutUser(authority)
        guard let colon = host.utf8.lastIndex(of: UInt8(ascii: ":")) else {
            self.init(host: host, path: Self.text(path))
            return
        }
        let port = host.utf8[host.utf8.index(after: colon)...]
        let isPort = port.allSatisfy { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
        let name = Self.text(host.utf8[..<colon])
        if isPort {
            let isDefault = port.isEmpty || ["443", "80", "22", "9418"].contains { $0.utf8.elementsEqual(port) }
            self.init(host: isDefault ? name : host, path: Self.text(path))
        } else {
            self.init(host: name, path: Self.text(port) + Self.text(path))
        }
    }

    private static func scheme(of bytes: Substring.UTF8View) -> String? {
        let scheme = bytes.prefix { $0 != UInt8(ascii: ":") }
        guard bytes[scheme.endIndex...].starts(with: "://".utf8) else { return nil }
        return text(scheme)
    }

    private static func withoutUser(_ authority: Substring.UTF8View) -> String {
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return text(authority) }
        return text(authority[authority.index(after: at)...])
    }

    private static func trimmed(_ bytes: String.UTF8View) -> Substring.UTF8View {
        var rest = bytes[...]
        while let first = rest.first, first <= 0x20 { rest = rest.dropFirst() }
        while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
        return rest
    }

    private static func text(_ bytes: Substring.UTF8View) -> String { String(Substring(bytes)) }
}
