/// The patterns in the key of an entry, `a@^1, "b@>= 2"`.
struct ClassicYarnPatterns {
    let patterns: [Slice]

    init(_ key: Slice, in document: Document) {
        var patterns: [Slice] = []
        var start = 0
        while start < key.count {
            let isQuoted = document.byte(key, start) == UInt8(ascii: "\"")
            let first = isQuoted ? start + 1 : start
            let end = Self.end(of: key, from: first, isQuoted: isQuoted, document)
            patterns.append(key[first..<end])
            // Behind the quote, the comma and the blank.
            start = end + (isQuoted ? 3 : 2)
        }
        self.patterns = patterns
    }

    private static func end(of key: Slice, from start: Int, isQuoted: Bool, _ document: Document) -> Int {
        var index = start
        while index < key.count {
            let byte = document.byte(key, index)
            if isQuoted, byte == UInt8(ascii: "\\") { index += 1 }
            if byte == (isQuoted ? UInt8(ascii: "\"") : UInt8(ascii: ",")) { break }
            index += 1
        }
        return min(index, key.count)
    }

    struct Meaning {
        let name: Slice
        let alias: Slice?
        let meaning: RangeProtocol
        /// Another package that stands in for the named one (`resolutions`), if the address leads to it.
        let replacement: Slice?
        /// What it is where no address says that it came from a registry.
        let unresolved: RangeProtocol
    }

    /// What the patterns of one entry ask for, under which real name, and under which other name if there is one.
    ///
    /// They all led to one package: if one of them is a range of a registry, it is of that registry.
    static func meaning(
        of patterns: [Slice], in document: Document
    ) -> Meaning {
        var result: (name: Slice, meaning: RangeProtocol)?
        var unresolved: RangeProtocol?
        var (alias, target): (Slice?, Slice?)
        var hasRealName = false
        for pattern in patterns {
            // An address by itself may have an `@`, too.
            guard let parts = Descriptor.split(pattern, in: document),
                document.firstRange(of: "://", in: parts.name) == nil
            else {
                result = result ?? (pattern, RangeProtocol(pattern, in: document))
                continue
            }
            let meaning = RangeProtocol(parts.rest, in: document)
            if case .registry = meaning.classification.class {} else { unresolved = unresolved ?? meaning }
            if case .alias(let name, _) = meaning {
                target = target ?? name
                if alias == nil, !document.equal(name, parts.name) { alias = parts.name }
                result = result?.meaning.isRegistry == true ? result : (name, .registry)
            } else if meaning.isRegistry || result == nil {
                hasRealName = hasRealName || meaning.isRegistry
                result = (parts.name, meaning)
            }
        }
        guard let result else {
            return Meaning(name: .empty, alias: nil, meaning: .unknown, replacement: nil, unresolved: .unknown)
        }
        return Meaning(
            name: result.name, alias: hasRealName ? nil : alias, meaning: result.meaning,
            replacement: hasRealName ? target : nil, unresolved: unresolved ?? result.meaning)
    }
}
