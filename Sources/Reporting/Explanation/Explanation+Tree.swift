import Auditing

extension Explanation {
    /// How a package came into the tree of a lock file: the first way; the section on paths has all.
    func tree(_ verdict: PackageVerdict) -> [String] {
        guard let paths = verdict.locked?.dependencyPaths, let first = paths.first else { return [] }
        let path = first.map { DisplayText(identity: $0).text }.joined(separator: " → ")
        let others = paths.count - 1
        return ["In this tree by: \(path)" + (others > 0 ? ", and \(Quantity.counted(others, "other way"))" : "")]
    }
}
