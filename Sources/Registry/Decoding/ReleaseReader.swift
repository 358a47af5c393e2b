import JSONCursor

/// Reads a version object, of a packument or as a version's own manifest.
struct ReleaseReader {
    private var members = RepeatedMembers()
    /// What the last object said; the next one changes some of it.
    private var readings = ReleaseReadings()
    /// Whether the last value was an object at all.
    private var isObject = false
    private let accounts = AccountReader()
    private var distribution = DistributionReader()
    private let manifest = ManifestReader()

    /// What the last object says its own name and version are.
    var statedName: String? { readings.name.value }
    var statedVersion: String? { readings.version.value }

    /// - Parameter version: the version as the registry lists it; nil to take the object's own.
    mutating func read(
        _ version: String?, from cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) -> Release {
        isObject = try cursor.nextType() == .object
        guard isObject else {
            try cursor.skip()
            return Release(versionText: version ?? "", unreadable: Set(Release.Fact.allCases))
        }
        try cursor.enterObject(repeating: &members)
        let fields = ReleaseReadings.fields
        while let index = try cursor.nextField(of: fields, repeating: &members),
            let field = ReleaseReadings.Field(rawValue: index)
        {
            try read(field, from: &cursor, &pool)
        }
        readings.keep(members.present)
        var unreadable: Set<Release.Fact> = []
        let hasDistribution = members.present.contains(ReleaseReadings.Field.dist.rawValue)
        let distribution = hasDistribution ? distribution.value(&unreadable) : Distribution()
        return readings.release(version ?? statedVersion ?? "", distribution, unreadable: unreadable)
    }

    /// Appends what is read of the last value, as an object that has nothing else; false, and nothing, if it is not known.
    func copy(to text: inout [UInt8]) -> Bool {
        guard isObject, members.isRemembered else { return false }
        let dist = ReleaseReadings.Field.dist.rawValue
        let copiesDistribution = members.present.contains(dist) && distribution.isRemembered
        var isFirst = true
        text.append(UInt8(ascii: "{"))
        members.copyFields(excluding: copiesDistribution ? dist : -1, to: &text, isFirst: &isFirst)
        if copiesDistribution {
            text.append(contentsOf: (isFirst ? "\"dist\":" : ",\"dist\":").utf8)
            distribution.copy(to: &text)
        }
        text.append(UInt8(ascii: "}"))
        return true
    }

    private mutating func read(
        _ field: ReleaseReadings.Field, from cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) {
        switch field {
        case .name: readings.name = try cursor.lenientText(&pool)
        case .version: readings.version = try cursor.lenientText(&pool)
        case .dist: try distribution.read(&cursor, &pool)
        case .publisher: readings.publisher = SharedReading(try accounts.publisher(&cursor, &pool))
        case .scripts: readings.scripts = SharedReading(try manifest.scripts(&cursor, &pool))
        case .gypfile:
            readings.gypfile = try cursor.lenient(.bool) { (cursor) throws(JSONError) in try cursor.bool() }
        case .dependencies: readings.dependencies = try manifest.dependencies(&cursor, &pool)
        case .optionalDependencies: readings.optionalDependencies = try manifest.dependencies(&cursor, &pool)
        case .peerDependencies: readings.peerDependencies = try manifest.dependencies(&cursor, &pool)
        case .optionalPeers: readings.optionalPeers = try manifest.optionalPeers(&cursor, &pool)
        case .gitHead: readings.gitHead = try cursor.lenientText()
        case .repository: readings.repository = SharedReading(try manifest.repository(&cursor, &pool))
        case .deprecated: readings.deprecation = try manifest.deprecation(&cursor, &pool)
        }
    }
}
