/// A strict, forward-only reader of JSON: takes the values that are wanted and walks over the others.
///
///     try JSONCursor.read(bytes) { cursor in
///         try cursor.enterObject()
///         while let key = try cursor.nextKey() {
///             if key == "name" { name = try cursor.string() }   // a value that isn't read is skipped
///         }
///         try cursor.finish()
///     }
///
/// Everything is checked for grammar, nesting, escapes and UTF-8, skipped values too; an object that is entered may not
/// have a key twice. After an error the cursor stays where it is and is of no further use.
public struct JSONCursor: ~Copyable {
    var scanner: JSONScanner
    let limits: JSONLimits
    /// Arrays and objects that have been entered and not left, and those that surround the document's part.
    var depth: Int
    /// Values read so far.
    var values = 0
    /// A value lies ahead that has been neither read nor skipped.
    var isValuePending = true
    /// Nothing of the innermost array or object has been read.
    var isFirst = true
    var keys: KeySet

    init(_ scanner: JSONScanner, limits: JSONLimits, depth: Int = 0, keys: KeySet = KeySet()) {
        self.scanner = scanner
        self.limits = limits
        self.depth = depth
        self.keys = keys
    }

    /// Lends a cursor at the beginning of the document.
    ///
    /// Whoever wants to know that nothing follows the document's value asks with `finish()`.
    public static func read<Result, Failure: Error>(
        _ bytes: [UInt8], limits: JSONLimits = .default,
        _ body: (inout JSONCursor) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe withBytes(of: bytes) { (buffer: UnsafeRawBufferPointer) throws(Failure) -> Result in
            var cursor = JSONCursor(unsafe JSONScanner(buffer, origin: 0, isFinal: true), limits: limits)
            return try body(&cursor)
        }
    }

    /// Where in the document the next token begins, in bytes.
    public var offset: Int {
        mutating get {
            scanner.skipBlanks()
            return scanner.offset
        }
    }

    /// Requires that the document's value has been read or skipped; throws if anything but blanks follows it.
    public mutating func finish() throws(JSONError) {
        if isValuePending { try skip() }
        scanner.skipBlanks()
        guard scanner.position == scanner.count else { throw .trailingBytes(offset: scanner.offset) }
    }

    private static func withBytes<Result, Failure: Error>(
        of bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // `withUnsafeBytes` throws untyped errors; the span's accessor has typed ones.
        try unsafe bytes.span.bytes.withUnsafeBytes(body)
    }
}
