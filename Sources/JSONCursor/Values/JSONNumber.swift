/// A number as it is written; nothing is rounded.
public struct JSONNumber: Hashable, Sendable {
    /// The digits of the document, for example `-1.5e3`.
    public let text: String

    init(text: String) { self.text = text }

    public init(_ value: Int64) { self.text = String(value) }

    /// The value, if it is written as an integer (no fraction, no exponent) and fits.
    public var int64: Int64? { Int64(text) }

    /// The nearest floating-point value, if it is finite.
    public var double: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
}
