public import JSONCursor
public import PackageModel

extension VersionManifest {
    /// Decodes what `GET <registry>/<name>/<version>` answered.
    public init(decoding bytes: [UInt8], name: PackageName, version: Version) throws(VersionManifestError) {
        var reader = ReleaseReader()
        let release: Release
        do throws(JSONError) {
            let limits = JSONLimits(bytes: BodyLimit.manifest, depth: JSONLimits.deepest)
            release = try JSONCursor.read(bytes, limits: limits) { (cursor) throws(JSONError) in
                var pool = TextPool()
                guard try cursor.nextType() == .object else {
                    throw .unexpectedType(try cursor.nextType(), expected: .object, offset: cursor.offset)
                }
                let release = try reader.read(nil, from: &cursor, &pool)
                try cursor.finish()
                return release
            }
        } catch { throw .json(error) }
        guard let statedName = reader.statedName, let statedVersion = reader.statedVersion else {
            throw .noNameOrVersion
        }
        guard equalBytewise(statedName, name.text) else { throw .wrongName(statedName) }
        guard release.version == version else { throw .wrongVersion(statedVersion) }
        self.init(name: name, release: release)
    }
}

/// Why bytes are not the manifest that was asked for.
public enum VersionManifestError: Error, Hashable, Sendable {
    case json(JSONError)
    case noNameOrVersion
    /// The manifest is that of another package.
    case wrongName(String)
    /// The manifest is that of another version.
    case wrongVersion(String)
}

extension VersionManifestError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .json(let error): "\(error)"
        case .noNameOrVersion: "the document names no package or no version"
        case .wrongName: "the document is about another package"
        case .wrongVersion: "the document is about another version"
        }
    }
}
