public import PackageModel

/// What follows the `@` of `NAME@…`.
public enum ReleaseSelector: Hashable, Sendable {
    /// Nothing follows: the registry's `latest`.
    case latest
    case exactly(Version)
    case range(VersionRange)
    case tag(String)

    /// The longest selector that is read, in bytes.
    public static let maximumLength = VersionRange.maximumLength

    /// Reads a version, a range, or else a tag, in npm's order (npm-package-arg); the empty text is every version.
    ///
    /// Nil if it is none of them: a tag has no byte that an address would escape.
    public init?(parsing text: String) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        if text.utf8.allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "*") }) {
            self = .range(.any)
        } else if let version = try? Version(parsing: text) {
            self = .exactly(version)
        } else if let range = try? VersionRange(parsing: text) {
            self = .range(range)
        } else if !text.isEmpty, text.utf8.allSatisfy(Self.isTagByte) {
            self = .tag(text)
        } else {
            return nil
        }
    }

    /// What `encodeURIComponent` leaves as it is.
    private static func isTagByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_.!~*'()".utf8.contains(byte)
        }
    }
}

/// Why a package has no such release.
public enum SelectionError: Error, Hashable, Sendable {
    /// All of the package was removed by its owner.
    case unpublished(Timestamp?)
    case noReleases
    /// Releases are listed, and all came later.
    case noneBy(Timestamp)
    case noSuchVersion(String)
    /// The versions are there, but none of them lies in the range.
    case noneInRange(String)
    case noSuchTag(String)
    /// The tag points to a version that is not listed, or was published later.
    case danglingTag(String, version: String)
}

extension Packument {
    /// The release that npm would take, at that instant (npm-pick-manifest).
    ///
    /// For a range: `latest` if it lies in it and is not deprecated, else the highest match, deprecated ones last. `*` takes
    /// a `latest` that is a pre-release, too.
    public func release(
        _ selector: ReleaseSelector, at instant: Timestamp
    ) throws(SelectionError) -> Release {
        // What a lock file asks for, found without a list of all others.
        if case .exactly(let version) = selector,
            let index = releases.indices.first(where: {
                releases[$0].isListed(as: version) && releases[$0].existed(at: instant)
            })
        {
            return releases[index]
        }
        let existing = indices(at: instant)
        guard !existing.isEmpty else {
            guard let unpublished else { throw releases.isEmpty ? .noReleases : .noneBy(instant) }
            throw .unpublished(unpublished.time)
        }
        switch selector {
        case .latest:
            guard let latest = latest(at: instant) else { throw .noReleases }
            return latest.release
        case .exactly(let version): throw .noSuchVersion(version.text)
        case .tag(let tag):
            if equalBytewise(tag, "latest") { return try release(.latest, at: instant) }
            guard let version = distTag(tag) else { throw .noSuchTag(tag) }
            guard let tagged = release(version), tagged.existed(at: instant) else {
                throw .danglingTag(tag, version: version)
            }
            return tagged
        case .range(let range):
            let latest = latest(at: instant)
            if let release = latest?.release, latest?.basis == .tag, !release.isDeprecated,
                range == .any || release.lies(in: range)
            {
                return release
            }
            let matches = existing.filter { releases[$0].lies(in: range) }
            let preferred = matches.filter { !releases[$0].isDeprecated }
            guard let best = highest(of: preferred) ?? highest(of: matches) else { throw .noneInRange(range.text) }
            return best
        }
    }
}

extension Release {
    func lies(in range: VersionRange) -> Bool { version.map(range.contains) ?? false }

    /// By precedence, so that build metadata need not be written.
    func isListed(as wanted: Version) -> Bool { version == wanted }
}
