public import JSONCursor
public import PackageModel

/// Decodes a packument while it arrives, full or abbreviated, and keeps of it what an audit needs.
///
/// Shapes that registries are known to serve cost at most the fact that they stand for, which is then named in `unreadable`.
/// What is no JSON, has a key twice where keys are read, or is about another package, is an error.
public struct PackumentDecoder: Sendable {
    /// Limits on a document: npm refuses publishes over 100 MB, and the decoded document may be a little larger.
    public static let limits = JSONStreamLimits(bytes: BodyLimit.packument)

    private let name: PackageName
    private var stream: JSONObjectStream<PackumentVisitor>

    public init(name: PackageName, limits: JSONStreamLimits = Self.limits) {
        self.name = name
        self.stream = JSONObjectStream(PackumentVisitor(name: name), limits: limits)
    }

    /// Takes the next bytes. After an error the decoder is of no further use.
    public mutating func decode(_ chunk: RawSpan) throws(PackumentError) {
        do throws(JSONError) {
            try stream.consume(chunk)
        } catch {
            // What stands first in the document counts, however its bytes are cut.
            try checkName()
            throw .json(error)
        }
        try checkName()
    }

    /// What the document said, once all of it was decoded.
    public mutating func packument() throws(PackumentError) -> Packument {
        do throws(JSONError) {
            try stream.finish()
        } catch {
            try checkName()
            throw .json(error)
        }
        try checkName()
        guard stream.visitor.statedName != nil else { throw .noName }
        // Taken out, so that nothing is copied.
        var visitor = PackumentVisitor(name: name)
        swap(&visitor, &stream.visitor)
        swap(&visitor.excerpt, &stream.visitor.excerpt)
        stream.visitor.excerpt.finish()
        visitor.joinTimes()
        return visitor.packument
    }

    /// Has an excerpt of the document written, to be taken while it arrives and once more at its end.
    public mutating func startExcerpt() -> Bool {
        stream.visitor.excerpt.start()
        return true
    }

    /// Moves what has been written of the excerpt: a packument that has only what is read of this one, as it is written there.
    public mutating func moveExcerpt(to bytes: inout [UInt8]) { stream.visitor.excerpt.move(to: &bytes) }

    /// Decodes a document that is there as a whole.
    public static func decode(_ bytes: [UInt8], name: PackageName) throws(PackumentError) -> Packument {
        var decoder = PackumentDecoder(name: name)
        try unsafe decoder.decode(bytes.span.bytes)
        return try decoder.packument()
    }

    private func checkName() throws(PackumentError) {
        guard let stated = stream.visitor.statedName, !equalBytewise(stated, name.text) else { return }
        throw .wrongName(stated)
    }
}

/// Why bytes are not the packument that was asked for.
public enum PackumentError: Error, Hashable, Sendable {
    case json(JSONError)
    /// The document does not say which package it is about.
    case noName
    /// The document is about another package.
    case wrongName(String)
}
