/// Where the files of a TUF repository come from: a mirror, or what was kept of one.
public protocol TUFSource: Sendable {
    /// The file's bytes, or nil if the repository has no such file.
    ///
    /// - Parameters:
    ///   - name: below the repository's address, for example `15.root.json`.
    ///   - maximumBytes: a longer file is an error.
    /// - Throws: `unavailable`, if it cannot be told.
    func file(_ name: String, maximumBytes: Int) async throws(TUFRefusal) -> [UInt8]?
}

/// The files that one update used, under the names that the repository gives them.
///
/// They are untrusted until the workflow has gone over them again (docs/verification.md, "Trust anchors"): that is
/// what makes them worth keeping.
public struct TUFFiles: TUFSource, Sendable {
    public var files: [String: [UInt8]]

    public init(_ files: [String: [UInt8]] = [:]) { self.files = files }

    public func file(_ name: String, maximumBytes: Int) throws(TUFRefusal) -> [UInt8]? {
        guard let bytes = files[name] else { return nil }
        guard bytes.count <= maximumBytes else { throw .refused(name, "tuf-size", "more than \(maximumBytes) bytes") }
        return bytes
    }
}
