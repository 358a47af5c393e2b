/// How a run ended (README.md, "Commands").
package enum ExitStatus: Int32, Sendable {
    /// Audited; nothing asked for by the gate was found.
    case success = 0
    /// The gate failed, or something that is present is wrong.
    case gateFailed = 1
    /// Wrong usage, an unreadable or unsupported input, or nothing to audit.
    case usage = 2
    /// Something that the gate depends on could not be checked.
    case unchecked = 3
    /// A defect of the program, or a report that could not be written.
    case internalError = 4
    case interrupted = 130
}
