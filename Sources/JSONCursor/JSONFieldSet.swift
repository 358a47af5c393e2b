/// Some of the keys that a reader wants, by their indices in `JSONFields`.
public struct JSONFieldSet: Hashable, Sendable {
    /// The most names that `JSONFields` may have.
    static let maximumFields = UInt64.bitWidth

    /// A bit for each index.
    private var bits: UInt64 = 0

    public init() {}

    var isEmpty: Bool { bits == 0 }

    public func contains(_ field: Int) -> Bool {
        field >= 0 && field < Self.maximumFields && bits & (1 &<< UInt64(field)) != 0
    }

    /// Adds a field; -1 stands for none.
    mutating func insert(_ field: Int) {
        guard field >= 0 else { return }
        bits |= 1 &<< UInt64(field)
    }
}
