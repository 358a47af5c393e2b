/// The number of terminal cells that a text takes (Unicode TR 11), as most terminals count.
package func cellWidth(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + cellWidth($1) }
}

private func cellWidth(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    return scalar.properties.isEmojiPresentation || wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
}

/// Blocks whose characters are East Asian Wide or Fullwidth.
private let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x20000...0x3FFFD,
]

/// The text followed by blanks up to a width in cells; a longer text stays whole.
package func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - cellWidth(text)))
}
