public import PackageModel

/// The release that `NAME` alone means, and by what right.
public struct LatestRelease: Equatable, Sendable {
    public enum Basis: String, Hashable, Sendable {
        /// The registry's `latest` points to it, and it existed then.
        case tag
        /// There is no usable tag; the highest version that is no pre-release.
        case highestStable
        /// There is no usable tag and no stable version either.
        case highestPrerelease
    }

    public let release: Release
    public let basis: Basis
}

extension Packument {
    /// `latest` if it existed at that instant, else the highest stable version of then.
    ///
    /// Nil if nothing was published by then. A tag that points to a version that isn't listed is as good as none.
    public func latest(at instant: Timestamp) -> LatestRelease? {
        if let tagged = distTag("latest").flatMap({ release($0) }), tagged.existed(at: instant) {
            return LatestRelease(release: tagged, basis: .tag)
        }
        let existing = indices(at: instant)
        if let stable = highest(of: existing.filter { releases[$0].version?.isPrerelease == false }) {
            return LatestRelease(release: stable, basis: .highestStable)
        }
        return highest(of: existing).map { LatestRelease(release: $0, basis: .highestPrerelease) }
    }

    /// The release with the highest version; of equal ones the first, and none that is no semantic version.
    func highest(of indices: [Int]) -> Release? {
        var best: (index: Int, version: Version)?
        for index in indices {
            guard let version = releases[index].version else { continue }
            if let current = best, version <= current.version { continue }
            best = (index, version)
        }
        return best.map { releases[$0.index] }
    }
}
