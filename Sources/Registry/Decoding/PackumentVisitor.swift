import JSONCursor
import PackageModel

/// Takes a packument's members as they stream by.
struct PackumentVisitor: JSONMemberVisitor {
    private(set) var packument: Packument
    /// The name in the document.
    private(set) var statedName: String?
    private var hasUnreadableTime: Set<ByteText> = []
    private var pool = TextPool()
    private var releaseReader = ReleaseReader()
    private let accountReader = AccountReader()
    private let manifestReader = ManifestReader()
    var excerpt = PackumentExcerpt()

    init(name: PackageName) { self.packument = Packument(name: name) }

    func plan(for key: String) -> JSONMemberPlan {
        switch key {
        case "name", "dist-tags", "maintainers", "repository": .read
        case "versions", "time": .enter
        default: .skip
        }
    }

    mutating func read(_ key: String, from cursor: inout JSONCursor) throws(JSONError) {
        let start = cursor.offset
        try readValue(of: key, from: &cursor)
        guard excerpt.isWanted else { return }
        excerpt.begin(key)
        cursor.copy(from: start, to: &excerpt.bytes)
    }

    private mutating func readValue(of key: String, from cursor: inout JSONCursor) throws(JSONError) {
        switch key {
        case "name":
            if case .value(let text) = try cursor.lenientText(&pool) { statedName = text }
        case "dist-tags":
            let tags = try distTags(&cursor)
            packument.distTags = tags.get(.distTags, &packument.unreadable) ?? []
        case "maintainers":
            packument.maintainers =
                try accountReader.list(&cursor, &pool).get(.maintainers, &packument.unreadable)
        case "repository":
            packument.repository =
                try manifestReader.repository(&cursor, &pool).get(.repository, &packument.unreadable)
        default:
            // `versions` or `time`, and no object.
            let type = try cursor.nextType()
            try cursor.skip()
            if type != .null { packument.unreadable.insert(key == "time" ? .times : .versions) }
        }
    }

    mutating func read(_ member: String, in key: String, from cursor: inout JSONCursor) throws(JSONError) {
        let start = cursor.offset
        let isTime = key == "time"
        if isTime {
            try readTime(member, from: &cursor)
        } else {
            packument.releases.append(try releaseReader.read(member, from: &cursor, &pool))
        }
        guard excerpt.isWanted else { return }
        excerpt.begin(member, in: key)
        if isTime || !releaseReader.copy(to: &excerpt.bytes) { cursor.copy(from: start, to: &excerpt.bytes) }
    }

    private mutating func readTime(_ member: String, from cursor: inout JSONCursor) throws(JSONError) {
        switch member {
        case "created":
            packument.created = try time(&cursor).get(.created, &packument.unreadable)
        // No version, and nothing that an audit asks for.
        case "modified": try cursor.skip()
        case "unpublished":
            packument.unpublished = try unpublished(&cursor).get(.unpublished, &packument.unreadable)
        default:
            switch try time(&cursor) {
            case .value(let time): packument.times.append(VersionTime(version: member, time: time))
            case .null, .unreadable: hasUnreadableTime.insert(ByteText(member))
            }
        }
    }

    /// Gives each release its time, whichever of the two came first.
    mutating func joinTimes() {
        if !joinTimesInOrder() { joinTimesByVersion() }
        guard !hasUnreadableTime.isEmpty else { return }
        packument.unreadable.insert(.times)
        for index in packument.releases.indices {
            guard hasUnreadableTime.contains(ByteText(packument.releases[index].versionText)) else { continue }
            packument.releases[index].unreadable.insert(.time)
        }
    }

    /// Walks both lists at once; false if they don't have the same order.
    private mutating func joinTimesInOrder() -> Bool {
        var rest = packument.times[...]
        for index in packument.releases.indices {
            let version = packument.releases[index].versionText
            while let entry = rest.first, !equalBytewise(entry.version, version) { rest = rest.dropFirst() }
            guard let entry = rest.popFirst() else { return false }
            packument.releases[index].publishedAt = entry.time
        }
        return true
    }

    private mutating func joinTimesByVersion() {
        var times: [ByteText: Timestamp] = [:]
        times.reserveCapacity(packument.times.count)
        for entry in packument.times { times[ByteText(entry.version)] = entry.time }
        for index in packument.releases.indices {
            packument.releases[index].publishedAt = times[ByteText(packument.releases[index].versionText)]
        }
    }
}

extension PackumentVisitor {
    private func time(_ cursor: inout JSONCursor) throws(JSONError) -> Reading<Timestamp> {
        try cursor.lenientBytes { try? Timestamp(parsing: $0) }
    }

    private mutating func distTags(_ cursor: inout JSONCursor) throws(JSONError) -> Reading<[DistTag]> {
        let type = try cursor.nextType()
        guard type == .object else {
            try cursor.skip()
            return type == .null ? .null : .unreadable
        }
        var tags: [DistTag] = []
        try cursor.enterObject()
        while let tag = try cursor.nextKeyRepairing() {
            switch try cursor.lenientText(&pool) {
            case .value(let version): tags.append(DistTag(tag: tag, version: version))
            case .null: break
            case .unreadable: packument.unreadable.insert(.distTags)
            }
        }
        return .value(tags)
    }

    private mutating func unpublished(_ cursor: inout JSONCursor) throws(JSONError) -> Reading<Unpublished> {
        let type = try cursor.nextType()
        guard type == .object else {
            try cursor.skip()
            return type == .null ? .null : .unreadable
        }
        var unpublished = Unpublished(time: nil)
        try cursor.enterObject()
        while let key = try cursor.nextKeyRepairing() {
            if key == "time", case .value(let time) = try time(&cursor) { unpublished.time = time }
        }
        return .value(unpublished)
    }
}
