public import JSONCursor

extension JSONValue {
    /// The document in as few bytes as it takes.
    public var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): number.text
        case .string(let text): Self.quoted(text)
        case .array(let list): "[\(list.map(\.text).joined(separator: ","))]"
        case .object(let object):
            "{\(object.members.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ","))}"
        }
    }

    /// The value at a path of names and places, such as `subject.0.name`.
    ///
    /// Setting nil removes it; setting a member that is not there adds it. Elements of lists must be there.
    public subscript(path path: String) -> JSONValue? {
        get { self[steps: path.split(separator: ".").map(String.init)] }
        set { self[steps: path.split(separator: ".").map(String.init)] = newValue }
    }

    /// The same for names that have a dot in them.
    public subscript(steps steps: [String]) -> JSONValue? {
        get { steps.reduce(Optional(self)) { value, step in value?.child(step) } }
        set { self = replacing(steps[...], newValue) ?? .null }
    }

    private func child(_ step: String) -> JSONValue? { Int(step).flatMap { self[$0] } ?? self[step] }

    private func replacing(_ path: ArraySlice<String>, _ new: JSONValue?) -> JSONValue? {
        guard let step = path.first else { return new }
        let changed = (child(step) ?? .object(JSONObject())).replacing(path.dropFirst(), new)
        switch self {
        case .array(var list):
            guard let place = Int(step), list.indices.contains(place) else { return self }
            list.replaceSubrange(place...place, with: changed.map { [$0] } ?? [])
            return .array(list)
        case .object(let object):
            var members = object.members
            let place = members.firstIndex { $0.key.utf8.elementsEqual(step.utf8) }
            if let place { members.remove(at: place) }
            if let changed { members.insert((step, changed), at: place ?? members.endIndex) }
            return .object(JSONObject(members))
        default:
            return changed.map { .object(JSONObject([(step, $0)])) }
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
