import PackageModel

/// A text that identifies something, compared byte by byte.
///
/// Swift's own comparison takes canonically equivalent texts for equal; two accounts or commits must not be.
public struct ExactText: Sendable {
    public let text: String

    public init(_ text: String) { self.text = text }

    /// With ASCII capitals made small: for hosts and e-mail addresses.
    init(lowercasing text: String) {
        let isCapital = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
        guard text.utf8.contains(where: isCapital) else {
            self.text = text
            return
        }
        self.text = String(decoding: text.utf8.map { isCapital($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}

extension ExactText: Hashable, Comparable {
    public static func == (left: Self, right: Self) -> Bool {
        left.text.utf8.count == right.text.utf8.count && equalBytewise(left.text, right.text)
    }
    public static func < (left: Self, right: Self) -> Bool { precedesBytewise(left.text, right.text) }
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension ExactText: CustomStringConvertible {
    public var description: String { text }
}
