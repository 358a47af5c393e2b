import PackageModel

extension PolicyException {
    /// The exception as an item of the file's list, its dash indented by so many blanks.
    func lines(indentation: Int) -> [String] {
        let blank = String(repeating: " ", count: indentation)
        return [
            "\(blank)- package: \(YAMLText.quoted(package.pattern))",
            "\(blank)  versions: \(YAMLText.quoted(versions.text))",
            "\(blank)  rule: \(rule)",
            "\(blank)  reason: \(YAMLText.quoted(reason))",
            "\(blank)  expires: \(expires)",
        ]
    }
}

extension Policy {
    /// Adds an exception to the text of a policy and leaves every other line as it is, comments too.
    ///
    /// All lines end as the first one does, with a line feed or as Windows ends them.
    ///
    /// - Parameter text: the file, or nil when there is none yet.
    /// - Returns: the new file, which was read again and holds the exceptions of before and the new one.
    public static func adding(_ exception: PolicyException, to bytes: [UInt8]?) throws(PolicyError) -> String {
        let old = try Policy(parsing: bytes ?? [])
        if let same = old.exceptions.first(where: { $0.isSame(as: exception) }) {
            throw PolicyError(.alreadyThere, line: same.line)
        }
        let returned = UInt8(ascii: "\r")
        let pieces = (bytes ?? []).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let end = pieces.first?.last == returned ? "\r\n" : "\n"
        var lines = pieces.map { String(decoding: $0.last == returned ? $0.dropLast() : $0, as: UTF8.self) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        if let key = lines.firstIndex(where: isExceptionsKey) {
            let next = endOfBlock(after: key, in: lines)
            let item = lines[(key + 1)..<next].first(where: isItem)
            let indentation = item?.utf8.prefix { $0 == 0x20 }.count ?? 2
            if lines[key] != "exceptions:" { lines[key] = "exceptions:" + comment(of: lines[key]) }
            lines.insert(contentsOf: exception.lines(indentation: indentation), at: next)
        } else {
            if !lines.isEmpty { lines.append("") }
            lines += ["exceptions:"] + exception.lines(indentation: 2)
        }
        let result = lines.joined(separator: end) + end
        try check(result, is: old, with: exception)
        return result
    }

    private static func isExceptionsKey(_ line: String) -> Bool { line.utf8.starts(with: "exceptions:".utf8) }

    private static func isItem(_ line: String) -> Bool {
        line.utf8.first { $0 != 0x20 } == UInt8(ascii: "-")
    }

    /// What follows the key on its line, if it is a comment; `[]` is dropped.
    private static func comment(of line: String) -> String {
        guard let hash = line.utf8.firstIndex(of: UInt8(ascii: "#")) else { return "" }
        return " " + line[hash...]
    }

    /// The line after the last item: items are indented, or begin with a dash.
    private static func endOfBlock(after key: Int, in lines: [String]) -> Int {
        var end = key + 1
        for index in (key + 1)..<max(lines.count, key + 1) {
            guard let first = lines[index].utf8.first else { continue }
            if first == 0x20 || first == UInt8(ascii: "-") {
                end = index + 1
            } else if first != UInt8(ascii: "#") {
                break
            }
        }
        return end
    }

    private static func check(
        _ text: String, is old: Policy, with exception: PolicyException
    ) throws(PolicyError) {
        let new: Policy
        do {
            new = try Policy(parsing: Array(text.utf8))
        } catch {
            throw PolicyError(.notEditable)
        }
        let expected = old.exceptions + [exception]
        let isSame =
            zip(new.exceptions, expected).allSatisfy { $0.isSame(as: $1) } && new.exceptions.count == expected.count
            && new.failOn == old.failOn && new.requireProvenance == old.requireProvenance && new.origins == old.origins
        guard isSame else { throw PolicyError(.notEditable) }
    }
}

extension PolicyException {
    fileprivate func isSame(as other: PolicyException) -> Bool {
        package == other.package && versions.text == other.versions.text && rule == other.rule
            && reason == other.reason && expires == other.expires
    }
}

/// A text as a YAML scalar on one line.
enum YAMLText {
    /// In double quotes, with everything escaped that could end the line or the quotes, or not be seen.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case " "..."~": result.unicodeScalars.append(scalar)
            default:
                let isPrintable = scalar.properties.generalCategory.isVisible
                if isPrintable {
                    result.unicodeScalars.append(scalar)
                } else {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
                }
            }
        }
        return result + "\""
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isVisible: Bool {
        switch self {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default: true
        }
    }
}
