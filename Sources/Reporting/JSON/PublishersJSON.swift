package import Auditing
import PackageModel
import Signals

/// Who can publish into a tree, as JSON (Schemas/publishers.schema.json).
package enum PublishersJSON {
    package static func document(_ report: PublisherReport, _ gate: GateOutcome) -> JSONNode {
        .members([
            "schemaVersion": .integer(1),
            "gate": AuditJSON.gate(gate),
            "packages": .integer(Int64(report.packages)),
            "publishers": .array(report.overview.reaches.map(reach)),
            "unknown": .strings(report.overview.unknown.map(\.text)),
            "errors": AuditJSON.issues(report.errors),
        ])
    }

    private static func reach(_ reach: PublisherReach) -> JSONNode {
        var members: [JSONNode.Member]
        switch reach.identity {
        case .account(let name):
            members = [.init(key: "kind", value: .string("account")), .init(key: "name", value: .string(name.text))]
        case .automation(let automation):
            members = [
                .init(key: "kind", value: .string("automation")),
                .init(key: "name", value: .string(automation.provider.text)),
            ]
        }
        let automation: AutomationIdentity? =
            if case .automation(let identity) = reach.identity { identity } else { nil }
        members += [
            .init(key: "repository", value: .optional(automation?.repository?.text)),
            .init(key: "workflow", value: .optional(automation?.workflow?.text)),
            .init(key: "configuration", value: .optional(automation?.configuration?.text)),
            .init(key: "packages", value: .strings(reach.packages.map(\.text))),
            .init(key: "weeklyDownloads", value: .optional(reach.weeklyDownloads)),
            .init(key: "packagesWithUnknownDownloads", value: .integer(Int64(reach.packagesWithUnknownDownloads))),
            .init(key: "soleIn", value: .strings(reach.soleIn.map(\.text))),
            .init(key: "dormantIn", value: .strings(reach.dormantIn.map(\.text))),
        ]
        return .object(members)
    }
}
