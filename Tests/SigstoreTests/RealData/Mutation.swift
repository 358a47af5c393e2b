import JSONCursor
import PackageModel

/// Changes of one field of a JSON document.
enum Mutation {
    enum Kind: CaseIterable {
        /// Another character in a text, another digit in a number.
        case character
        /// One bit in what a text of base64 stands for; the base64 stays canonical.
        case bit
        /// The text cut short, or made longer by itself.
        case shorter, longer
        case empty, null, removal
        case number
    }

    /// The paths of all values that are neither object nor array.
    static func leaves(of value: JSONValue) -> [[String]] {
        switch value {
        case .object(let object): object.members.flatMap { key, value in leaves(of: value).map { [key] + $0 } }
        case .array(let list): list.enumerated().flatMap { index, value in leaves(of: value).map { ["\(index)"] + $0 } }
        default: [[]]
        }
    }

    static func apply(
        _ kind: Kind, at path: ArraySlice<String>, to value: JSONValue, using random: inout SplitMix64
    ) -> JSONValue? {
        guard let step = path.first else { return changed(value, kind, &random) }
        let rest = path.dropFirst()
        let isRemoval = rest.isEmpty && kind == .removal
        switch value {
        case .object(let object):
            var members: [JSONObject.Member] = []
            for member in object.members {
                guard member.key.utf8.elementsEqual(step.utf8) else {
                    members.append(member)
                    continue
                }
                if isRemoval { continue }
                guard let new = apply(kind, at: rest, to: member.value, using: &random) else { return nil }
                members.append((member.key, new))
            }
            return .object(JSONObject(members))
        case .array(var list):
            guard let index = Int(step), list.indices.contains(index) else { return nil }
            if isRemoval {
                list.remove(at: index)
            } else {
                guard let new = apply(kind, at: rest, to: list[index], using: &random) else { return nil }
                list[index] = new
            }
            return .array(list)
        default: return nil
        }
    }

    private static func changed(_ value: JSONValue, _ kind: Kind, _ random: inout SplitMix64) -> JSONValue? {
        switch kind {
        case .null: return .null
        case .removal: return nil
        case .number: return .number(JSONNumber(Int64(random.next() % 1000)))
        case .empty: return .string("")
        case .character, .bit, .shorter, .longer: break
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
