/// The part of a Yarn locator behind the name: `npm:1.2.3`, `workspace:packages/a`, `patch:…`.
struct BerryReference {
    let classification: (class: LockfileEntry.Class, reason: LockfileEntry.Reason?)
    /// The version in the registry.
    let version: Slice?
    /// Where the tarball was found, if not where the registry has it.
    let archive: String?

    init(_ reference: Slice, in document: Document) {
        var version: Slice?
        var archive: String?
        switch RangeProtocol(reference, in: document) {
        case .alias:
            // A locator's name is the real one already: nothing may stand before the version.
            classification = (.unsupported, .unknownProtocol)
        case .registry where document.hasPrefix(reference, "npm:"):
            let bound = document.firstRange(of: "::", in: reference)
            version = (bound.map { reference.prefix($0) } ?? reference).dropping(first: 4)
            if let bound { archive = Self.archive(in: reference.dropping(first: bound + 2), document) }
            classification = (.registry, nil)
        case .registry:
            classification = (.unsupported, .unknownProtocol)
        case let meaning:
            classification = meaning.classification
        }
        self.version = version
        self.archive = archive
    }

    /// `__archiveUrl=` among the bindings, percent-decoded.
    private static func archive(in bindings: Slice, _ document: Document) -> String? {
        let text = document.text(bindings)
        for binding in text.utf8.split(separator: UInt8(ascii: "&")) where binding.starts(with: "__archiveUrl=".utf8) {
            return PercentEncoding.decode(binding.dropFirst(13))
        }
        return nil
    }
}
