/// Up to 64 bytes that need no memory of their own: a packument has two digests for each of thousands of releases.
struct DigestBytes: Hashable, Sendable {
    // What a shorter digest leaves free is zero.
    private var a: UInt64 = 0
    private var b: UInt64 = 0
    private var c: UInt64 = 0
    private var d: UInt64 = 0
    private var e: UInt64 = 0
    private var f: UInt64 = 0
    private var g: UInt64 = 0
    private var h: UInt64 = 0

    /// The bytes that `write` appends; nil when it gives false, or other than `count` of them.
    ///
    /// Requires that it appends no more than there is room for.
    init?(count: Int, _ write: (inout OutputSpan<UInt8>) -> Bool) {
        let isWhole = unsafe withUnsafeMutableBytes(of: &self) { bytes in
            let buffer = unsafe bytes.bindMemory(to: UInt8.self)
            var output = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
            let isRight = write(&output)
            return unsafe output.finalize(for: buffer) == count && isRight
        }
        guard isWhole else { return nil }
    }

    /// The first of the bytes.
    func prefix(_ count: Int) -> [UInt8] { unsafe withUnsafeBytes(of: self) { unsafe Array($0.prefix(count)) } }
}
