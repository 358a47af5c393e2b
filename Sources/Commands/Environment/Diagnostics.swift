import Reporting

/// Errors, warnings and notes on standard error, one line each, with nothing in them that could move a terminal.
///
/// A line never begins with text from outside, so that no CI runner takes it for a command.
struct Diagnostics: Sendable {
    let stream: OutputStream
    let isQuiet: Bool
    /// Whether single requests are told.
    var isVerbose = false

    func error(_ message: String, hint: String? = nil) { say("error", message, hint) }

    func warning(_ message: String) {
        if !isQuiet { say("warning", message, nil) }
    }

    func note(_ message: String) {
        if !isQuiet { say("note", message, nil) }
    }

    func detail(_ message: String) {
        if isVerbose { say("detail", message, nil) }
    }

    private func say(_ level: String, _ message: String, _ hint: String?) {
        var text = "\(level): \(DisplayText(untrusted: message))\n"
        if let hint { text += "hint: \(DisplayText(untrusted: hint))\n" }
        // Nowhere is left to report a standard error that cannot be written.
        try? stream.write(text)
    }
}
