import PackageModel
import Registry

/// A release of a tree that is audited, as far as its neighbours in the tree matter.
public struct TreeRelease: Sendable {
    let package: PackageName
    let published: Timestamp
    let person: ExactText?
    let repository: SourceRepository?
    /// When the same person released this package before, a day earlier or more; oldest first.
    let earlierReleases: [Timestamp]

    /// - Parameter history: the release with its past.
    public init(_ history: ReleaseHistory) {
        let audited = history.audited
        let person = audited.publisher.person?.name
        self.package = history.package
        self.published = audited.published
        self.person = person
        // What the release itself names, whoever made it wrote.
        self.repository = (history.settled.last ?? audited).repository?.source
        self.earlierReleases = history.settled.filter {
            $0.publisher.person?.name == person
                && audited.published.milliseconds - $0.published.milliseconds >= Milliseconds.day
        }.map(\.published)
    }
}

/// One person releasing several unrelated packages of a tree within an hour: the other half of `release-burst`.
///
/// Packages of one scope or one repository belong together, and so do packages that this person usually releases together:
/// a monorepo does it every time.
public enum PublisherBurst {
    /// So many packages that have nothing to do with each other make a burst.
    static let unrelatedPackages = 3

    /// Looks at every release of a tree.
    ///
    /// - Returns: a finding for each release that is part of a burst, by its position in the argument.
    public static func findings(_ releases: [TreeRelease]) -> [Int: Finding] {
        var result: [Int: Finding] = [:]
        visit(releases, unrelatedPackages) { person, window in
            for index in window where result[index] == nil { result[index] = finding(person, window, releases) }
        }
        return result
    }

    /// The releases that one more package would make a burst: while one of the tree is missing, it might be that.
    public static func open(_ releases: [TreeRelease]) -> Set<Int> {
        var result: Set<Int> = []
        visit(releases, unrelatedPackages - 1) { _, window in result.formUnion(window) }
        return result
    }

    /// What is to be said of a release among those.
    public static let unanswered = UnansweredRule(
        rule: .releaseBurst, subject: "packages of the tree that could not be assessed", reason: .unreachable)

    /// Calls back for each hour in which one person released so many packages that have nothing to do with each other.
    private static func visit(
        _ releases: [TreeRelease], _ packages: Int, _ found: (ExactText, [Int]) -> Void
    ) {
        let people = Dictionary(grouping: releases.indices.filter { releases[$0].person != nil }) {
            releases[$0].person
        }
        for (person, indices) in people {
            guard let person else { continue }
            let ordered = indices.sorted {
                (releases[$0].published, releases[$0].package) < (releases[$1].published, releases[$1].package)
            }
            for window in windows(ordered, releases) where unrelated(window, releases, atLeast: packages) {
                found(person, window)
            }
        }
    }

    /// For each release, those that follow within an hour, itself included; windows inside another are left out.
    private static func windows(_ ordered: [Int], _ releases: [TreeRelease]) -> [[Int]] {
        var result: [[Int]] = []
        var end = 0
        for start in ordered.indices {
            let limit = releases[ordered[start]].published.milliseconds + ReleaseBurst.window
            let before = end
            while end < ordered.count, releases[ordered[end]].published.milliseconds <= limit { end += 1 }
            if end > before { result.append(Array(ordered[start..<end])) }
        }
        return result
    }

    /// Whether there are so many groups of related packages: by name, scope and repository first, and only then by their pasts.
    private static func unrelated(_ window: [Int], _ releases: [TreeRelease], atLeast packages: Int) -> Bool {
        var groups = DisjointGroups(count: window.count)
        var names: [PackageName: Int] = [:]
        var scopes: [ExactText: Int] = [:]
        var repositories: [SourceRepository: Int] = [:]
        for (position, index) in window.enumerated() {
            let release = releases[index]
            groups.join(position, names[release.package, default: position])
            names[release.package] = position
            if let scope = release.package.scope.map({ ExactText(String($0)) }) {
                groups.join(position, scopes[scope, default: position])
                scopes[scope] = position
            }
            if let repository = release.repository {
                groups.join(position, repositories[repository, default: position])
                repositories[repository] = position
            }
        }
        guard groups.count >= packages else { return false }
        for left in window.indices {
            for right in window.indices.suffix(from: left + 1) where !groups.areJoined(left, right) {
                let (mine, theirs) = (releases[window[left]], releases[window[right]])
                if usuallyCoincide(mine.earlierReleases, theirs.earlierReleases) { groups.join(left, right) }
            }
        }
        return groups.count >= packages
    }

    /// Says whether most releases of the package with fewer of them came within an hour of one of the other.
    ///
    /// Two releases of one millisecond are no sign of it: such times come from an import, not from publishing.
    private static func usuallyCoincide(_ left: [Timestamp], _ right: [Timestamp]) -> Bool {
        let (fewer, more) = left.count <= right.count ? (left, right) : (right, left)
        guard !fewer.isEmpty else { return false }
        var start = more.startIndex
        var together = 0
        for time in fewer {
            while start < more.endIndex, more[start].milliseconds < time.milliseconds - ReleaseBurst.window {
                start += 1
            }
            let near = more[start...].prefix { $0.milliseconds <= time.milliseconds + ReleaseBurst.window }
            if near.contains(where: { $0 != time }) { together += 1 }
        }
        return together * 2 > fewer.count
    }

    private static func finding(_ person: ExactText, _ window: [Int], _ releases: [TreeRelease]) -> Finding {
        let names = window.map { releases[$0].package }.sorted().map(\.text)
        return Finding(
            rule: .releaseBurst, severity: .moderate,
            message: "`\(person)` released \(names.count) of these packages within an hour",
            evidence: [
                FindingEvidence("publisher", person.text, .registry),
                FindingEvidence("packages", names.joined(separator: ", "), .registry),
                FindingEvidence("from", window.first.map { releases[$0].published.description } ?? "", .registry),
                FindingEvidence("to", window.last.map { releases[$0].published.description } ?? "", .registry),
            ])
    }
}
