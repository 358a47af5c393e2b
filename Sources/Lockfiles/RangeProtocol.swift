/// What kind of thing a declared range, or an address in its place, asks for.
enum RangeProtocol {
    case registry
    /// `npm:name@range`: the range of another package.
    case alias(name: Slice, range: Slice)
    case workspace, link, file, git, tarball, patch, jsr, runtime, generated, unknown

    var isRegistry: Bool { if case .registry = self { true } else { false } }
    /// A range or a tag of a registry, also of another package's.
    var asksRegistry: Bool { classification.class == .registry }
    /// Whether what is meant is neither a registry's nor made of what a registry has.
    var leadsElsewhere: Bool { !asksRegistry && classification.class != .patch }
    var isGit: Bool { if case .git = self { true } else { false } }

    /// Reads a range as npm (npm-package-arg), Yarn and pnpm do.
    init(_ range: Slice, in document: Document) {
        guard let colon = document.firstIndex(of: UInt8(ascii: ":"), in: range) else {
            self = Self.withoutProtocol(range, document)
            return
        }
        let scheme = range.prefix(colon)
        if document.equal(scheme, "npm") {
            let rest = range.dropping(first: colon + 1)
            guard let parts = Descriptor.split(rest, in: document) else { self = .registry; return }
            self = .alias(name: parts.name, range: parts.rest)
        } else if document.equal(scheme, "http") || document.equal(scheme, "https") {
            self = Self.isGitAddress(range, document) ? .git : .tarball
        } else if let known = Self.schemes.first(where: { document.equal(scheme, $0.name) }) {
            self = known.meaning
        } else if document.hasPrefix(scheme, "git@") || document.hasPrefix(scheme, "git+") {
            self = .git
        } else if document.firstIndex(of: UInt8(ascii: "/"), in: scheme) != nil {
            self = Self.withoutProtocol(range, document)
        } else {
            self = .unknown
        }
    }

    private static let schemes: [(name: StaticString, meaning: RangeProtocol)] = [
        ("workspace", .workspace), ("link", .link), ("portal", .link), ("file", .file), ("patch", .patch),
        ("jsr", .jsr),
        ("runtime", .runtime), ("exec", .generated), ("git", .git), ("ssh", .git), ("github", .git), ("gitlab", .git),
        ("bitbucket", .git), ("gist", .git),
    ]

    /// A range, a tag, a path, or `user/repository`.
    private static func withoutProtocol(_ range: Slice, _ document: Document) -> RangeProtocol {
        if document.hasPrefix(range, "./") || document.hasPrefix(range, "../") || document.hasPrefix(range, "/")
            || document.hasPrefix(range, "~/") || document.hasSuffix(range, ".tgz")
            || document.hasSuffix(range, ".tar.gz")
        {
            return .file
        }
        return document.firstIndex(of: UInt8(ascii: "/"), in: range) == nil ? .registry : .git
    }

    private static func isGitAddress(_ address: Slice, _ document: Document) -> Bool {
        let target = ResolvedAddress.withoutQuery(address, in: document)
        if document.hasSuffix(target, ".git") { return true }
        let isHost =
            document.hasPrefix(target, "https://github.com/") || document.hasPrefix(target, "http://github.com/")
        return isHost && !document.hasSuffix(target, ".tgz") && !document.hasSuffix(target, ".tar.gz")
            && document.firstRange(of: "/archive/", in: target) == nil
    }

    /// The class of an entry with such a range, and the reason if it is no registry package.
    var classification: (class: LockfileEntry.Class, reason: LockfileEntry.Reason?) {
        switch self {
        case .registry, .alias: (.registry, nil)
        case .workspace: (.workspace, .workspaceMember)
        case .link: (.link, .linkedFolder)
        case .file: (.file, .localFile)
        case .git: (.git, .gitRepository)
        case .tarball: (.tarball, .tarballAddress)
        case .patch: (.patch, .localChanges)
        case .jsr: (.jsr, .jsrPackage)
        case .runtime: (.runtime, .runtime)
        case .generated: (.unsupported, .generatedPackage)
        case .unknown: (.unsupported, .unknownProtocol)
        }
    }
}
