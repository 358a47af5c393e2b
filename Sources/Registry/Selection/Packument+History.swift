public import PackageModel

/// A package as it was at an instant: what was published later does not exist.
extension Packument {
    /// The listed version of that text.
    public func release(_ version: String) -> Release? {
        // By index: an element in hand would be a copy of all its facts.
        releases.indices.first { equalBytewise(releases[$0].versionText, version) }.map { releases[$0] }
    }

    /// The listed version, compared with its build metadata.
    public func release(_ version: Version) -> Release? { release(version.text) }

    public func distTag(_ tag: String) -> String? {
        distTags.first { equalBytewise($0.tag, tag) }?.version
    }

    /// Where in `releases` those are that were published by then: thousands of releases are not copied to choose one.
    ///
    /// A version whose time the registry does not say is taken as published.
    func indices(at instant: Timestamp) -> [Int] {
        releases.indices.filter { releases[$0].existed(at: instant) }
    }

    /// The accounts that can publish, each once; nil when the registry does not say, or lists one without a name, which might
    /// be any of the others.
    public var publisherNames: [String]? {
        guard let maintainers else { return nil }
        var seen: Set<ByteText> = []
        var names: [String] = []
        for account in maintainers {
            guard let name = account.name, !name.isEmpty else { return nil }
            if seen.insert(ByteText(name)).inserted { names.append(name) }
        }
        return names
    }

    /// The first publication: `time.created`, else the earliest time of a listed version.
    public var firstPublication: Timestamp? {
        created ?? releases.indices.lazy.compactMap { releases[$0].publishedAt }.min()
    }

    /// How many releases count as such: listed semantic versions that are no pre-releases
    /// (docs/scoring.md, release consistency).
    public func releaseCount(at instant: Timestamp) -> Int {
        releases.indices.count {
            releases[$0].version?.isPrerelease == false && releases[$0].existed(at: instant)
        }
    }

    /// Entries of `time` whose version is no longer listed; their time is that of the removal.
    public var removals: [VersionTime] {
        let listed = Set(releases.map { ByteText($0.versionText) })
        return times.filter { !listed.contains(ByteText($0.version)) }
    }
}

extension Release {
    /// Published by then, as far as the registry says.
    public func existed(at instant: Timestamp) -> Bool { publishedAt.map { $0 <= instant } ?? true }
}
