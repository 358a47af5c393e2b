import PackageModel
import Registry
import Signals

/// What a release changed against the one that it is compared with, as the registry records both.
struct ReleaseChanges {
    /// Dependencies that are named one by one.
    private static let maximumNames = 12

    private let audited: HistoricRelease
    private let previous: HistoricRelease?

    init(_ history: ReleaseHistory) {
        audited = history.audited
        previous = history.previous
    }

    var lines: [String] {
        guard let previous else {
            return ["First release of the package: there is nothing to compare it with."] + released
        }
        let rows = rows(previous)
        return ["Changed since \(previous.version) of \(previous.published.dateText)"] + released
            + (rows.isEmpty ? ["  nothing else that the registry records"] : rows)
    }

    private var released: [String] {
        ["  published     \(audited.published), by \(TimelinePicture.name(audited.publisher))"]
    }

    private func rows(_ previous: HistoricRelease) -> [String] {
        var rows: [String] = []
        if !audited.publisher.isSame(as: previous.publisher) {
            rows.append("  before        by \(TimelinePicture.name(previous.publisher))")
        }
        rows += Self.row("trust", TimelinePicture.words(previous.level), TimelinePicture.words(audited.level))
        rows += Self.row(
            "e-mail", previous.publisher.person?.email.map { DisplayText(identity: $0.text).text },
            audited.publisher.person?.email.map { DisplayText(identity: $0.text).text }, ifBoth: true)
        rows += Self.row("commit", Self.presence(previous.gitHead), Self.presence(audited.gitHead))
        let hooks = audited.hooks.subtracting(previous.hooks).names
        if !hooks.isEmpty { rows.append("  + runs        \(hooks.joined(separator: ", ")) at installation") }
        rows += dependencies(previous)
        if let old = previous.unpackedSize, let new = audited.unpackedSize, old != new {
            rows.append("  size          \(Quantity.abbreviated(old))B → \(Quantity.abbreviated(new))B")
        }
        if let old = previous.fileCount, let new = audited.fileCount, old != new {
            rows.append("  files         \(Quantity.grouped(old)) → \(Quantity.grouped(new))")
        }
        return rows
    }

    private static func presence(_ commit: ExactText?) -> String { commit == nil ? "none named" : "named" }

    private static func row(_ name: String, _ old: String?, _ new: String?, ifBoth: Bool = false) -> [String] {
        guard old != new, !ifBoth || (old != nil && new != nil) else { return [] }
        return ["  \(padded(name, to: 12))  \(old ?? "none") → \(new ?? "none")"]
    }

    private func dependencies(_ previous: HistoricRelease) -> [String] {
        func names(_ release: HistoricRelease) -> Set<ExactText> {
            Set(release.pulled.map { ExactText("\($0.name)@\($0.specifier)") })
        }
        let (old, new) = (names(previous), names(audited))
        return Self.list("+ depends on", new.subtracting(old)) + Self.list("- depends on", old.subtracting(new))
    }

    private static func list(_ name: String, _ entries: Set<ExactText>) -> [String] {
        let sorted = entries.sorted()
        return sorted.prefix(maximumNames).map { "  \(padded(name, to: 12))  \(DisplayText(identity: $0.text))" }
            + (sorted.count > maximumNames
                ? ["  \(padded(name, to: 12))  … and \(sorted.count - maximumNames) more"] : [])
    }
}
