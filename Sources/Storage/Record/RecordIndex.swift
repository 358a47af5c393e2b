import JSONCursor
import PackageModel
import Registry

/// A record's table of contents, `index.json` (docs/record-format.md).
struct RecordIndex: Sendable {
    static let file = "index.json"
    static let formatVersion: Int64 = 1
    /// The largest index that is read, in bytes, and the most answers in it.
    static let maximumBytes = 64 << 20
    static let maximumAnswers = 200_000

    let endpoints: Endpoints
    let answers: [RecordedAnswer]
}

// MARK: - Reading

extension RecordIndex {
    init(parsing bytes: [UInt8]) throws(RecordError) {
        let document: JSONValue
        do throws(JSONError) {
            let limits = JSONLimits(bytes: Self.maximumBytes, depth: 8, values: Self.maximumAnswers * 16)
            document = try JSONValue(parsing: bytes, limits: limits)
        } catch { throw .badIndex("\(error)") }
        guard let version = document["formatVersion"]?.int64 else { throw .badIndex("no `formatVersion`") }
        guard version == Self.formatVersion else { throw .unknownFormat(version) }
        guard let list = document["answers"]?.array else { throw .badIndex("no `answers`") }
        guard list.count <= Self.maximumAnswers else { throw .badIndex("more than \(Self.maximumAnswers) answers") }
        var answers: [RecordedAnswer] = []
        for (number, entry) in list.enumerated() {
            guard let answer = Self.answer(entry) else { throw .badIndex("answer \(number + 1)") }
            answers.append(answer)
        }
        self.init(endpoints: try Self.endpoints(document["endpoints"]), answers: answers)
    }

    private static func answer(_ entry: JSONValue) -> RecordedAnswer? {
        guard let url = entry["url"]?.string, let accept = entry["accept"]?.string,
            let service = entry["service"]?.string.flatMap(WebRequest.Service.init(rawValue:)),
            WebAddress(url) != nil
        else { return nil }
        let outcome: RecordedAnswer.Outcome
        if let file = entry["file"]?.string {
            guard let size = entry["size"]?.int64, let sha256 = entry["sha256"]?.string else { return nil }
            outcome = .body(file: file, size: Int(size), sha256: sha256)
        } else {
            guard let error = entry["failure"].flatMap(TransportError.init(recorded:)) else { return nil }
            outcome = .failure(error)
        }
        return RecordedAnswer(key: RecordKey(url: url, accept: accept), service: service, outcome: outcome)
    }

    private static func endpoints(_ value: JSONValue?) throws(RecordError) -> Endpoints {
        guard let value, let registry = value["registry"]?.string, let downloads = value["downloadsAPI"]?.string,
            let github = value["githubAPI"]?.string, let mirror = value["tufMirror"]?.string,
            let scopes = value["scopedRegistries"]?.object
        else { throw .badIndex("`endpoints`") }
        var byScope: [String: String] = [:]
        for member in scopes.members {
            guard let registry = member.value.string else { throw .badIndex("`scopedRegistries`") }
            byScope[member.key] = registry
        }
        return Endpoints(
            registry: registry, scopedRegistries: byScope, downloadsAPI: downloads, githubAPI: github,
            tufMirror: mirror)
    }
}

// MARK: - Writing

extension RecordIndex {
    /// The same bytes for the same answers, in whatever order they came.
    var text: String {
        let scopes = endpoints.scopedRegistries.sorted { precedesBytewise($0.key, $1.key) }
        let sorted = answers.sorted { left, right in
            guard equalBytewise(left.key.url, right.key.url) else {
                return precedesBytewise(left.key.url, right.key.url)
            }
            return precedesBytewise(left.key.accept, right.key.accept)
        }
        return """
            {
              "formatVersion": \(Self.formatVersion),
              "endpoints": {
                "registry": \(quoted(endpoints.registry)),
                "scopedRegistries": {\(scopes.map { "\(quoted($0.key)): \(quoted($0.value))" }.joined(separator: ", "))},
                "downloadsAPI": \(quoted(endpoints.downloadsAPI)),
                "githubAPI": \(quoted(endpoints.githubAPI)),
                "tufMirror": \(quoted(endpoints.tufMirror))
              },
              "answers": [\(sorted.map(Self.text).joined(separator: ","))
              ]
            }

            """
    }

    private static func text(_ answer: RecordedAnswer) -> String {
        let outcome =
            switch answer.outcome {
            case .body(let file, let size, let sha256):
                """
                "file": \(quoted(file)),
                      "size": \(size),
                      "sha256": \(quoted(sha256))
                """
            case .failure(let error): "\"failure\": \(error.recorded)"
            }
        return """

                {
                  "url": \(quoted(answer.key.url)),
                  "accept": \(quoted(answer.key.accept)),
                  "service": \(quoted(answer.service.rawValue)),
                  \(outcome)
                }
            """
    }
}

/// A text as a JSON string.
func quoted(_ text: String) -> String {
    // Most texts are addresses, which have nothing to escape.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
        return "\"\(text)\""
    }
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
