/// What happens while an audit runs: a report is the same without a listener.
package enum AuditEvent: Sendable {
    case phase(Phase, total: Int)
    case progress(Phase, done: Int)

    package enum Phase: String, Sendable {
        case packages, repositories
    }
}
