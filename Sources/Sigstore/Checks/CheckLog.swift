/// Collects what was proved on the way, so that a refusal can say how far it came.
struct CheckLog {
    private(set) var checks: [Check] = []

    mutating func verified(_ id: CheckID, _ evidence: [Evidence]) {
        checks.append(Check(id, .verified, evidence: evidence))
    }

    /// The checks so far and the one that did not hold.
    func refused(_ refusal: Refusal) -> [Check] {
        checks + [
            Check(refusal.check, refusal.status, evidence: [Evidence("cause", refusal.cause)], reason: refusal.detail)
        ]
    }
}
