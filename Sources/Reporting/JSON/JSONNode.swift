/// A JSON value whose members keep their order: what every JSON report is made of.
package enum JSONNode: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with one decimal, which is all that any report needs.
    case tenths(Int64)
    case string(String)
    case array([JSONNode])
    case object([Member])
    /// An array of which each element is made when it is written: thousands of packages need not be in memory as nodes.
    case elements(count: Int, @Sendable (Int) -> JSONNode)

    package struct Member: Sendable {
        package let key: String
        package let value: JSONNode
    }

    /// An object from pairs in their order.
    package static func members(_ pairs: KeyValuePairs<String, JSONNode>) -> JSONNode {
        .object(pairs.map { Member(key: $0.key, value: $0.value) })
    }

    /// An array of one node for each value, made when it is written.
    package static func each<Value: Sendable>(
        _ values: [Value], _ node: @escaping @Sendable (Value) -> JSONNode
    ) -> JSONNode { .elements(count: values.count) { node(values[$0]) } }

    package static func optional(_ text: String?) -> JSONNode { text.map(JSONNode.string) ?? .null }
    package static func optional(_ flag: Bool?) -> JSONNode { flag.map(JSONNode.bool) ?? .null }
    package static func optional(_ number: (some BinaryInteger)?) -> JSONNode {
        number.map { .integer(Int64(clamping: $0)) } ?? .null
    }
    package static func strings(_ texts: [String]) -> JSONNode { .array(texts.map(JSONNode.string)) }

    /// A number rounded half up to one decimal.
    package static func rounded(_ number: Double?) -> JSONNode {
        guard let number, number.isFinite, abs(number) < 1e15 else { return .null }
        return .tenths(Int64((number * 10).rounded(.toNearestOrAwayFromZero)))
    }
}
