import PackageModel
import Registry

/// What npm's configuration says of registries, credentials, certificates and proxies.
package struct RegistryConfiguration: Sendable {
    package var registry = Endpoints.defaultRegistry
    package var scopedRegistries: [String: String] = [:]
    package var credentials = Credentials()
    /// Files and texts of PEM certificates that replace the system's.
    package var certificateFiles: [String] = []
    package var certificates: [String] = []
    package var verifiesTLS = true
    /// Addresses of proxies, which may have a password in them.
    package var httpsProxy: Secret?
    package var httpProxy: Secret?
    /// Hosts, or domains by a leading dot, that are reached directly.
    package var noProxy: [String] = []
    /// What was refused or may surprise, one sentence each.
    package var notices: [String] = []

    package init() {}
}

/// One place that npm reads its configuration from; earlier ones win.
package struct ConfigurationLayer: Sendable {
    package enum Kind: Hashable, Sendable { case environment, project, user, global }

    package let kind: Kind
    /// The file, for notices.
    package let name: String
    package let entries: [NPMRC.Entry]

    package init(kind: Kind, name: String, entries: [NPMRC.Entry]) {
        self.kind = kind
        self.name = name
        self.entries = entries
    }

    /// The `npm_config_*` variables, which override every file.
    package init(variables: [String: String]) {
        let prefix = "npm_config_"
        let entries = variables.sorted { precedesBytewise($0.key, $1.key) }.compactMap { key, value -> NPMRC.Entry? in
            guard key.lowercased().hasPrefix(prefix), !value.isEmpty else { return nil }
            let rest = String(key.dropFirst(prefix.count))
            let isScoped = rest.hasPrefix("//") || rest.hasPrefix("@")
            return NPMRC.Entry(key: isScoped ? rest : Self.dashed(rest), value: value, line: 0)
        }
        self.init(kind: .environment, name: "environment", entries: entries)
    }

    /// `STRICT_SSL` is `strict-ssl`; a leading underscore stays.
    private static func dashed(_ key: String) -> String {
        var isFirst = true
        return String(
            key.lowercased().map { character in
                defer { isFirst = false }
                return character == "_" && !isFirst ? "-" : character
            })
    }
}
