import Foundation
import Testing

@testable import Signals

/// The catalogue is complete, and what is derived from it is current.
@Suite struct RuleCatalogueTests {
    static let documentation = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/findings")

    @Test func everyRuleIsListedOnceInOrder() {
        #expect(RuleCatalogue.all.map(\.id) == RuleID.allCases)
        #expect(RuleID.allCases.allSatisfy { $0.rawValue.allSatisfy { $0.isLowercase || $0 == "-" } })
    }

    @Test(arguments: RuleCatalogue.all.map(\.id.rawValue))
    func everyRuleIsDocumented(id: String) throws {
        let rule = try #require(RuleCatalogue.all.first { $0.id.rawValue == id })
        #expect(rule.documentation == "docs/findings/\(id).md")
        let text = try String(contentsOf: Self.documentation.appendingPathComponent("\(id).md"), encoding: .utf8)
        #expect(text.hasPrefix("# \(id)\n\nFires when: \(rule.summary).\n"))
        #expect(text.contains("\n    \(rule.check)\n"))
        for heading in ["## What fired", "## How to check it by hand", "## How to accept it"] {
            let parts = text.components(separatedBy: heading + "\n\n")
            #expect(parts.count == 2 && (parts.last?.count ?? 0) > 40, "\(heading)")
        }
    }

    @Test func theIndexIsCurrent() throws {
        let text = try String(contentsOf: Self.documentation.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(text.contains("<!-- rules -->\n\(RuleCatalogue.documentationIndex)\n<!-- /rules -->"))
    }

    @Test func theGroupsAreThoseOfTheDocument() {
        func rules(_ group: CorroborationGroup) -> [RuleID] { RuleCatalogue.all.filter { $0.group == group }.map(\.id) }
        #expect(
            rules(.publication)
                == [.provenanceLost, .originChanged, .channelSwitch, .newPublisher, .dormantPublisher])
        #expect(rules(.content) == [.installScriptAdded, .dependencyAdded, .sizeJump])
        #expect(
            rules(.circumstances) == [.releaseBurst, .wokeUp, .versionAnomaly, .commitMissing, .unpublishedNeighbour])
    }
}
