import PackageModel
import Signals
import Yams

extension Node {
    /// The members of a mapping with text keys, in the order of the file; a key that is not allowed is an error.
    func members(allowed: [String]) throws(PolicyError) -> [(key: String, value: Node)] {
        guard case .mapping(let mapping) = self else { throw PolicyError(.expected(.mapping), at: self) }
        var result: [(key: String, value: Node)] = []
        for (key, value) in mapping {
            let text = try key.text()
            guard allowed.contains(where: { equalBytewise($0, text) }) else {
                throw PolicyError(.unknownKey(text, allowed: allowed), at: key)
            }
            guard !result.contains(where: { equalBytewise($0.key, text) }) else {
                throw PolicyError(.duplicateKey(text), at: key)
            }
            result.append((text, value))
        }
        return result
    }

    /// A scalar's text; a list or a mapping is an error, and so is what YAML takes for a number, a truth value or nothing:
    /// `1.20` would be a text here and the number 1.2 elsewhere.
    func text() throws(PolicyError) -> String {
        guard case .scalar(let scalar) = self, tag == Tag(.str) else { throw PolicyError(.expected(.text), at: self) }
        return scalar.string
    }

    func list<Element>(
        named name: String, _ read: (Node) throws(PolicyError) -> Element
    ) throws(PolicyError) -> [Element] {
        guard case .sequence(let sequence) = self else { throw PolicyError(.expected(.list), at: self) }
        guard sequence.count <= Policy.maximumEntries else {
            throw PolicyError(.tooMany(name, limit: Policy.maximumEntries), at: self)
        }
        var result: [Element] = []
        for item in sequence { result.append(try read(item)) }
        return result
    }

    /// A single value stands for a list of one.
    func oneOrMore<Element>(_ read: (Node) throws(PolicyError) -> Element) throws(PolicyError) -> [Element] {
        switch self {
        case .scalar: [try read(self)]
        case .sequence: try list(named: "values", read)
        default: throw PolicyError(.expected(.textOrList), at: self)
        }
    }

    func failOn() throws(PolicyError) -> FailOn {
        let text = try text()
        guard let value = FailOn(text) else { throw PolicyError(.unknownFailOn(text), at: self) }
        return value
    }

    func rule() throws(PolicyError) -> RuleID {
        let text = try text()
        guard let rule = RuleID(rawValue: text) else { throw PolicyError(.unknownRule(text), at: self) }
        guard !PolicyException.notAcceptable.contains(rule) else {
            throw PolicyError(.notAcceptable(rule: text), at: self)
        }
        return rule
    }

    func glob() throws(PolicyError) -> Glob {
        let text = try text()
        guard let glob = Glob(packages: text) else { throw PolicyError(.badPattern(text), at: self) }
        return glob
    }

    func range() throws(PolicyError) -> VersionRange {
        let text = try text()
        guard let range = try? VersionRange(parsing: text) else { throw PolicyError(.badRange(text), at: self) }
        return range
    }
}
