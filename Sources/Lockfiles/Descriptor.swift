/// `name@rest`, the form in which every lock file writes a package and its version or range.
struct Descriptor {
    let name: Slice
    let rest: Slice

    /// Splits at the first `@` that is not a scope's; nil if there is none, or nothing before it.
    static func split(_ text: Slice, in document: Document) -> Descriptor? {
        guard let at = document.firstIndex(of: UInt8(ascii: "@"), in: text, from: 1) else { return nil }
        return Descriptor(name: text.prefix(at), rest: text.dropping(first: at + 1))
    }
}
