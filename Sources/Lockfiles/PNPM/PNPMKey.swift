/// The key of a package: its name and version, or the path or address from which it comes, and the peers it was made for.
struct PNPMKey {
    private(set) var name = Slice.empty
    /// Empty where the key has none.
    private(set) var version = Slice.empty
    private(set) var meaning = RangeProtocol.registry
    /// The registry, where the key names one.
    private(set) var registry: String?
    private(set) var withoutPeers: Slice

    init(_ key: Slice, generation: PNPMFormat.Generation, in document: Document) {
        withoutPeers = key
        if generation == .five {
            readFive(key, document)
        } else {
            readSix(key, document)
        }
    }

    /// `[/]name@version(peers)`, `name@file:…`, `name@https://…`, `github.com/owner/repository/commit`.
    private mutating func readSix(_ key: Slice, _ document: Document) {
        if let open = document.firstIndex(of: UInt8(ascii: "("), in: key) { withoutPeers = key.prefix(open) }
        let isRooted = document.hasPrefix(withoutPeers, "/")
        let text = isRooted ? withoutPeers.dropping(first: 1) : withoutPeers
        if document.hasPrefix(text, "file:") { meaning = .file; return }
        guard let parts = Descriptor.split(text, in: document), Self.isName(parts.name, document) else {
            meaning = isRooted ? .unknown : Self.isGitHost(text, document) ? .git : .tarball
            return
        }
        name = parts.name
        if let first = parts.rest.isEmpty ? nil : document.byte(parts.rest, 0), isDigit(first),
            document.firstIndex(of: UInt8(ascii: "/"), in: parts.rest) == nil
        {
            version = parts.rest
        } else {
            meaning = RangeProtocol(parts.rest, in: document)
            if meaning.isRegistry { meaning = .unknown }
            if case .runtime = meaning { version = parts.rest.dropping(first: 8) }
            if Self.isGitHost(parts.rest, document) { meaning = .git }
            if case .unknown = meaning, Self.isOfNamedRegistry(parts.rest, document) {
                (meaning, version) = (.registry, parts.rest)
            }
        }
    }

    /// `/name/version`, with the peers behind `_` or, earlier, another `/`; `host/name/version`; `file:…`; `host/…`.
    private mutating func readFive(_ key: Slice, _ document: Document) {
        if document.hasPrefix(key, "file:") { meaning = .file; return }
        let isRooted = document.hasPrefix(key, "/")
        guard let slash = isRooted ? 0 : document.firstIndex(of: UInt8(ascii: "/"), in: key) else {
            meaning = .unknown
            return
        }
        let path = key.dropping(first: slash + 1)
        guard let parts = Self.split(path, document) else {
            meaning = isRooted ? .unknown : Self.isGitHost(key, document) ? .git : .tarball
            return
        }
        name = parts.name
        version = parts.version
        withoutPeers = key.prefix(key.count - path.count + parts.name.count + 1 + parts.version.count)
        // pnpm writes `+` for the colon before a port.
        if !isRooted {
            let host = document.text(key.prefix(slash)).replacing("+", with: ":")
            registry = AddressCredentials.removed(from: "https://" + host)
        }
    }

    /// `name/1.0.0…` or `@scope/name/1.0.0…`; nil if no version stands where one belongs.
    private static func split(_ path: Slice, _ document: Document) -> (name: Slice, version: Slice)? {
        guard !path.isEmpty else { return nil }
        var start = 0
        if document.byte(path, 0) == UInt8(ascii: "@") {
            guard let slash = document.firstIndex(of: UInt8(ascii: "/"), in: path) else { return nil }
            start = slash + 1
        }
        guard let slash = document.firstIndex(of: UInt8(ascii: "/"), in: path, from: start) else { return nil }
        let rest = path.dropping(first: slash + 1)
        let end = [UInt8(ascii: "_"), UInt8(ascii: "/")].compactMap { document.firstIndex(of: $0, in: rest) }.min()
        let version = rest.prefix(end ?? rest.count)
        guard looksLikeVersion(version, document) else { return nil }
        return (path.prefix(slash), version)
    }

    /// Three numbers with dots between, and what may follow them.
    private static func looksLikeVersion(_ text: Slice, _ document: Document) -> Bool {
        var numbers = 0
        var index = 0
        while numbers < 3 {
            let start = index
            while index < text.count, isDigit(document.byte(text, index)) { index += 1 }
            guard index > start else { return false }
            numbers += 1
            if numbers < 3 {
                guard index < text.count, document.byte(text, index) == UInt8(ascii: ".") else { return false }
                index += 1
            }
        }
        return index == text.count || [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(document.byte(text, index))
    }

    private static func isName(_ text: Slice, _ document: Document) -> Bool {
        guard let slash = document.firstIndex(of: UInt8(ascii: "/"), in: text) else { return !text.isEmpty }
        return document.byte(text, 0) == UInt8(ascii: "@")
            && document.firstIndex(of: UInt8(ascii: "/"), in: text, from: slash + 1) == nil
    }

    /// `gh:1.0.0`: a version in a registry that pnpm's settings have under that name. It stays the version of the entry, which
    /// so is none of npm's, and which no audit passes over.
    private static func isOfNamedRegistry(_ reference: Slice, _ document: Document) -> Bool {
        guard let colon = document.firstIndex(of: UInt8(ascii: ":"), in: reference) else { return false }
        return looksLikeVersion(reference.dropping(first: colon + 1), document)
    }

    private static func isGitHost(_ text: Slice, _ document: Document) -> Bool {
        ["github.com/", "gitlab.com/", "bitbucket.org/", "codeload.github.com/", "https://codeload.github.com/"]
            .contains {
                document.text(text.prefix(40)).utf8.starts(with: $0.utf8)
            }
    }
}
