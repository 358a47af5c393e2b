extension Lockfile {
    /// Reads a lock file of any format.
    ///
    /// `name` is the file's name or path if it has one; the format is told by it and by the content. `manifests` are the
    /// project's package.json files: the formats that don't record the project's own dependencies (Yarn 1) or their kinds
    /// (Yarn Berry) take them from there, and for package.json alone they are the members of its workspace. With
    /// `isManifestUnreadable` there are some that could not be read: then what npm's file says of them is not believed.
    public init(
        reading bytes: [UInt8], named name: String? = nil, manifests: [ProjectManifest] = [],
        isManifestUnreadable: Bool = false
    ) throws(LockfileError) {
        do throws(LockfileError) {
            self = try Self.read(
                bytes, named: name, manifests: manifests, isManifestUnreadable: isManifestUnreadable)
        } catch {
            if error.isAboutText, let marker = MergeConflict.firstMarker(in: bytes) {
                throw LockfileError(.mergeConflict, at: marker, in: bytes)
            }
            throw error
        }
    }

    private static func read(
        _ bytes: [UInt8], named name: String?, manifests: [ProjectManifest], isManifestUnreadable: Bool
    ) throws(LockfileError) -> Lockfile {
        let start = try FileText.start(of: bytes)
        if FileText.isJSON(bytes, from: start) {
            return try readJSON(
                bytes, from: start, named: name, manifests: manifests, isManifestUnreadable: isManifestUnreadable)
        }
        switch try FileText.lineFormat(of: bytes, from: start, named: name) {
        case .yarn:
            return try ClassicYarnReader.read(bytes, from: start).read { document throws(LockfileError) in
                try ClassicYarnFormat.read(document, manifests: manifests)
            }
        case .yarnBerry:
            try FileText.requireFinalNewline(bytes)
            let documents = try YAMLDocuments.read(bytes, from: start)
            guard documents.count == 1, let document = documents.first else {
                throw LockfileError(.syntax(expected: .endOfFile))
            }
            return try document.read { document throws(LockfileError) in
                try BerryFormat.read(document, manifests: manifests)
            }
        case .pnpm:
            try FileText.requireFinalNewline(bytes)
            return try PNPMFormat.read(
                YAMLDocuments.read(bytes, from: start), beginsWithMarker: bytes[start...].starts(with: "---".utf8))
        case .npm, .bun, .deno, .manifest:
            throw LockfileError(.unknownFormat)
        }
    }

    private static func readJSON(
        _ bytes: [UInt8], from start: Int, named name: String?, manifests: [ProjectManifest], isManifestUnreadable: Bool
    ) throws(LockfileError) -> Lockfile {
        let named = name.flatMap(LockfileFormat.named)
        let dialect: JSONReader.Dialect = named == nil || named == .bun ? .relaxed : .strict
        return try JSONReader.read(bytes, from: start, dialect: dialect).read { document throws(LockfileError) in
            switch try JSONFormats.format(of: document, named: named) {
            case .npm: try NPMFormat.read(document, manifests: manifests, isManifestUnreadable: isManifestUnreadable)
            case .bun: try BunFormat.read(document)
            case .deno: try DenoFormat.read(document)
            case .manifest: try ManifestFormat.read(document, members: manifests)
            case .pnpm, .yarn, .yarnBerry: throw LockfileError(.unknownFormat)
            }
        }
    }
}
