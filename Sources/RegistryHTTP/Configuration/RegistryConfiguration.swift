import PackageModel
import Registry

/// What the configuration of npm, and of Yarn, says of registries, credentials, certificates and proxies.
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

/// One place that configuration is read from; earlier ones win.
package struct ConfigurationLayer: Sendable {
    package enum Kind: Hashable, Sendable { case environment, project, user, global }

    /// How variables are written; keys and values are npm's in any case.
    enum Syntax: Hashable, Sendable { case npm, yarn }

    package let kind: Kind
    /// The file, for notices.
    package let name: String
    let syntax: Syntax
    package let entries: [NPMRC.Entry]
    /// What of the place is not used.
    let notices: [String]

    package init(kind: Kind, name: String, entries: [NPMRC.Entry]) {
        self.init(kind: kind, name: name, syntax: .npm, entries: entries, notices: [])
    }

    init(kind: Kind, name: String, syntax: Syntax, entries: [NPMRC.Entry], notices: [String]) {
        self.kind = kind
        self.name = name
        self.syntax = syntax
        self.entries = entries
        self.notices = notices
    }

    /// The value of a key, with its variables; nil for a key that is not there or empty.
    package func value(of key: String, _ variables: [String: String]) -> String? {
        let last = entries.last { expanded($0, variables).key.text == key }
        guard let value = last.map({ expanded($0, variables).value.text }), !value.isEmpty else { return nil }
        return value
    }

    /// An entry with its variables; keys of Yarn have none.
    func expanded(
        _ entry: NPMRC.Entry, _ variables: [String: String]
    ) -> (key: VariableExpansion, value: VariableExpansion) {
        switch syntax {
        case .npm: (VariableExpansion(entry.key, variables), VariableExpansion(entry.value, variables))
        case .yarn: (VariableExpansion(literal: entry.key), VariableExpansion(yarn: entry.value, variables))
        }
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
