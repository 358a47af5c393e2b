import PackageModel

/// Finds the folders that the patterns of a workspace name, as npm, Yarn and Bun read them: `*` within a name, `**` for any
/// number of folders, `{a,b}` for either, and `!` before a pattern for what is none. Never out of the project, and nothing where a
/// pattern means more than that.
package struct WorkspaceSearch {
    /// Folders that are looked at: patterns and links can name the same ones over and over.
    package static let maximumFolders = 20_000
    /// Members that are found; nothing is searched for after these.
    package static let maximumMembers = 2000
    /// Patterns, once their braces are written out.
    package static let maximumPatterns = 1024
    /// Folders below the root: `**` goes down no further.
    private static let maximumDepth = 16

    private let files: FileAccess
    private let root: String
    private var lookedAt = 0
    private var seen: Set<String> = []

    /// Relative to the root, each with its final slash, in the order in which they were found.
    package private(set) var members: [String] = []
    /// Whether there is more than the limits let through, or may be, for a pattern is not understood.
    package private(set) var isCut = false
    /// The first pattern that is not understood: then nothing is looked for.
    package private(set) var unknownPattern: String?

    /// - Parameter root: an absolute path with its final slash.
    package init(_ patterns: [String], below root: String, in files: FileAccess) {
        self.files = files
        self.root = root
        unknownPattern = patterns.first { Self.meansMore($0) }
        guard unknownPattern == nil else {
            isCut = true
            return
        }
        var written: [String] = []
        for pattern in patterns { written += Self.alternatives(of: pattern, atMost: Self.maximumPatterns) }
        isCut = written.count > Self.maximumPatterns
        let chosen = written.prefix(Self.maximumPatterns)
        for pattern in chosen where !pattern.hasPrefix("!") {
            let parts = pattern.split(separator: "/").filter { $0 != "." }
            if !parts.isEmpty { search("", parts[...], depth: 0) }
        }
        let excluded = chosen.filter { $0.hasPrefix("!") }.compactMap { Glob(Self.plain(String($0.dropFirst()))) }
        members.removeAll { member in excluded.contains { $0.matches(String(member.dropLast())) } }
    }

    /// Choices of characters, extended forms, escapes, numbers in a row, and what may lead out of the project.
    static func meansMore(_ pattern: some StringProtocol) -> Bool {
        pattern.contains { "[(\\".contains($0) } || pattern.contains("..")
    }

    private mutating func search(_ folder: String, _ rest: ArraySlice<Substring>, depth: Int) {
        guard lookedAt < Self.maximumFolders, members.count < Self.maximumMembers, depth <= Self.maximumDepth else {
            isCut = true
            return
        }
        lookedAt += 1
        guard let part = rest.first else {
            if seen.insert(folder).inserted { members.append(folder) }
            return
        }
        let following = rest.dropFirst()
        if part == "**" {
            search(folder, following, depth: depth)
            for name in folders(in: folder) { search("\(folder)\(name)/", rest, depth: depth + 1) }
        } else if part.contains(where: { $0 == "*" || $0 == "?" }) {
            guard let glob = Glob(String(part)) else { return }
            for name in folders(in: folder) where glob.matches(name) {
                search("\(folder)\(name)/", following, depth: depth + 1)
            }
        } else {
            search("\(folder)\(part)/", following, depth: depth + 1)
        }
    }

    private func folders(in folder: String) -> [String] {
        files.list(root + folder).filter { name in
            name != "node_modules" && !name.hasPrefix(".") && files.exists("\(root)\(folder)\(name)/.")
        }
        .sorted(by: precedesBytewise)
    }

    private static func plain(_ pattern: String) -> String {
        pattern.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// A pattern with its braces written out, `{a,b}/*` as `a/*` and `b/*`; those that have no partner stay as they are.
    static func alternatives(of pattern: String, atMost limit: Int) -> [String] {
        var finished: [String] = []
        var open = [Substring(pattern)]
        while let next = open.popLast(), finished.count + open.count <= limit {
            guard let end = next.firstIndex(of: "}"), let start = next[..<end].lastIndex(of: "{") else {
                finished.append(String(next))
                continue
            }
            let choices = next[next.index(after: start)..<end].split(separator: ",", omittingEmptySubsequences: false)
            for choice in choices.reversed() {
                open.append(Substring(next[..<start] + choice + next[next.index(after: end)...]))
            }
        }
        return finished
    }
}
