extension UnsafeRawBufferPointer {
    /// Whether the bytes are those of the other buffer, eight at a time.
    @inline(__always)
    func hasBytes(of other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index &+ 8 <= count {
            guard
                unsafe loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    == other.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            else { return false }
            index &+= 8
        }
        while index < count {
            guard unsafe self[index] == other[index] else { return false }
            index &+= 1
        }
        return true
    }
}
