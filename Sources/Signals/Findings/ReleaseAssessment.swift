public import PackageModel
public import Registry

/// What all rules have to say about one package at one version.
public struct ReleaseAssessment: Sendable, Equatable {
    /// Worst first, then in the order of the catalogue.
    public let findings: [Finding]
    /// Flags that a missing fact leaves open.
    public let undetermined: [UndeterminedFlag]
    /// What rules could not judge.
    public let unanswered: [UnansweredRule]
    /// The worst finding if every rule fired that might have (`UnansweredRule.isOpen`), corroboration included; nil if none might.
    public let worstPossible: Severity?
    /// Whether an earlier release claimed provenance, so that its absence is a loss.
    let claimedProvenance: Bool

    /// Asks every rule, and raises severities where independent signs agree.
    public init(_ release: ReviewedRelease, flags: RiskFlags, across: [Finding] = []) {
        self.init(RuleAnswers(release), flags: flags, across: across)
    }

    /// Raises severities where independent signs agree.
    ///
    /// - Parameters:
    ///   - answers: what the rules said of the release itself.
    ///   - flags: the flags on the same facts that the score is made of.
    ///   - across: findings from looking at the whole tree (`PublisherBurst`); they corroborate like the others.
    ///   - openAcross: what could not be told of the tree.
    public init(
        _ answers: RuleAnswers, flags: RiskFlags, across: [Finding] = [], openAcross: [UnansweredRule] = []
    ) {
        let alone = across + answers.findings
        let findings = Corroboration.applied(to: alone) + flags.findings
        self.findings = findings.enumerated().sorted { left, right in
            let (mine, theirs) = (left.element, right.element)
            if mine.severity != theirs.severity { return mine.severity > theirs.severity }
            return mine.rule == theirs.rule ? left.offset < right.offset : mine.rule < theirs.rule
        }.map(\.element)
        self.undetermined = flags.undetermined
        self.unanswered = answers.unanswered + openAcross
        let open = unanswered.filter(\.isOpen).map(Finding.init(worstOf:))
        self.worstPossible = open.isEmpty ? nil : Corroboration.applied(to: alone + open).map(\.severity).max()
        self.claimedProvenance = answers.claimedProvenance
    }

    /// The new dependencies that must be looked up before the release can be judged.
    public static func wantedDependencies(of history: ReleaseHistory) -> [PackageName] {
        DependencyAdded.wanted(history)
    }

    /// The earlier releases whose origin is wanted, newest first: those that claim provenance, and that an attacker did not just make.
    public static func wantedOrigins(of history: ReleaseHistory) -> [Version] {
        var wanted = Array(
            history.settled.reversed().lazy.filter { $0.claimsProvenance }.prefix(OriginChanged.compared).map(\.version)
        )
        // How bad a lower level is depends on where the release with the higher one came from, however long ago.
        if let best = ProvenanceLost.best(history), best.level == .trustedProvenance,
            history.audited.level == .provenance, !wanted.contains(best.version)
        {
            wanted.append(best.version)
        }
        return wanted
    }

    /// Whether one earlier origin says all that the others of `wantedOrigins` could say: no rule is then judged otherwise by
    /// knowing them too.
    ///
    /// - Parameters:
    ///   - origin: that of the audited release.
    ///   - earlier: that of one of `wantedOrigins`.
    public static func isSettled(
        _ origin: VerifiedOrigin, by earlier: VerifiedOrigin, in history: ReleaseHistory
    ) -> Bool {
        // A value that one of them has is no change; a name that is the source's own needs no older name; and only what was
        // lost is looked for in the release that had it.
        OriginDifference.all(from: earlier, to: origin).isEmpty
            && !RepositoryMismatch.namesAnother(history, than: origin) && ProvenanceLost.best(history) == nil
    }
}

/// What every rule said of one release, before the whole tree is known: all that is kept of its past.
public struct RuleAnswers: Sendable {
    let findings: [Finding]
    let unanswered: [UnansweredRule]
    /// Whether an earlier release claimed provenance, so that its absence is a loss.
    let claimedProvenance: Bool

    /// Asks every rule.
    public init(_ release: ReviewedRelease) {
        var findings: [Finding] = []
        var unanswered: [UnansweredRule] = []
        for rule in RuleCatalogue.rules {
            let outcome = rule.judge(release)
            findings += outcome.findings
            let id = rule.description.id
            unanswered += outcome.unanswered.map { UnansweredRule(rule: id, subject: $0.subject, reason: $0.reason) }
        }
        self.findings = findings
        self.unanswered = unanswered
        self.claimedProvenance = release.history.value?.claimedProvenance == true
    }
}

extension Finding {
    /// The worst that the rule could say alone, had it been answered.
    fileprivate init(worstOf question: UnansweredRule) {
        self.init(rule: question.rule, severity: question.worst, message: "", evidence: [])
    }
}

extension ReleaseAssessment {
    /// What is not known of whether a release whose provenance verifies is from elsewhere than before, or than it names: also
    /// where the registry does not tell its past.
    public var originQuestions: [UnansweredRule] {
        unanswered.filter { question in
            switch question.rule {
            case .originChanged: question.isOpen || question.subject == UnansweredRule.history
            case .repositoryMismatch: question.isOpen
            default: false
            }
        }
    }

    /// Whether there is any such question.
    public var isOriginOpen: Bool { !originQuestions.isEmpty }

    /// Whether the release has no critical finding, and might have one for all that is known.
    public var mayBeCritical: Bool {
        !findings.contains { $0.severity == .critical }
            && (undetermined.contains { $0.worst == .critical } || worstPossible == .critical)
    }

    /// Whether the rules that compare a release with its package's past had none to compare it with.
    public var lacksHistory: Bool { unanswered.contains { $0.subject == UnansweredRule.history } }

    /// The provenance column's word for a package.
    public enum ProvenanceStatus: String, Sendable, Hashable, CaseIterable {
        case verified, changed, lost, invalid, claimed, unknown, absent
    }

    /// Whether a release says by itself, without its past, that its provenance may turn out to be `changed`.
    ///
    /// - Parameters:
    ///   - repository: what the release names as its source; naming nothing, or nothing readable, is a doubt.
    ///   - recorded: the origins that the project recorded for the package.
    public static func mayBeChanged(
        _ origin: VerifiedOrigin, repository: RepositoryField?, recorded: [VerifiedOrigin]
    ) -> Bool {
        repository.map { RepositoryMismatch.namesAnother($0, than: origin) } ?? true
            || differs(origin, from: recorded)
    }

    /// Whether an origin is none of those that were recorded; never without a record.
    public static func differs(_ origin: VerifiedOrigin, from recorded: [VerifiedOrigin]) -> Bool {
        !recorded.isEmpty && recorded.allSatisfy { !OriginDifference.all(from: $0, to: origin).isEmpty }
    }

    /// Derives the column from the verdict and the findings.
    public func provenanceStatus(_ verdict: ProvenanceVerdict) -> ProvenanceStatus {
        switch verdict {
        case .verified:
            let isElsewhere = findings.contains { $0.rule == .originChanged || $0.rule == .repositoryMismatch }
            return isElsewhere ? .changed : isOriginOpen ? .unknown : .verified
        case .invalid: return .invalid
        case .claimed: return .claimed
        case .unknown: return .unknown
        case .absent:
            return claimedProvenance ? .lost : .absent
        }
    }
}
