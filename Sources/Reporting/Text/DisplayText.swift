/// Text that a terminal, a log or a CI runner shows as it is: no control character, no invisible one, one line.
///
/// Every text that comes from a registry, a lock file or a command line passes through here before it is printed for
/// people. What does not print is written as `\u{..}`.
package struct DisplayText: Hashable, Sendable {
    /// Longer texts are cut, and the cut is shown.
    package static let maximumScalars = 500

    package let text: String

    /// Keeps letters, marks, digits, punctuation and symbols of any script.
    package init(untrusted text: String) {
        self.init(text, keeping: Self.isPrintable)
    }

    /// Keeps ASCII only, so that look-alikes of an account, a host or a repository show their code points.
    package init(identity text: String) {
        self.init(text, keeping: { (0x20...0x7E).contains($0.value) })
    }

    private init(_ text: String, keeping keeps: (Unicode.Scalar) -> Bool) {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < Self.maximumScalars else {
                result += "…"
                break
            }
            count += 1
            if keeps(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        self.text = result
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) }
        guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default:
            return true
        }
    }
}

extension DisplayText: CustomStringConvertible {
    package var description: String { text }
}
