import JSONCursor

/// Reads the members of a version object that come from the package's own package.json.
struct ManifestReader {
    private static let scriptFields = JSONFields(["preinstall", "install", "postinstall"])
    /// What stands for a script that is no text.
    private static let noText = "?"
    private static let repositoryFields = JSONFields(["url"])
    private static let peerFields = JSONFields(["optional"])

    /// A script that is an empty text does nothing and counts as none. One that is no text counts as one: whoever writes it so
    /// does not hide it, nor the others.
    func scripts(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws(JSONError) -> Reading<InstallScripts> {
        guard try cursor.nextType() == .object else { return try emptyOrUnreadable(&cursor, InstallScripts()) }
        var scripts = InstallScripts()
        try cursor.enterObject()
        while let index = try cursor.nextField(of: Self.scriptFields) {
            let text: String
            switch try cursor.lenientText(&pool) {
            case .value(let value): text = value
            case .null: text = ""
            case .unreadable: text = Self.noText
            }
            guard !text.isEmpty else { continue }
            switch index {
            case 0: scripts.preinstall = text
            case 1: scripts.install = text
            default: scripts.postinstall = text
            }
        }
        // Most packages run nothing: that takes no memory.
        return scripts == InstallScripts() ? .null : .value(scripts)
    }

    /// An entry whose value is no text keeps its name, with an empty specifier.
    func dependencies(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws(JSONError) -> Reading<[Dependency]> {
        guard try cursor.nextType() == .object else { return try emptyOrUnreadable(&cursor, []) }
        var dependencies: [Dependency] = []
        dependencies.reserveCapacity(8)
        try cursor.enterObject()
        while let name = try cursor.nextKey(from: &pool) {
            var specifier = ""
            if case .value(let text) = try cursor.lenientText(&pool) { specifier = text }
            dependencies.append(Dependency(name: name, specifier: specifier))
        }
        return .value(dependencies)
    }

    /// The names in `peerDependenciesMeta` with `"optional": true`.
    func optionalPeers(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws(JSONError) -> Reading<[String]> {
        guard try cursor.nextType() == .object else { return try emptyOrUnreadable(&cursor, []) }
        var names: [String] = []
        try cursor.enterObject()
        while let name = try cursor.nextKey(from: &pool) {
            guard try cursor.nextType() == .object else {
                try cursor.skip()
                continue
            }
            try cursor.enterObject()
            while try cursor.nextField(of: Self.peerFields) != nil {
                let flag = try cursor.lenient(.bool) { (cursor) throws(JSONError) in try cursor.bool() }
                if case .value(true) = flag { names.append(name) }
            }
        }
        return .value(names)
    }

    /// A text, an object with `url`, or a list of them, of which the first counts.
    func repository(
        _ cursor: inout JSONCursor, _ pool: inout TextPool
    ) throws(JSONError) -> Reading<RepositoryField> {
        switch try cursor.nextType() {
        case .string:
            return try cursor.lenientText(&pool).flatMap { $0.isEmpty ? nil : RepositoryField(text: $0) }
        case .object:
            var url: String?
            try cursor.enterObject()
            while try cursor.nextField(of: Self.repositoryFields) != nil {
                if case .value(let text) = try cursor.lenientText(&pool) { url = text }
            }
            guard let url, !url.isEmpty else { return .unreadable }
            return .value(RepositoryField(text: url))
        case .array:
            var first: Reading<RepositoryField>?
            try cursor.enterArray()
            while try cursor.nextElement() {
                // A list inside the list is nonsense, and would be a way down without end.
                guard first == nil, try cursor.nextType() != .array else { continue }
                first = try repository(&cursor, &pool)
            }
            return first ?? .null
        case .null:
            try cursor.skip()
            return .null
        case .bool, .number:
            try cursor.skip()
            return .unreadable
        }
    }

    /// The owner's words: nil for `false` and for an empty text, empty for `true`.
    func deprecation(_ cursor: inout JSONCursor, _ pool: inout TextPool) throws(JSONError) -> Reading<String?> {
        guard try cursor.nextType() == .bool else {
            switch try cursor.lenientText(&pool) {
            case .value(let text): return .value(text.isEmpty ? nil : text)
            case .null: return .null
            case .unreadable: return .unreadable
            }
        }
        return .value(try cursor.bool() ? "" : nil)
    }

    /// An empty list, an empty text and `false` stand for an empty object in old manifests.
    private func emptyOrUnreadable<Value>(_ cursor: inout JSONCursor, _ empty: Value) throws(JSONError) -> Reading<
        Value
    > {
        switch try cursor.nextType() {
        case .null:
            try cursor.skip()
            return .null
        case .array:
            try cursor.enterArray()
            var isEmpty = true
            while try cursor.nextElement() { isEmpty = false }
            return isEmpty ? .value(empty) : .unreadable
        case .string:
            return try cursor.stringRepairing().isEmpty ? .value(empty) : .unreadable
        case .bool:
            return try cursor.bool() ? .unreadable : .value(empty)
        case .number, .object:
            try cursor.skip()
            return .unreadable
        }
    }
}
