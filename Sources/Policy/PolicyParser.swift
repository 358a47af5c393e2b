import PackageModel
import Signals
import Yams

extension Policy {
    /// The largest file that is read, in bytes, and the most entries of one list in it.
    public static let maximumBytes = 256 * 1024
    public static let maximumEntries = 2_000

    /// Reads a policy; every unknown key, wrong value and missing part is an error with its place.
    ///
    /// An empty file is an empty policy.
    public init(parsing bytes: [UInt8]) throws(PolicyError) {
        try self.init(parsing: bytes, keys: ["fail-on", "require-provenance", "exceptions", "origins"])
    }

    /// - Parameter keys: those that may stand in the file.
    init(parsing bytes: [UInt8], keys: [String]) throws(PolicyError) {
        guard bytes.count <= Self.maximumBytes else { throw PolicyError(.tooLarge(bytes: bytes.count)) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw PolicyError(.notUTF8) }
        self.init()
        guard let root = try Self.root(of: text) else { return }
        for (key, value) in try root.members(allowed: keys) {
            switch key {
            case "fail-on": failOn = try value.oneOrMore { (node) throws(PolicyError) in try node.failOn() }
            case "require-provenance":
                requireProvenance = try value.oneOrMore { (node) throws(PolicyError) in try node.glob() }
            case "exceptions":
                exceptions = try value.list(named: key) { (node) throws(PolicyError) in try PolicyException(node) }
            default:
                origins = try value.list(named: key) { (node) throws(PolicyError) in try RecordedOrigin(node) }
            }
        }
    }

    private static func root(of text: String) throws(PolicyError) -> Node? {
        do {
            let parser = try Parser(yaml: text, resolver: try .core(), encoding: .utf8)
            let root = try parser.nextRoot()
            guard try parser.nextRoot() == nil else { throw PolicyError(.severalDocuments) }
            // A file of comments only is an empty scalar, or nothing.
            if case .scalar(let scalar)? = root, scalar.string.isEmpty { return nil }
            return root
        } catch let error as PolicyError {
            throw error
        } catch let error as YamlError {
            throw PolicyError(error, in: text)
        } catch {
            throw PolicyError(.syntax("\(error)"))
        }
    }
}

extension PolicyError {
    init(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(.syntax(problem), line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            let line = Self.second(key, in: text, from: context.mark) ?? context.mark.line
            self.init(.duplicateKey(key), line: line, column: context.mark.column)
        default:
            self.init(.syntax("not YAML"))
        }
    }

    /// The line of a mapping's second key of that name; Yams says where the mapping begins.
    private static func second(_ key: String, in text: String, from mark: Mark) -> Int? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        let found = lines.dropFirst(mark.line - 1).filter { number, line in
            // The first key of an item of a list has its dash before it.
            let before = line.prefix(mark.column - 1)
            return before.count == mark.column - 1
                && before.allSatisfy { $0 == " " || $0 == "-" && number == mark.line - 1 }
                && line.dropFirst(mark.column - 1).hasPrefix("\(key):")
        }
        return found.dropFirst().first.map { $0.offset + 1 }
    }

    init(_ problem: Problem, at node: Node) {
        self.init(problem, line: node.mark?.line, column: node.mark?.column)
    }
}

extension PolicyException {
    private static let keys = ["package", "versions", "rule", "reason", "expires"]

    init(_ node: Node) throws(PolicyError) {
        let members = try node.members(allowed: Self.keys)
        func value(_ key: String) throws(PolicyError) -> Node {
            guard let member = members.first(where: { $0.key == key }) else {
                throw PolicyError(.missingKey(key), at: node)
            }
            return member.value
        }
        let (rule, reason, expires) = (try value("rule"), try value("reason"), try value("expires"))
        let reasonText = try reason.text()
        guard Self.isReason(reasonText) else { throw PolicyError(.emptyReason, at: reason) }
        let dateText = try expires.text()
        guard let date = ExpiryDate(dateText) else { throw PolicyError(.badDate(dateText), at: expires) }
        self.init(
            package: try value("package").glob(), versions: try value("versions").range(), rule: try rule.rule(),
            reason: reasonText, expires: date, line: node.mark?.line)
    }
}

extension RecordedOrigin {
    static let keys = [
        "package", "issuer", "repository", "repository-id", "workflow", "trigger", "ref", "runner",
    ]

    init(_ node: Node) throws(PolicyError) {
        var texts: [String: String] = [:]
        for (key, value) in try node.members(allowed: Self.keys) { texts[key] = try value.text() }
        for key in ["package", "issuer", "repository"] where texts[key] == nil {
            throw PolicyError(.missingKey(key), at: node)
        }
        let nameText = texts["package"] ?? ""
        guard let name = try? PackageName(parsing: nameText) else {
            throw PolicyError(.badPackageName(nameText), at: node)
        }
        self.init(
            package: name,
            origin: VerifiedOrigin(
                issuer: texts["issuer"] ?? "", repository: texts["repository"] ?? "",
                repositoryID: texts["repository-id"], workflow: texts["workflow"], trigger: texts["trigger"],
                ref: texts["ref"], runner: texts["runner"], commit: ""))
    }
}
