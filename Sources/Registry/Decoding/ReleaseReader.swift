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

    /// The release, and what the object itself says its name and version are.
    struct Output {
        var release: Release
        var statedName: String?
        var statedVersion: String?
    }

    private let fields = Self.fields
    private let accounts = AccountReader()
    private let distribution = DistributionReader()
    private let manifest = ManifestReader()

    /// - Parameter version: the version as the registry lists it; nil to take the object's own.
    func read(
        _ version: String?, from cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) -> Output {
        guard try cursor.nextType() == .object else {
            try cursor.skip()
            return Output(release: Release(versionText: version ?? "", unreadable: Set(Release.Fact.allCases)))
        }
        var output = Output(release: Release(versionText: version ?? ""))
        try cursor.enterObject()
        while let index = try cursor.nextField(of: fields), let field = Field(rawValue: index) {
            try read(field, into: &output, from: &cursor, &pool)
        }
        if version == nil, let stated = output.statedVersion {
            output.release.versionText = stated
            output.release.version = try? Version(parsing: stated)
        }
        return output
    }

    private func read(
        _ field: Field, into output: inout Output, from cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) {
        var unreadable = output.release.unreadable
        switch field {
        case .name:
            if case .value(let text) = try cursor.lenientText(&pool) { output.statedName = text }
        case .version:
            if case .value(let text) = try cursor.lenientText(&pool) { output.statedVersion = text }
        case .dist:
            output.release.distribution = try distribution.read(&cursor, &pool, &unreadable)
        case .publisher:
            output.release.publisher = try accounts.publisher(&cursor, &pool).get(.publisher, &unreadable)
        case .maintainers:
            output.release.maintainers = try accounts.list(&cursor, &pool).get(.maintainers, &unreadable)
        case .scripts:
            let isNativeAddOn = output.release.scripts.isNativeAddOn
            output.release.scripts =
                try manifest.scripts(&cursor, &pool).get(.scripts, &unreadable) ?? InstallScripts()
            output.release.scripts.isNativeAddOn = isNativeAddOn
        case .gypfile:
            let flag = try cursor.lenient(.bool) { (cursor) throws(JSONError) in try cursor.bool() }
            output.release.scripts.isNativeAddOn = flag.get(.scripts, &unreadable) ?? false
        case .dependencies:
            output.release.dependencies =
                try manifest.dependencies(&cursor, &pool).get(.dependencies, &unreadable) ?? []
        case .optionalDependencies:
            output.release.optionalDependencies =
                try manifest.dependencies(&cursor, &pool).get(.optionalDependencies, &unreadable) ?? []
        case .gitHead:
            let text = try cursor.lenient(.string) { (cursor) throws(JSONError) in try cursor.stringRepairing() }
            output.release.gitHead = text.get(.gitHead, &unreadable)
        case .repository:
            output.release.repository = try manifest.repository(&cursor, &pool).get(.repository, &unreadable)
        case .deprecated:
            output.release.deprecation = try manifest.deprecation(&cursor, &pool).get(.deprecation, &unreadable) ?? nil
        }
        output.release.unreadable = unreadable
    }
}
