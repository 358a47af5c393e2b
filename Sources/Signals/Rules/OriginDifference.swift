/// In which parts two verified origins differ; a part that either certificate lacks is no difference.
enum OriginDifference {
    enum Part: String, CaseIterable, Hashable {
        case issuer, repository, workflow, trigger
        case refKind = "ref kind"
        case runner

        func value(in origin: VerifiedOrigin) -> String? {
            switch self {
            case .issuer: origin.issuer.text
            case .repository:
                origin.repositoryID.map { "\(origin.repository) (id \($0))" } ?? origin.repository.text
            case .workflow: origin.workflow?.text
            case .trigger: origin.trigger?.text
            case .refKind: origin.refKind?.text
            case .runner: origin.runner?.text
            }
        }

        fileprivate func differs(_ earlier: VerifiedOrigin, _ later: VerifiedOrigin) -> Bool {
            switch self {
            case .issuer: earlier.issuer != later.issuer
            case .repository: !OriginDifference.isSameRepository(earlier, later)
            case .workflow: bothAndDifferent(earlier.workflow, later.workflow)
            case .trigger: bothAndDifferent(earlier.trigger, later.trigger)
            case .refKind: bothAndDifferent(earlier.refKind, later.refKind)
            case .runner: bothAndDifferent(earlier.runner, later.runner)
            }
        }

        private func bothAndDifferent(_ left: ExactText?, _ right: ExactText?) -> Bool {
            guard let left, let right else { return false }
            return left != right
        }
    }

    static func all(from earlier: VerifiedOrigin, to later: VerifiedOrigin) -> Set<Part> {
        Set(Part.allCases.filter { $0.differs(earlier, later) })
    }

    /// By the provider's immutable id where both have one, so that a rename is none; else by address.
    static func isSameRepository(_ left: VerifiedOrigin, _ right: VerifiedOrigin) -> Bool {
        if let mine = left.repositoryID, let theirs = right.repositoryID, left.issuer == right.issuer {
            return mine == theirs
        }
        if let mine = left.source { return mine == right.source }
        return left.repository == right.repository
    }
}
