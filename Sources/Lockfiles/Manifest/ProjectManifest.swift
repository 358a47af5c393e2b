/// What a package.json declares about a project: its name, its dependencies, the members of its workspace.
public struct ProjectManifest: Sendable {
    public struct Dependency: Sendable, Hashable {
        public let name: String
        /// As it is written: a range, a tag, an address, `workspace:*`.
        public let range: String
        public let kind: DependencyKind
        /// Counted from 1.
        public let line: Int
        /// A peer that the project works without (`peerDependenciesMeta`).
        let isOptionalPeer: Bool
    }

    /// From the project's root, without a final slash; empty for the root's own.
    public let folder: String
    public let name: String?
    public let version: String?
    public let dependencies: [Dependency]
    /// The patterns of the workspace's folders, in any of the forms that npm, Yarn and Bun accept.
    public let workspacePatterns: [String]
    /// The names of what the project has in its own tarball.
    let bundled: [String]
    /// Counts only for the root of a workspace.
    let replacements: Replacements

    /// `name@version` as far as they are declared, `.` without a name.
    public var label: String {
        guard let name else { return "." }
        return version.map { "\(name)@\($0)" } ?? name
    }

    /// Reads a package.json.
    public init(parsing bytes: [UInt8], folder: String = "") throws(LockfileError) {
        let start = try FileText.start(of: bytes)
        self = try JSONReader.read(bytes, from: start, dialect: .strict).read { document throws(LockfileError) in
            try ProjectManifest(document, folder: folder)
        }
    }

    init(_ document: Document, folder: String = "") throws(LockfileError) {
        self.folder = folder
        let root = document.root
        guard root.isObject else { throw LockfileError(.unexpectedType(key: ""), line: root.line) }
        name = root["name"]?.string
        version = root["version"]?.string
        var dependencies: [Dependency] = []
        var isOptional: Set<Slice.Text> = []
        for name in root["optionalDependencies"]?.children.map(\.keySlice) ?? [] {
            isOptional.insert(Slice.Text(document: document, slice: name))
        }
        let optionalPeers = Set(
            (root["peerDependenciesMeta"]?.children.filter { $0["optional"]?.isTrue == true } ?? [])
                .map { Slice.Text(document: document, slice: $0.keySlice) })
        for section in root.children {
            guard let kind = NPMFormat.kind(ofSection: section), !Self.isNothing(section) else { continue }
            // npm makes dependencies of a list or a text, too.
            guard section.isObject else { throw LockfileError(.unexpectedType(key: section.key), line: section.line) }
            for member in section.children {
                // An optional dependency overrides one of the same name (npm, package.json).
                let text = Slice.Text(document: document, slice: member.keySlice)
                if kind == .production, isOptional.contains(text) { continue }
                guard let range = member.string else {
                    throw LockfileError(.unexpectedType(key: member.key), line: member.line)
                }
                let isOptionalPeer = kind == .peer && optionalPeers.contains(text)
                dependencies.append(
                    Dependency(
                        name: member.key, range: range, kind: kind, line: member.line, isOptionalPeer: isOptionalPeer))
            }
        }
        self.dependencies = dependencies
        bundled = Self.bundled(by: root)
        replacements = Replacements(root)
        let workspaces = root["workspaces"]
        let patterns = workspaces?.isObject == true ? workspaces?["packages"] : workspaces
        workspacePatterns = patterns?.children.compactMap(\.string) ?? []
    }

    /// A list of names, or `true` for all dependencies.
    private static func bundled(by root: Element) -> [String] {
        ["bundleDependencies", "bundledDependencies"].compactMap { (key: StaticString) in root[key] }.flatMap {
            member in
            let all = member.isTrue ? [root["dependencies"], root["optionalDependencies"]] : []
            return all.flatMap { $0?.children.map(\.key) ?? [] } + member.children.compactMap(\.string)
        }
    }

    private static func isNothing(_ section: Element) -> Bool { section.isNull || section.isArray && section.isEmpty }
}
