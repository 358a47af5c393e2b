import JSONCursor
import PackageModel

/// What was read of a version object, member by member.
///
/// Kept until the next version is read, which mostly repeats them: then the release has the same value, read once.
struct ReleaseReadings: Sendable {
    enum Field: Int {
        case name, version, dist, publisher, scripts, gypfile
        case dependencies, optionalDependencies, peerDependencies, optionalPeers, gitHead, repository, deprecated
    }

    static let fields = JSONFields([
        "name", "version", "dist", "_npmUser", "scripts", "gypfile",
        "dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta", "gitHead", "repository",
        "deprecated",
    ])

    var name = Reading<String>.null
    var version = Reading<String>.null
    var publisher = SharedReading<Publisher>.absent
    var scripts = SharedReading<InstallScripts>.absent
    var gypfile = Reading<Bool>.null
    var dependencies = Reading<[Dependency]>.null
    var optionalDependencies = Reading<[Dependency]>.null
    var peerDependencies = Reading<[Dependency]>.null
    /// Names that `peerDependenciesMeta` says to be optional.
    var optionalPeers = Reading<[String]>.null
    var gitHead = Reading<String>.null
    var repository = SharedReading<RepositoryField>.absent
    var deprecation = Reading<String?>.null

    /// Forgets what the object does not have.
    mutating func keep(_ present: JSONFieldSet) {
        func lacks(_ field: Field) -> Bool { !present.contains(field.rawValue) }
        if lacks(.name) { name = .null }
        if lacks(.version) { version = .null }
        if lacks(.publisher) { publisher = .absent }
        if lacks(.scripts) { scripts = .absent }
        if lacks(.gypfile) { gypfile = .null }
        if lacks(.dependencies) { dependencies = .null }
        if lacks(.optionalDependencies) { optionalDependencies = .null }
        if lacks(.peerDependencies) { peerDependencies = .null }
        if lacks(.optionalPeers) { optionalPeers = .null }
        if lacks(.gitHead) { gitHead = .null }
        if lacks(.repository) { repository = .absent }
        if lacks(.deprecated) { deprecation = .null }
    }
}

extension ReleaseReadings {
    /// The release that was read.
    ///
    /// - Parameter unreadable: the facts of `distribution` that were not understood.
    func release(
        _ versionText: String, _ distribution: consuming Distribution, unreadable: consuming Set<Release.Fact>
    ) -> Release {
        let publisher = publisher.get(.publisher, &unreadable)
        var scripts = scripts.get(.scripts, &unreadable)
        // What is neither true nor false is something, to npm as well.
        let isNative =
            switch gypfile {
            case .value(let flag): flag
            case .null: false
            case .unreadable: true
            }
        if isNative {
            var native = scripts.value ?? InstallScripts()
            native.isNativeAddOn = true
            scripts = Shared(native)
        }
        let dependencies = dependencies.get(.dependencies, &unreadable) ?? []
        let optional = optionalDependencies.get(.optionalDependencies, &unreadable) ?? []
        var peers = peerDependencies.get(.peerDependencies, &unreadable) ?? []
        // What is not understood makes nothing optional.
        if !peers.isEmpty, case .value(let names) = optionalPeers, !names.isEmpty {
            let optional = Set(names.map(ByteText.init))
            peers.removeAll { optional.contains(ByteText($0.name)) }
        }
        let gitHead = gitHead.get(.gitHead, &unreadable)
        let repository = repository.get(.repository, &unreadable)
        let deprecation = deprecation.get(.deprecation, &unreadable) ?? nil
        return Release(
            versionText: versionText, version: try? Version(parsing: versionText), publishedAt: nil,
            distribution: distribution, dependencies: dependencies,
            optionalDependencies: optional, peerDependencies: peers, gitHead: gitHead, deprecation: deprecation,
            unreadable: unreadable,
            sharedPublisher: publisher, sharedScripts: scripts, sharedRepository: repository)
    }
}
