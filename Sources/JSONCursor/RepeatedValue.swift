/// The bytes of a value that was read, to recognise it when a document says the same again.
///
/// The versions of a package have most of their publishers, scripts and dependencies in common with the version before.
@safe
public struct RepeatedValue: Sendable {
    /// The longest value that is remembered, in bytes.
    static let longest = 16_384

    private(set) var bytes: [UInt8] = []

    public init() {}

    mutating func remember(_ value: UnsafeRawBufferPointer) {
        bytes.removeAll(keepingCapacity: true)
        // Only these end with their own last byte: a number could go on where this one ended.
        guard let first = unsafe value.first, value.count <= Self.longest else { return }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"") else { return }
        unsafe bytes.append(contentsOf: value)
    }
}

extension JSONCursor {
    /// Skips the value ahead if it has the same bytes as the one that was remembered: then whatever was made of those bytes
    /// alone may stand for it.
    public mutating func skip(ifRepeated last: RepeatedValue) -> Bool {
        scanner.skipBlanks()
        let length = last.bytes.count
        guard length > 0, scanner.count - scanner.position >= length else { return false }
        let ahead = unsafe scanner.bytes(scanner.position..<(scanner.position + length))
        guard unsafe last.bytes.withUnsafeBytes({ unsafe $0.hasBytes(of: ahead) }) else { return false }
        scanner.position += length
        isValuePending = false
        return true
    }

    /// Remembers the bytes of the value that began at `start` and has just been read.
    ///
    /// - Parameter start: `offset` before the value.
    public func remember(_ value: inout RepeatedValue, from start: Int) {
        unsafe value.remember(scanner.bytes((start - scanner.origin)..<scanner.position))
    }
}
