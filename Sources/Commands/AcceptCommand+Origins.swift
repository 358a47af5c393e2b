import Auditing
import Lockfiles
import PackageModel
import Policy
import Provenance
import Reporting
import Signals

extension AcceptCommand {
    /// Names that a note lists one by one.
    private static var maximumNames: Int { 10 }

    /// Writes the origins of the lock file's packages; one that cannot be verified this time keeps its entry.
    func recordOrigins(_ environment: Environment, _ diagnostics: Diagnostics) async throws -> ExitStatus {
        guard rule == nil, package == nil else {
            throw CommandFailure(.usage, "`--origins` takes no rule and no package: it is about all of the lock file")
        }
        guard reason == nil, expires == nil else {
            throw CommandFailure(.usage, "`--origins` takes no `--reason` and no `--expires`")
        }
        let name = try LockfileDiscovery.chosen(file, in: environment, diagnostics)
        let lockfile = try LockfileLoading.read(name, in: environment, diagnostics)
        let plan = AuditPlan(lockfile, omitting: [])
        guard !plan.targets.isEmpty else {
            throw CommandFailure(.usage, "nothing to record: no package of a registry in the lock file")
        }
        // Read before anybody is asked: a record that is not understood is not written over.
        let earlier = try PolicyLoading.origins(beside: policyPath, environment) ?? []
        let session = try Session(source: source, trust: trust, beside: file, in: environment, diagnostics)
        let report = await VerificationRun(
            sources: session.sources, trust: session.trust, now: session.now, gate: Gate()
        ).verify(plan)
        try await session.finish()
        if Task.isCancelled { return .interrupted }
        let verified = report.verdicts.compactMap { verdict in
            verdict.attestation.build.map { RecordedOrigin(package: verdict.name, origin: VerifiedOrigin($0)) }
        }
        let known = Set(verified.map(\.package))
        // Also those whose entries could not be read: they are not gone.
        let locked = Set(lockfile.entries.compactMap { try? PackageName(parsing: $0.name) })
        let others = earlier.filter { !known.contains($0.package) }
        let kept = others.filter { locked.contains($0.package) }
        let before = Policy(origins: earlier).originsByPackage
        let replaced = verified.filter { ReleaseAssessment.differs($0.origin, from: before[$0.package] ?? []) }
        let path = PolicyLoading.originRecord(beside: policyPath)
        do {
            try environment.files.replace(
                environment.absolute(path), Array(OriginRecord.text(verified + kept).utf8))
        } catch { throw CommandFailure(error, path: path) }
        let count = known.union(kept.map(\.package)).count
        diagnostics.note(
            "`\(path)` has the origin\(count == 1 ? "" : "s") of \(Quantity.counted(count, "package"))")
        if !replaced.isEmpty {
            diagnostics.warning("from elsewhere than recorded before, and recorded anew: \(Self.list(replaced))")
        }
        if !kept.isEmpty {
            diagnostics.note("not verified this time, and kept from before: \(Self.list(kept))")
        }
        let gone = others.filter { !locked.contains($0.package) }
        if !gone.isEmpty {
            diagnostics.note("no longer in the lock file, and so not in the record: \(Self.list(gone))")
        }
        diagnostics.say(report.gate.reasons)
        return ExitStatus(report.gate)
    }

    private static func list(_ origins: [RecordedOrigin]) -> String {
        let names = Set(origins.map(\.package)).sorted()
        let shown = names.prefix(maximumNames).map { "`\($0)`" }.joined(separator: ", ")
        return names.count > maximumNames ? "\(shown) and \(names.count - maximumNames) more" : shown
    }
}
