import Signals

extension RuleCatalogue {
    /// The index of docs/findings/README.md.
    static var documentationIndex: String {
        let header = ["| Rule | Alone | Group | Fires when |", "| --- | --- | --- | --- |"]
        let rows = all.map { rule in
            let alone = rule.alone.map(\.rawValue).joined(separator: ", ")
            return "| [`\(rule.id)`](\(rule.id).md) | \(alone) | \(rule.group?.rawValue ?? "–") | \(rule.summary) |"
        }
        return (header + rows).joined(separator: "\n")
    }
}
