import Registry

extension AuditPlan {
    /// What came out of the targets, in their order: values, and every error of the plan and of the work.
    ///
    /// The errors have what leaves open which bytes will be installed, although the release was audited as the registry has it.
    /// Each outcome counts in the coverage as often as its entries stand in the lock file.
    func tally<Value>(
        _ outcomes: [Result<Value, AuditIssue>], at endpoints: Endpoints
    ) -> (values: [Value], errors: [AuditIssue], coverage: Coverage) {
        var values: [Value] = []
        var errors = self.errors + targets.compactMap { $0.problem(at: endpoints) }
        var coverage = self.coverage
        for (outcome, multiplicity) in zip(outcomes, multiplicities) {
            switch outcome {
            case .success(let value):
                values.append(value)
                coverage.audited += multiplicity
            case .failure(let issue):
                errors.append(issue)
                coverage.failed += multiplicity
            }
        }
        return (values, errors.sorted { ($0.package ?? "", $0.code) < ($1.package ?? "", $1.code) }, coverage)
    }
}
