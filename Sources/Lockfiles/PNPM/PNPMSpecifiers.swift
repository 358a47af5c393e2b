/// What the projects of a pnpm workspace ask for, as package.json has it, in contrast to what they were given.
struct PNPMSpecifiers {
    private let document: Document
    /// The file's own `overrides`, keyed `name`, `name@range` or `parent>name`, that lead to no registry.
    private var overridden: [Slice] = []

    init(_ document: Document) {
        self.document = document
        for override in document.root["overrides"]?.children.filter({ $0.isScalar }) ?? []
        where RangeProtocol(override.valueSlice, in: document).leadsElsewhere {
            let key = override.keySlice
            let last = document.lastIndex(of: UInt8(ascii: ">"), in: key).map { key.dropping(first: $0 + 1) } ?? key
            overridden.append(Descriptor.split(last, in: document)?.name ?? last)
        }
    }

    /// The range that a project has for a dependency; nil where the file does not say, or an override stands for it.
    func range(of dependency: Element, in importer: Element) -> Slice? {
        let name = dependency.keySlice
        guard !overridden.contains(where: { document.equal($0, name) }) else { return nil }
        let own =
            dependency["specifier"] ?? importer["specifiers"]?.children.first { document.equal($0.keySlice, name) }
        guard let range = own?.valueSlice, document.hasPrefix(range, "catalog:") else { return own?.valueSlice }
        let catalog = range.dropping(first: 8)
        return document.root["catalogs"]?.children
            .first { catalog.isEmpty ? $0.keyIs("default") : document.equal($0.keySlice, catalog) }?.children
            .first { document.equal($0.keySlice, name) }?["specifier"]?.valueSlice ?? range
    }
}
