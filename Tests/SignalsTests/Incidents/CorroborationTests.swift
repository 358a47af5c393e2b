import Testing

@testable import Signals

/// Severities where independent signs agree (docs/findings/README.md, "Corroboration").
@Suite struct CorroborationTests {
    private func finding(_ rule: RuleID, _ severity: Severity) -> Finding {
        Finding(rule: rule, severity: severity, message: "", evidence: [])
    }

    private func severities(_ findings: [(RuleID, Severity)]) -> [RuleID: Severity] {
        let result = Corroboration.applied(to: findings.map { finding($0.0, $0.1) })
        return Dictionary(result.map { ($0.rule, $0.severity) }) { first, _ in first }
    }

    @Test func oneGroupRaisesNothing() {
        #expect(
            severities([(.provenanceLost, .moderate), (.channelSwitch, .moderate), (.newPublisher, .moderate)])
                == [.provenanceLost: .moderate, .channelSwitch: .moderate, .newPublisher: .moderate])
    }

    @Test func twoGroupsMakeTheWorstHigh() {
        #expect(
            severities([(.newPublisher, .moderate), (.releaseBurst, .moderate)])
                == [.newPublisher: .high, .releaseBurst: .moderate])
        #expect(
            severities([(.newPublisher, .moderate), (.installScriptAdded, .high)])
                == [.newPublisher: .moderate, .installScriptAdded: .high])
    }

    @Test func threeGroupsMakeTheWorstCritical() {
        #expect(
            severities([(.newPublisher, .moderate), (.dependencyAdded, .high), (.wokeUp, .moderate)])
                == [.newPublisher: .moderate, .dependencyAdded: .critical, .wokeUp: .moderate])
    }

    @Test(arguments: [RuleID.provenanceLost, .channelSwitch], [RuleID.installScriptAdded, .dependencyAdded])
    func lostAndNewIsCritical(lost: RuleID, new: RuleID) {
        let result = Corroboration.applied(to: [finding(lost, .moderate), finding(new, .moderate)])
        #expect(result.map(\.severity).max() == .critical)
        let raised = result.first { $0.raise != nil }
        #expect(raised?.raise?.cause == .lostAndNew)
        #expect(raised?.raise?.from == .moderate)
        #expect(raised?.raise?.with.count == 1)
    }

    @Test func lowFindingsDoNotCorroborate() {
        #expect(
            severities([(.provenanceLost, .low), (.installScriptAdded, .moderate), (.commitMissing, .low)])
                == [.provenanceLost: .low, .installScriptAdded: .moderate, .commitMissing: .low])
        #expect(severities([(.newPublisher, .moderate), (.sizeJump, .low)])[.newPublisher] == .moderate)
    }

    @Test func rulesOutsideTheGroupsDoNotCorroborate() {
        #expect(
            severities([(.repositoryMismatch, .moderate), (.newPublisher, .moderate)])
                == [.repositoryMismatch: .moderate, .newPublisher: .moderate])
        #expect(severities([(.solePublisher, .critical), (.newPublisher, .moderate)])[.newPublisher] == .moderate)
    }

    @Test func theRaiseNamesItsWitnesses() {
        let result = Corroboration.applied(to: [finding(.newPublisher, .moderate), finding(.wokeUp, .moderate)])
        #expect(result[0].raise == SeverityRaise(from: .moderate, cause: .twoGroups, with: [.wokeUp]))
        #expect(result[0].severityAlone == .moderate)
        #expect(result[1].raise == nil)
    }
}
