/// One node of a document and what is inside it.
struct Element {
    let document: Document
    let index: Int

    private var node: Document.Node { document.node(index) }

    var kind: Document.Kind { node.kind }
    var keySlice: Slice { node.key }
    var valueSlice: Slice { node.value }
    var line: Int { Int(node.line) }
    var key: String { document.text(node.key) }

    var isObject: Bool { node.kind == .object }
    var isArray: Bool { node.kind == .array }
    var isScalar: Bool { node.kind == .string || node.kind == .bare }
    /// A YAML key with nothing behind it, or `null`.
    var isNull: Bool {
        node.kind == .bare
            && (node.value.isEmpty || document.equal(node.value, "null") || document.equal(node.value, "~"))
    }

    /// The text of a quoted scalar.
    var string: String? { node.kind == .string ? document.text(node.value) : nil }
    /// The text of any scalar, as YAML formats need it: a version `1.10` is no number.
    var scalar: String? { isScalar && !isNull ? document.text(node.value) : nil }
    var isTrue: Bool { node.kind == .bare && document.equal(node.value, "true") }

    func keyIs(_ literal: StaticString) -> Bool { document.equal(node.key, literal) }

    /// The members of an object or the items of an array; nothing for a scalar.
    var children: Children { Children(document: document, position: index + 1, end: Int(node.end)) }

    /// The members of an object; an error for anything else.
    func members() throws(LockfileError) -> [Element] {
        guard isObject else { throw LockfileError(.unexpectedType(key: key), line: line) }
        return Array(children)
    }

    var isEmpty: Bool { Int(node.end) == index + 1 }

    subscript(key: StaticString) -> Element? {
        guard node.kind == .object else { return nil }
        for child in children where child.keyIs(key) { return child }
        return nil
    }

    struct Children: Sequence, IteratorProtocol {
        let document: Document
        private(set) var position: Int
        let end: Int

        fileprivate init(document: Document, position: Int, end: Int) {
            self.document = document
            self.position = position
            self.end = end
        }

        mutating func next() -> Element? {
            guard position < end else { return nil }
            defer { position = Int(document.node(position).end) }
            return Element(document: document, index: position)
        }
    }
}
