/// A key of bun.lock's packages, `a/@scope/b`: the names of packages from the root inwards.
enum BunPlace {
    static func name(of place: Slice, in document: Document) -> Slice {
        place.dropping(first: start(of: place, in: document))
    }

    /// The place around; empty for the root.
    static func parent(of place: Slice, in document: Document) -> Slice {
        place.prefix(max(0, start(of: place, in: document) - 1))
    }

    /// Where the last name begins.
    private static func start(of place: Slice, in document: Document) -> Int {
        guard let slash = document.lastIndex(of: UInt8(ascii: "/"), in: place) else { return 0 }
        let before = document.lastIndex(of: UInt8(ascii: "/"), in: place.prefix(slash)).map { $0 + 1 } ?? 0
        let isScoped = before < slash && document.byte(place, before) == UInt8(ascii: "@")
        return isScoped ? before : slash + 1
    }
}
