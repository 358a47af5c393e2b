import Foundation
import JSONCursor
import TestSupport
import Testing

/// Validates a report against a schema of the project, by the keywords that the schemas use.
enum SchemaCheck {
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    static func validate(_ document: String, against name: String) throws {
        let schema = try schema(name)
        try check(try JSONValue(parsing: Array(document.utf8)), schema, root: schema, at: "$")
    }

    private static func schema(_ name: String) throws -> JSONValue {
        let data = try Data(contentsOf: TestFiles.package.appending(path: "Schemas/\(name)"))
        return try JSONValue(parsing: Array(data))
    }

    private static let known: Set<String> = [
        "$schema", "$id", "$defs", "$ref", "title", "description", "type", "properties", "required",
        "additionalProperties",
        "items", "enum", "const", "minimum", "maximum", "minItems", "maxItems",
    ]

    private static func check(_ value: JSONValue, _ schema: JSONValue, root: JSONValue, at path: String) throws {
        for key in schema.object?.keys ?? [] where !known.contains(key) {
            throw Violation(description: "the check does not know `\(key)`")
        }
        if let reference = schema["$ref"]?.string {
            guard reference.hasPrefix("#") else {
                let other = try self.schema(reference)
                return try check(value, other, root: other, at: path)
            }
            let name = String(reference.dropFirst("#/$defs/".count))
            guard let target = root["$defs"]?[name] else { throw Violation(description: "no definition \(name)") }
            return try check(value, target, root: root, at: path)
        }
        if let constant = schema["const"], constant != value {
            throw Violation(description: "\(path) is not \(constant)")
        }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) {
            throw Violation(description: "\(path) is \(value), not one of \(allowed)")
        }
        if let type = schema["type"] {
            let types = type.array?.compactMap(\.string) ?? [type.string ?? ""]
            guard types.contains(where: { matches(value, $0) }) else {
                throw Violation(description: "\(path) is \(value.type), not \(types)")
            }
        }
        if let number = value.number?.double {
            if let low = schema["minimum"]?.number?.double, number < low {
                throw Violation(description: "\(path) too small")
            }
            if let high = schema["maximum"]?.number?.double, number > high {
                throw Violation(description: "\(path) too large")
            }
        }
        if let elements = value.array {
            if let low = schema["minItems"]?.int64, elements.count < low {
                throw Violation(description: "\(path) too short")
            }
            if let high = schema["maxItems"]?.int64, elements.count > high {
                throw Violation(description: "\(path) too long")
            }
            if let items = schema["items"] {
                for (index, element) in elements.enumerated() {
                    try check(element, items, root: root, at: "\(path)[\(index)]")
                }
            }
        }
        if let object = value.object { try check(object, schema, root: root, at: path) }
    }

    private static func check(_ object: JSONObject, _ schema: JSONValue, root: JSONValue, at path: String) throws {
        for key in schema["required"]?.array?.compactMap(\.string) ?? [] where object[key] == nil {
            throw Violation(description: "\(path).\(key) is missing")
        }
        for (key, value) in object.members {
            if let property = schema["properties"]?[key] {
                try check(value, property, root: root, at: "\(path).\(key)")
            } else if schema["additionalProperties"]?.bool == false {
                throw Violation(description: "\(path).\(key) is not in the schema")
            }
        }
    }

    private static func matches(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"),
            (.number, "number"):
            true
        case (.number(let number), "integer"): number.int64 != nil
        default: false
        }
    }
}
