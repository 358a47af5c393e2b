public import JSONCursor
import PackageModel

/// A change of one value of a JSON document.
public struct Mutation: Sendable, CustomStringConvertible {
    /// What happens to the value.
    public enum Kind: Sendable, CaseIterable {
        /// Another character in a text.
        case character
        /// One bit in what a text of base64 stands for; the base64 stays canonical.
        case bit
        /// The text cut short, or made longer by its own end.
        case shorter, longer
        /// Something of another type.
        case empty, null, number
        /// The value is gone, or an element of a list is there twice.
        case removal, duplication
        /// The value that stands in its place in another of the document's lists' elements.
        case exchange
    }

    public let kind: Kind
    /// Names and places from the document's root to the value.
    public let path: [String]

    public var description: String { "\(kind) of \(path.joined(separator: "."))" }

    /// Every kind of change of every value, objects and lists as well.
    public static func all(of document: JSONValue) -> [Mutation] {
        paths(of: document).dropFirst().flatMap { path in Kind.allCases.map { Mutation(kind: $0, path: path) } }
    }

    private static func paths(of value: JSONValue) -> [[String]] {
        let children: [(String, JSONValue)] =
            switch value {
            case .object(let object): object.members.map { ($0.key, $0.value) }
            case .array(let list): list.enumerated().map { ("\($0)", $1) }
            default: []
            }
        return [[]] + children.flatMap { step, child in paths(of: child).map { [step] + $0 } }
    }

    /// The changed document; nil where the change makes no difference, or does not apply.
    public func applied(to document: JSONValue, using random: inout SplitMix64) -> JSONValue? {
        guard let value = document[path: path.joined(separator: ".")], let last = path.last else { return nil }
        var result = document
        let parent = path.dropLast().joined(separator: ".")
        switch kind {
        case .removal: result[path: path.joined(separator: ".")] = nil
        case .duplication:
            guard let place = Int(last), case .array(var list) = parent.isEmpty ? document : document[path: parent]
            else { return nil }
            list.insert(value, at: place)
            result[path: parent] = .array(list)
        case .exchange:
            guard let other = exchanged(in: document) else { return nil }
            result[path: path.joined(separator: ".")] = other
        default:
            guard let changed = changed(value, &random) else { return nil }
            result[path: path.joined(separator: ".")] = changed
        }
        return result == document ? nil : result
    }

    /// The value at the same path of the next element of the outermost list.
    private func exchanged(in document: JSONValue) -> JSONValue? {
        guard let place = path.firstIndex(where: { Int($0) != nil }), let index = Int(path[place]),
            let list = document[path: path[..<place].joined(separator: ".")]?.array, list.count > 1
        else { return nil }
        let rest = path[(place + 1)...].joined(separator: ".")
        return list[(index + 1) % list.count][path: rest]
    }

    private func changed(_ value: JSONValue, _ random: inout SplitMix64) -> JSONValue? {
        switch kind {
        case .null: return .null
        case .number: return .number(JSONNumber(Int64(random.next() % 1000)))
        case .empty:
            switch value {
            case .object: return .object(JSONObject())
            case .array: return .array([])
            default: return .string("")
            }
        default: break
        }
        guard let text = value.string, !text.isEmpty else { return nil }
        switch kind {
        case .character:
            var bytes = Array(text.utf8)
            let place = Int(random.next() % UInt64(bytes.count))
            let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-. \n".utf8)
            bytes[place] = alphabet[Int(random.next() % UInt64(alphabet.count))]
            return String(validating: bytes, as: UTF8.self).map { .string($0) }
        case .bit:
            guard var bytes = Base64.decode(text), !bytes.isEmpty else { return nil }
            bytes[Int(random.next() % UInt64(bytes.count))] ^= 1 << UInt8(random.next() % 8)
            return .string(Base64.encode(bytes))
        case .shorter: return .string(String(text.dropLast(1 + Int(random.next() % 4))))
        case .longer: return .string(text + text.suffix(4))
        default: return nil
        }
    }
}

/// A reproducible source of choices.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
