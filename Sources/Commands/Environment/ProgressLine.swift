import Auditing
import Synchronization

/// One line on a terminal that says how far an audit is: done / total, what is being done, and time left.
final class ProgressLine: Sendable {
    private struct State {
        var totals: [AuditEvent.Phase: Int] = [:]
        var lastShown: ContinuousClock.Instant?
        var start = ContinuousClock.now
    }

    private let stream: OutputStream
    private let isShown: Bool
    private let state = Mutex(State())

    init(stream: OutputStream, isShown: Bool) {
        self.stream = stream
        self.isShown = isShown
    }

    @Sendable func show(_ event: AuditEvent) {
        guard isShown else { return }
        let text: String? = state.withLock { state in
            switch event {
            case .phase(let phase, let total):
                state.totals[phase] = total
                state.start = .now
                return total == 0 ? nil : "\(phase.rawValue) 0/\(total)"
            case .progress(let phase, let done):
                guard let total = state.totals[phase] else { return nil }
                // Ten times a second is enough to read.
                if let last = state.lastShown, .now - last < .milliseconds(100), done < total { return nil }
                state.lastShown = .now
                let left = (ContinuousClock.now - state.start) / Double(max(1, done)) * Double(total - done)
                return "\(phase.rawValue) \(done)/\(total), about \(left.components.seconds) s left"
            }
        }
        guard let text else { return }
        try? stream.write("\r\u{1B}[2K\(text)")
    }

    /// Leaves the line empty.
    func clear() {
        guard isShown else { return }
        try? stream.write("\r\u{1B}[2K")
    }
}
