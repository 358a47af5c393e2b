/// The audit's table as lines of text.
struct TableLayout {
    /// One package: seven cells, and the lines that hang below them.
    struct Row: Equatable {
        var cells: [Cell]
        var notes: [String]
    }

    /// A cell's text and how a terminal with colors shows it.
    struct Cell: Equatable {
        var text: String
        var style: Style?
    }

    static let headings = ["Package", "Risk", "Score", "Publishers", "Downloads", "Age", "Provenance"]
    static let widths = [20, 14, 7, 12, 12, 8, 10]
    static let gap = "  "
    static let divider = String(repeating: "─", count: widths.reduce(0, +) + gap.utf8.count * (widths.count - 1))

    let palette: Palette

    /// Divider, header, divider, rows, divider.
    func lines(_ rows: [Row]) -> [String] {
        let header = line(Self.headings.map { Cell(text: $0, style: nil) })
        let body = rows.flatMap { row in
            [line(row.cells)] + row.notes.map { "  ↳ " + $0 }
        }
        return [Self.divider, header, Self.divider] + body + [Self.divider]
    }

    /// Pads every cell but the last: no line ends in blanks.
    private func line(_ cells: [Cell]) -> String {
        let last = cells.count - 1
        return zip(cells, Self.widths).enumerated().map { index, cell in
            let (content, width) = cell
            let text = palette.paint(content.text, content.style)
            return index == last ? text : text + String(repeating: " ", count: max(0, width - cellWidth(content.text)))
        }.joined(separator: Self.gap)
    }
}
