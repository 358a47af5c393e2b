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

    /// How many bytes both buffers begin with.
    @inline(__always)
    func commonPrefix(with other: UnsafeRawBufferPointer) -> Int {
        let limit = Swift.min(count, other.count)
        var index = 0
        // Most of what is compared is equal for long: 32 bytes at a time, one branch.
        while index &+ 32 <= limit {
            var difference: UInt64 = 0
            for word in 0..<4 {
                let offset = index &+ 8 &* word
                difference |=
                    unsafe loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    ^ other.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            }
            guard difference == 0 else { break }
            index &+= 32
        }
        while index &+ 8 <= limit {
            let mine = unsafe UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let theirs = unsafe UInt64(littleEndian: other.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            guard mine == theirs else { return index &+ (mine ^ theirs).trailingZeroBitCount >> 3 }
            index &+= 8
        }
        while index < limit, unsafe self[index] == other[index] { index &+= 1 }
        return index
    }
}
