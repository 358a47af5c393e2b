import Policy
import Signals

/// The JSON Schema of the policy file, for editors; `Schemas/policy.schema.json` is this text.
enum PolicySchema {
    static var text: String {
        let failOn = FailOn.words.map { "\"\($0)\"" }.joined(separator: ", ")
        let rules = RuleID.allCases.filter { !PolicyException.notAcceptable.contains($0) }
            .map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "Policy of proof-of-commitment",
              "description": "The file .proof-of-commitment.yml beside a lock file",
              "type": ["object", "null"],
              "additionalProperties": false,
              "properties": {
                "fail-on": {
                  "description": "What fails the gate: a severity, `risky`, `none`, or a rule",
                  "anyOf": [
                    { "$ref": "#/$defs/failOn" },
                    { "type": "array", "items": { "$ref": "#/$defs/failOn" } }
                  ]
                },
                "require-provenance": {
                  "description": "Patterns of packages that must have verified provenance",
                  "anyOf": [
                    { "$ref": "#/$defs/pattern" },
                    { "type": "array", "items": { "$ref": "#/$defs/pattern" } }
                  ]
                },
                "exceptions": { "type": "array", "items": { "$ref": "#/$defs/exception" } },
                "origins": { "type": "array", "items": { "$ref": "#/$defs/origin" } }
              },
              "$defs": {
                "failOn": { "enum": [\(failOn)] },
                "pattern": { "type": "string", "pattern": "^[A-Za-z0-9._~!*'()?@/-]+$" },
                "exception": {
                  "description": "A finding that is accepted, for a reason and for a time",
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["package", "versions", "rule", "reason", "expires"],
                  "properties": {
                    "package": { "$ref": "#/$defs/pattern" },
                    "versions": { "description": "A range as npm reads it; * is every version", "type": "string" },
                    "rule": { "enum": [\(rules)] },
                    "reason": { "type": "string", "pattern": "[^\\u0000-\\u0020]" },
                    "expires": {
                      "description": "The last day of the exception, in UTC",
                      "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
                    }
                  }
                },
                "origin": {
                  "description": "Where the verified provenance of a package comes from",
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["package", "issuer", "repository"],
                  "properties": {
                    "package": { "type": "string" },
                    "issuer": { "type": "string" },
                    "repository": { "type": "string" },
                    "repository-id": { "type": "string" },
                    "workflow": { "type": "string" },
                    "trigger": { "type": "string" },
                    "ref": { "type": "string" },
                    "runner": { "type": "string" }
                  }
                }
              }
            }

            """
    }
}

extension FailOn {
    /// Every word that is a value, in the order of the help.
    static var words: [String] {
        ["critical", "high", "moderate", "risky", "none"] + RuleCatalogue.all.map(\.id.rawValue)
    }
}
