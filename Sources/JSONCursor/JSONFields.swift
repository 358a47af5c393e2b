/// The keys of an object that a reader wants, prepared so that each key of a document is found by a single comparison.
@safe
public struct JSONFields: Sendable {
    private let names: [[UInt8]]
    /// Indices into `names` by `slot`, several to a slot if need be.
    private let slots: [[UInt8]]

    /// Requires at most 255 distinct names, which their indices stand for.
    public init(_ names: [String]) {
        self.names = names.map { Array($0.utf8) }
        var slots = [[UInt8]](repeating: [], count: 256)
        for (index, name) in self.names.enumerated() {
            slots[Self.slot(count: name.count, first: name.first ?? 0, last: name.last ?? 0)].append(UInt8(index))
        }
        self.slots = slots
    }

    func index(of key: UnsafeRawBufferPointer) -> Int? {
        guard let first = unsafe key.first, let last = unsafe key.last else { return nil }
        for index in slots[Self.slot(count: key.count, first: first, last: last)] {
            let name = names[Int(index)]
            if unsafe name.count == key.count && name.elementsEqual(key) { return Int(index) }
        }
        return nil
    }

    func index(of key: String) -> Int? {
        names.firstIndex { $0.elementsEqual(key.utf8) }
    }

    @inline(__always)
    private static func slot(count: Int, first: UInt8, last: UInt8) -> Int {
        (count &* 31 &+ Int(first) &* 7 &+ Int(last)) & 255
    }
}
