package import Auditing
import Synchronization

/// One line on a terminal that says how far an audit is: done / total, what is being done, and time left.
package final class ProgressLine: Sendable {
    private struct State {
        var totals: [AuditEvent.Phase: Int] = [:]
        var lastShown: ContinuousClock.Instant?
        /// The furthest that was shown of the phase: those who tell of it may overtake each other.
        var done = 0
        var start = ContinuousClock.now
    }

    private let stream: OutputStream
    private let isShown: Bool
    private let state = Mutex(State())

    package init(stream: OutputStream, isShown: Bool) {
        self.stream = stream
        self.isShown = isShown
    }

    @Sendable package func show(_ event: AuditEvent) {
        guard isShown else { return }
        // Written inside of the lock, so that no older line comes last.
        state.withLock { state in
            guard let parts = Self.parts(event, &state) else { return }
            // The last column stays free, and what has no room is left out: a second line could not be taken back.
            let room = (stream.columns ?? .max) - 1
            let text = [parts.joined(separator: ", "), parts[0]].first { $0.count <= room } ?? ""
            try? stream.write("\r\u{1B}[2K\(text)")
        }
    }

    /// What there is to say, the important part first.
    private static func parts(_ event: AuditEvent, _ state: inout State) -> [String]? {
        switch event {
        case .phase(let phase, let total):
            state.totals[phase] = total
            state.start = .now
            state.done = 0
            return total == 0 ? nil : ["\(phase.rawValue) 0/\(total)"]
        case .progress(let phase, let done):
            guard let total = state.totals[phase], done > state.done else { return nil }
            // Ten times a second is enough to read.
            if let last = state.lastShown, .now - last < .milliseconds(100), done < total { return nil }
            state.lastShown = .now
            state.done = done
            let left = (ContinuousClock.now - state.start) / Double(max(1, done)) * Double(total - done)
            return ["\(phase.rawValue) \(done)/\(total)", "about \(left.components.seconds) s left"]
        }
    }

    /// Leaves the line empty.
    package func clear() {
        guard isShown else { return }
        try? stream.write("\r\u{1B}[2K")
    }
}
