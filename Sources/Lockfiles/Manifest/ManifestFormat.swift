/// package.json alone: nothing is locked, so every entry has a range and no version.
enum ManifestFormat {
    static func read(_ document: Document, members: [ProjectManifest]) throws(LockfileError) -> Lockfile {
        let manifest = try ProjectManifest(document)
        var contents = LockfileContents()
        let table = ManifestTable(members)
        try add(manifest, members: table, into: &contents)
        for member in members { try add(member, members: table, into: &contents) }
        return contents.lockfile(.manifest, version: "", flags: .fromPaths)
    }

    private static func add(
        _ manifest: ProjectManifest, members: ManifestTable, into contents: inout LockfileContents
    ) throws(LockfileError) {
        let project = contents.addProject(manifest.label)
        for dependency in manifest.dependencies {
            let index = try contents.add(try entry(dependency, members: members))
            try contents.connect(project, to: index, dependency.kind)
        }
    }

    private static func entry(
        _ dependency: ProjectManifest.Dependency, members: ManifestTable
    ) throws(LockfileError) -> LockfileEntry {
        let bytes = Array(dependency.range.utf8)
        return try DocumentMemory(bytes: bytes).read { text throws(LockfileError) in
            let meaning = RangeProtocol(Slice(0, bytes.count), in: text)
            var found = meaning.classification
            if members.index(of: dependency.name) != nil { found = (.workspace, .workspaceMember) }
            var entry = LockfileEntry(
                name: dependency.name, version: nil, class: found.class, line: dependency.line, reason: found.reason)
            entry.range = dependency.range
            if case .alias(let name, let range) = meaning {
                entry.name = text.text(name)
                entry.alias = dependency.name
                entry.range = text.text(range)
            }
            return entry
        }
    }
}
