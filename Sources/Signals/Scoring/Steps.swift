/// A table of thresholds and points: the first threshold that the value reaches gives the points.
struct Steps: Sendable {
    let steps: [(least: Int64, points: Int)]
    let otherwise: Int

    init(_ steps: [(least: Int64, points: Int)], otherwise: Int) {
        self.steps = steps
        self.otherwise = otherwise
    }

    func points(for value: Int64) -> Int {
        steps.first { value >= $0.least }?.points ?? otherwise
    }

    /// The most that the table gives.
    var maximum: Int { max(steps.map(\.points).max() ?? 0, otherwise) }

    /// The threshold that gives a value its points; nil when it reaches none.
    func reached(by value: Int64) -> Int64? { steps.first { value >= $0.least }?.least }

    /// The points of a known value, or everything between the table's ends.
    func range(for value: Known<Int64>) -> ScoreRange {
        switch value {
        case .known(let value):
            return ScoreRange(points(for: value))
        case .unknown:
            let all = steps.map(\.points) + [otherwise]
            return all.reduce(ScoreRange(otherwise)) { ScoreRange(min($0.low, $1), max($0.high, $1)) }
        }
    }
}
