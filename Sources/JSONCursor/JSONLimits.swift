/// What a document may be at most; beyond it reading fails with a named error.
public struct JSONLimits: Hashable, Sendable {
    /// The deepest nesting that can be asked for.
    public static let deepest = 128
    /// The longest number that is read, in bytes.
    public static let longestNumber = 1024

    public let bytes: Int
    /// Arrays and objects around a value.
    public let depth: Int
    /// Values in the tree, object members counted by their value.
    public let values: Int
    /// Bytes of one string as it is written.
    public let stringBytes: Int

    /// Requires `depth` up to `deepest`; a greater one is cut to it.
    public init(bytes: Int, depth: Int = 64, values: Int = 1_000_000, stringBytes: Int = 16 << 20) {
        self.bytes = bytes
        self.depth = min(max(depth, 1), Self.deepest)
        self.values = values
        self.stringBytes = stringBytes
    }

    /// 16 MiB, 64 levels, a million values.
    public static let `default` = JSONLimits(bytes: 16 << 20)
}
