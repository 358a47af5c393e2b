/// What the first of two documents is for: the package manager itself, and what its configuration needs.
struct PNPMEnvironment {
    /// Entries that the package manager is made of.
    private var tools: [Int] = []
    /// Entries that the configuration names: pnpm runs what they bring along.
    private var configuration: [Int] = []
    private var dependencies: [Int: [Int]] = [:]

    mutating func add(_ entry: Int, neededBy section: Element) {
        if section.keyIs("packageManagerDependencies") { tools.append(entry) } else { configuration.append(entry) }
    }

    mutating func connect(_ from: Int, to: Int) { dependencies[from, default: []].append(to) }

    /// The entries that only the package manager itself needs.
    func entriesOfTools() -> Set<Int> { reached(from: tools).subtracting(reached(from: configuration)) }

    private func reached(from starts: [Int]) -> Set<Int> {
        var found = Set(starts)
        var stack = starts
        while let entry = stack.popLast() {
            for next in dependencies[entry] ?? [] where found.insert(next).inserted { stack.append(next) }
        }
        return found
    }
}
