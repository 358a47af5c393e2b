import PackageModel
import Registry

extension ConfigurationLayer {
    /// One place that Yarn Berry reads its configuration from.
    package struct YarnPlace: Sendable {
        package let kind: Kind
        /// The file, for notices.
        package let name: String
        package let contents: YarnRC

        package init(kind: Kind, name: String, contents: YarnRC) {
            self.kind = kind
            self.name = name
            self.contents = contents
        }

        /// The `YARN_NPM_*` variables, which override Yarn's files. It reads their names in any case.
        package init(variables: [String: String]) {
            func setting(_ name: String) -> YarnRC.Setting? {
                let others = variables.filter { $0.key.uppercased() == name }.min { precedesBytewise($0.key, $1.key) }
                guard let text = variables[name] ?? others?.value, !text.isEmpty else { return nil }
                return YarnRC.Setting(text: text, line: 0)
            }
            var contents = YarnRC()
            contents.main.server = setting("YARN_NPM_REGISTRY_SERVER")
            contents.main.token = setting("YARN_NPM_AUTH_TOKEN")
            contents.main.ident = setting("YARN_NPM_AUTH_IDENT")
            self.init(kind: .environment, name: "environment", contents: contents)
        }
    }

    /// What places of Yarn's configuration say, the first of which wins, in the words of npm.
    ///
    /// Yarn sends a token to whatever registry is in force. Here a token of the user's goes only to one that the user named,
    /// or to npm's where nobody names another: a project could have it sent to itself otherwise.
    package static func layers(ofYarn places: [YarnPlace], variables: [String: String]) -> [ConfigurationLayer] {
        places.map { place in
            var translation = YarnTranslation(
                place: place, all: places.map(\.contents),
                users: places.filter { $0.kind != .project }.map(\.contents), variables: variables)
            translation.translate()
            return ConfigurationLayer(
                kind: place.kind, name: place.name, syntax: .yarn, entries: translation.entries,
                notices: translation.notices)
        }
    }
}

/// Makes npm's entries of one place of Yarn's configuration.
private struct YarnTranslation {
    let place: ConfigurationLayer.YarnPlace
    /// What all places say, and those that the project does not write.
    let all: [YarnRC]
    let users: [YarnRC]
    let variables: [String: String]
    private(set) var entries: [NPMRC.Entry] = []
    private(set) var notices: [String] = []

    init(place: ConfigurationLayer.YarnPlace, all: [YarnRC], users: [YarnRC], variables: [String: String]) {
        self.place = place
        self.all = all
        self.users = users
        self.variables = variables
    }

    mutating func translate() {
        let contents = place.contents
        add("registry", contents.main.server)
        addCredentials(contents.main, of: nil)
        for (address, access) in contents.registries.sorted(by: { precedesBytewise($0.key, $1.key) }) {
            addCredentials(access, at: address)
        }
        // A scope's credentials are used before those of its registry.
        for (scope, access) in contents.scopes.sorted(by: { precedesBytewise($0.key, $1.key) }) {
            add("@\(scope):registry", access.server)
            addCredentials(access, of: scope)
        }
    }

    private mutating func add(_ key: String, _ setting: YarnRC.Setting?) {
        guard let setting else { return }
        entries.append(NPMRC.Entry(key: key, value: setting.text, line: setting.line))
    }

    private mutating func addCredentials(_ access: YarnRC.Access, of scope: String?) {
        guard let setting = access.token ?? access.ident else { return }
        let address = registry(of: scope)
        // A project could send a variable along in the address.
        let isNamedByVariable = place.kind == .project && address?.usesVariables == true
        guard let address, !isNamedByVariable else {
            let key = access.token == nil ? "npmAuthIdent" : "npmAuthToken"
            let source = setting.line == 0 ? place.name : "\(place.name): line \(setting.line)"
            let registry = isNamedByVariable ? "a variable names" : "the project alone names"
            notices.append(
                "\(source): `\(key)` would go to a registry that \(registry); write it for that registry, under "
                    + "`npmRegistries`")
            return
        }
        addCredentials(access, at: address.text)
    }

    /// Where a credential of this place goes; nil for nowhere.
    private func registry(of scope: String?) -> VariableExpansion? {
        let visible = place.kind == .project ? all : users
        if let server = Self.server(of: scope, in: visible) { return VariableExpansion(yarn: server, variables) }
        return Self.server(of: scope, in: all) == nil ? VariableExpansion(literal: Endpoints.defaultRegistry) : nil
    }

    private static func server(of scope: String?, in places: [YarnRC]) -> String? {
        let own = scope.flatMap { scope in places.lazy.compactMap { $0.scopes[scope]?.server }.first }
        return (own ?? places.lazy.compactMap(\.main.server).first)?.text
    }

    private mutating func addCredentials(_ access: YarnRC.Access, at address: String) {
        var place = UserInfo(splitting: address).address[...]
        for scheme in ["https:", "http:"] where place.lowercased().hasPrefix(scheme) {
            place = place.dropFirst(scheme.count)
        }
        guard place.hasPrefix("//") else { return }
        add("\(place):\(CredentialKey.Field.authToken.rawValue)", access.token)
        add("\(place):\(CredentialKey.Field.auth.rawValue)", access.ident)
    }
}
