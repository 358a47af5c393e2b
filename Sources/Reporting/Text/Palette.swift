/// Colors of a terminal (ECMA-48 SGR), or none.
package struct Palette: Sendable {
    package static let plain = Palette(isColored: false)
    package static let colored = Palette(isColored: true)

    let isColored: Bool

    /// The text in its style; nothing but the text where colors are off.
    package func paint(_ text: String, _ style: Style?) -> String {
        guard isColored, let style else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }
}

/// What a color means, as its SGR parameter.
package enum Style: String, Sendable {
    case bold = "1"
    case dim = "2"
    case alarm = "1;31"
    case warning = "33"
    case good = "32"
}
