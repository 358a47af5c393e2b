/// pnpm-lock.yaml 5.x, 6, 7 and 9.
///
/// pnpm 11 and later put a document of their own before the project's: the package manager itself, whose packages are entries of class
/// `runtime`, and what its configuration needs, which comes from the registry as the project's own packages do.
enum PNPMFormat {
    /// What stands before the first dot of `lockfileVersion`.
    enum Generation: Int {
        /// Keys `/name/1.0.0_peers`.
        case five = 5
        /// Keys `/name@1.0.0(peers)`.
        case six = 6
        /// Keys `name@1.0.0`, peers only in `snapshots`; 7 existed for a few weeks before 9.
        case seven = 7
        case nine = 9

        var hasSnapshots: Bool { self == .seven || self == .nine }
    }

    static func read(_ documents: [DocumentMemory], beginsWithMarker: Bool) throws(LockfileError) -> Lockfile {
        guard let project = documents.last else { throw LockfileError(.empty) }
        var contents = LockfileContents()
        for document in documents.dropLast() {
            _ = try document.read { document throws(LockfileError) in
                try read(document, isEnvironment: true, into: &contents)
            }
        }
        let result = try project.read { document throws(LockfileError) in
            // A file that ends behind the first document of two has lost the project.
            if beginsWithMarker, documents.count == 1 { try requireProject(document) }
            return try read(document, isEnvironment: false, into: &contents)
        }
        let lockfile = contents.lockfile(.pnpm, version: result.version, flags: .fromPaths)
        if let last = result.last, !last.isComplete { try requireBothKinds(last, in: lockfile) }
        return lockfile
    }

    /// Reads one document; returns its version, and the last package if it could have been cut.
    private static func read(
        _ document: Document, isEnvironment: Bool, into contents: inout LockfileContents
    ) throws(LockfileError) -> (version: String, last: PNPMReader.LastPackage?) {
        let (generation, text) = try generation(of: document)
        var reader = PNPMReader(document: document, generation: generation, isEnvironment: isEnvironment)
        try reader.read(into: &contents)
        return (text, generation.hasSnapshots ? nil : reader.last)
    }

    private static func requireProject(_ document: Document) throws(LockfileError) {
        let importers = document.root["importers"]
        let hasProject = importers?.children.contains { importer in
            importer.children.contains { NPMFormat.kind(ofSection: $0) != nil }
        }
        guard hasProject ?? (document.root["packages"] != nil) else {
            throw LockfileError(.missing(key: "importers", in: "pnpm-lock.yaml"), line: importers?.line)
        }
    }

    /// Before version 9 a package ends with `dev`, unless it is needed both for development and without: the last package
    /// of a file that lacks it for no such reason was cut.
    private static func requireBothKinds(_ last: PNPMReader.LastPackage, in lockfile: Lockfile) throws(LockfileError) {
        let entry = lockfile.entries[last.index]
        let isForDevelopment = lockfile.graph.reachableThroughDevelopment()[last.index]
        let isReached = lockfile.graph.reachable(without: [])[last.index]
        guard !isReached || isForDevelopment && entry.dev == false else {
            throw LockfileError(.missing(key: "dev", in: entry.identity), line: entry.line)
        }
    }

    private static func generation(of document: Document) throws(LockfileError) -> (
        generation: Generation, text: String
    ) {
        let element = document.root["lockfileVersion"]
        guard let text = element?.scalar, let major = text.utf8.split(separator: UInt8(ascii: ".")).first,
            let number = Int(String(Substring(major))), let generation = Generation(rawValue: number)
        else { throw LockfileError(.unsupportedVersion(.pnpm, element?.scalar), line: element?.line) }
        return (generation, text)
    }
}
