import JSONCursor
import PackageModel

/// Reads a version object, of a packument or as a version's own manifest.
struct ReleaseReader {
    private enum Field: Int {
        case name, version, dist, publisher, maintainers, scripts, gypfile
        case dependencies, optionalDependencies, gitHead, repository, deprecated
    }

    private static let fields = JSONFields([
        "name", "version", "dist", "_npmUser", "maintainers", "scripts", "gypfile",
        "dependencies", "optionalDependencies", "gitHead", "repository", "deprecated",
    ])

    /// What the last object says its own name and version are.
    private(set) var statedName: String?
    private(set) var statedVersion: String?

    private var members = RepeatedMembers()
    private var publishers = Repeated<SharedReading<Publisher>>()
    private var maintainers = Repeated<Reading<[Account]>>()
    private var scripts = Repeated<SharedReading<InstallScripts>>()
    private var dependencies = Repeated<Reading<[Dependency]>>()
    private var optionalDependencies = Repeated<Reading<[Dependency]>>()
    private var repositories = Repeated<SharedReading<RepositoryField>>()
    private let accounts = AccountReader()
    private var distribution = DistributionReader()
    private let manifest = ManifestReader()

    /// - Parameter version: the version as the registry lists it; nil to take the object's own.
    mutating func read(
        _ version: String?, from cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) -> Release {
        guard try cursor.nextType() == .object else {
            try cursor.skip()
            return Release(versionText: version ?? "", unreadable: Set(Release.Fact.allCases))
        }
        (statedName, statedVersion) = (nil, nil)
        var release = Release(versionText: version ?? "")
        try cursor.enterObject(repeating: &members)
        while let index = try cursor.nextField(of: Self.fields, repeating: &members), let field = Field(rawValue: index)
        {
            try read(field, into: &release, from: &cursor, &pool)
        }
        if version == nil, let stated = statedVersion {
            release.versionText = stated
            release.version = try? Version(parsing: stated)
        }
        return release
    }

    private mutating func read(
        _ field: Field, into release: inout Release, from cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) {
        switch field {
        case .name:
            if case .value(let text) = try cursor.lenientText(&pool) { statedName = text }
        case .version:
            if case .value(let text) = try cursor.lenientText(&pool) { statedVersion = text }
        case .dist:
            release.distribution = try distribution.read(&cursor, &pool, &release.unreadable)
        case .publisher:
            let reading = try cursor.repeatable(&publishers) { (cursor) throws(JSONError) in
                SharedReading(try accounts.publisher(&cursor, &pool))
            }
            release.sharedPublisher = reading.value
            if !reading.isReadable { release.unreadable.insert(.publisher) }
        case .maintainers:
            release.maintainers = try cursor.repeatable(&maintainers) { (cursor) throws(JSONError) in
                try accounts.list(&cursor, &pool)
            }
            .get(.maintainers, &release.unreadable)
        case .scripts:
            let reading = try cursor.repeatable(&scripts) { (cursor) throws(JSONError) in
                SharedReading(try manifest.scripts(&cursor, &pool))
            }
            let isNativeAddOn = release.scripts.isNativeAddOn
            release.sharedScripts = reading.value
            if isNativeAddOn { release.scripts.isNativeAddOn = true }
            if !reading.isReadable { release.unreadable.insert(.scripts) }
        case .gypfile:
            let flag = try cursor.lenient(.bool) { (cursor) throws(JSONError) in try cursor.bool() }
            if flag.get(.scripts, &release.unreadable) == true { release.scripts.isNativeAddOn = true }
        case .dependencies:
            release.dependencies =
                try cursor.repeatable(&dependencies) { (cursor) throws(JSONError) in
                    try manifest.dependencies(&cursor, &pool)
                }
                .get(.dependencies, &release.unreadable) ?? []
        case .optionalDependencies:
            release.optionalDependencies =
                try cursor.repeatable(&optionalDependencies) { (cursor) throws(JSONError) in
                    try manifest.dependencies(&cursor, &pool)
                }
                .get(.optionalDependencies, &release.unreadable) ?? []
        case .gitHead:
            let text = try cursor.lenient(.string) { (cursor) throws(JSONError) in try cursor.stringRepairing() }
            release.gitHead = text.get(.gitHead, &release.unreadable)
        case .repository:
            let reading = try cursor.repeatable(&repositories) { (cursor) throws(JSONError) in
                SharedReading(try manifest.repository(&cursor, &pool))
            }
            release.sharedRepository = reading.value
            if !reading.isReadable { release.unreadable.insert(.repository) }
        case .deprecated:
            release.deprecation = try manifest.deprecation(&cursor, &pool).get(.deprecation, &release.unreadable) ?? nil
        }
    }
}
