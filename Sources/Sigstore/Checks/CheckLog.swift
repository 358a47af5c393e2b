/// Collects what was proved on the way, so that a refusal can say how far it came.
struct CheckLog {
    private(set) var checks: [Check] = []

    mutating func verified(_ id: CheckID, _ evidence: [Evidence]) {
        checks.append(Check(id, .verified, evidence: evidence))
    }

    /// The checks so far, the one that did not hold, and those of the plan that were not reached any more.
    func refused(_ refusal: Refusal, plan: [CheckID]) -> [Check] {
        let made =
            checks + [
                Check(
                    refusal.check, refusal.status, evidence: [Evidence("cause", refusal.cause)], reason: refusal.detail)
            ]
        let known = Set(made.map(\.id))
        return made
            + plan.filter { !known.contains($0) }.map { Check($0, .unknown, reason: "not reached") }
    }
}
