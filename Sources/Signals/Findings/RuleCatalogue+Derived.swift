extension RuleCatalogue {
    /// The rule ids in the order of the catalogue: the values that schemas, policy files and `--fail-on` know.
    public static var identifiers: [String] { all.map(\.id.rawValue) }

    /// The index of docs/findings/README.md.
    public static var documentationIndex: String {
        let header = ["| Rule | Alone | Group | Fires when |", "| --- | --- | --- | --- |"]
        let rows = all.map { rule in
            let alone = rule.alone.map(\.rawValue).joined(separator: ", ")
            return "| [`\(rule.id)`](\(rule.id).md) | \(alone) | \(rule.group?.rawValue ?? "–") | \(rule.summary) |"
        }
        return (header + rows).joined(separator: "\n")
    }
}
