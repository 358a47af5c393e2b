/// pnpm-lock.yaml 5.x, 6, 7 and 9.
///
/// pnpm 11 and later put a document of their own before the project's: the package manager itself and what its
/// configuration needs. Its packages are entries of class `runtime`.
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

    static func read(_ documents: [DocumentMemory]) throws(LockfileError) -> Lockfile {
        guard let project = documents.last else { throw LockfileError(.empty) }
        var contents = LockfileContents()
        for document in documents.dropLast() {
            _ = try document.read { document throws(LockfileError) in
                try read(document, isEnvironment: true, into: &contents)
            }
        }
        let version = try project.read { document throws(LockfileError) in
            // A file that ends behind the first document of two has lost the project.
            if documents.count == 1, let owner = environmentOnly(document) {
                throw LockfileError(.missing(key: "importers", in: "pnpm-lock.yaml"), line: owner.line)
            }
            return try read(document, isEnvironment: false, into: &contents)
        }
        return contents.lockfile(.pnpm, version: version, flags: .fromPaths)
    }

    /// Reads one document; returns its version.
    private static func read(
        _ document: Document, isEnvironment: Bool, into contents: inout LockfileContents
    ) throws(LockfileError) -> String {
        let (generation, text) = try generation(of: document)
        var reader = PNPMReader(document: document, generation: generation, isEnvironment: isEnvironment)
        try reader.read(into: &contents)
        return text
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

    private static func environmentOnly(_ document: Document) -> Element? {
        guard let importers = document.root["importers"] else { return nil }
        return importers.children.first {
            $0["packageManagerDependencies"] != nil && $0["dependencies"] == nil && $0["devDependencies"] == nil
        }
    }
}
