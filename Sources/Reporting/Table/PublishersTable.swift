package import Auditing
import Signals

/// Accounts and CI identities by the reach of what they could publish, for people.
package struct PublishersTable: Sendable {
    private static let widths = [28, 10, 14, 8, 8]

    private let top: Int
    private let palette: Palette

    package init(top: Int, palette: Palette) {
        self.top = top
        self.palette = palette
    }

    /// - Parameter gate: what it says of packages that could not be asked.
    package func text(_ report: PublisherReport, _ gate: GateOutcome) -> String {
        let reaches = report.overview.reaches
        let shown = top > 0 ? Array(reaches.prefix(top)) : reaches
        let names = AutomationNames(reaches.map(\.identity))
        let widths =
            [max(Self.widths[0], shown.map { cellWidth(Self.name($0.identity, names)) }.max() ?? 0)]
            + Self.widths.dropFirst()
        let divider = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
        var lines = [divider, Self.line(["Publisher", "Packages", "Downloads", "Sole", "Dormant"], widths), divider]
        lines += shown.map { reach in
            let bound = reach.weeklyDownloads != nil && reach.packagesWithUnknownDownloads > 0 ? "≥" : ""
            return Self.line(
                [
                    Self.name(reach.identity, names), String(reach.packages.count),
                    bound + Quantity.weeklyDownloads(reach.weeklyDownloads.map { Int64(clamping: $0) }),
                    String(reach.soleIn.count),
                    String(reach.dormantIn.count),
                ], widths)
        }
        lines.append(divider)
        if shown.count < reaches.count {
            lines.append("… and \(reaches.count - shown.count) more (`--top 0` shows all)")
        }
        let accounts = reaches.count { if case .account = $0.identity { true } else { false } }
        lines.append(
            "\(Quantity.counted(accounts, "account")) and \(Self.automations(reaches.count - accounts)) can publish into "
                + Self.scope(report))
        lines.append(
            "Sole: packages of which it is the only account. Dormant: rights not used for over a year while others published."
        )
        if !report.overview.unknown.isEmpty {
            lines.append(
                "? Of \(Quantity.counted(report.overview.unknown.count, "package")) the registry does not say who can publish"
            )
        }
        lines += AuditFooter(palette: palette).issueLines(gate)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func automations(_ count: Int) -> String { count == 1 ? "1 CI identity" : "\(count) CI identities" }

    /// How many packages the table is about, and how many it should have been about.
    private static func scope(_ report: PublisherReport) -> String {
        let failed = report.failed
        guard failed > 0 else { return Quantity.counted(report.packages, "package") }
        let asked = Quantity.grouped(Int64(report.packages))
        let all = Quantity.counted(report.packages + failed, "package")
        return "\(asked) of \(all), and \(Quantity.grouped(Int64(failed))) could not be asked"
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        let last = cells.count - 1
        return zip(cells, widths).enumerated().map { $0 == last ? $1.0 : padded($1.0, to: $1.1) }.joined(
            separator: "  ")
    }

    private static func name(_ identity: PublisherReach.Identity, _ names: AutomationNames) -> String {
        switch identity {
        case .account(let name): DisplayText(identity: name.text).text
        case .automation(let automation): DisplayText(identity: "CI \(names.name(automation))").text
        }
    }
}
