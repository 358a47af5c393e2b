/// A registry's address without its scheme, as npm's configuration writes it: `//host:port/path/`.
struct NerfDart: Hashable {
    let text: String

    var https: String { "https:\(text)" }
    var http: String { "http:\(text)" }
}

/// A key of npm's configuration that says something about access to one registry: `//host/path/:_authToken`.
struct CredentialKey {
    enum Field: String {
        case authToken = "_authToken"
        /// Base64 of `name:password`.
        case auth = "_auth"
        case username
        /// Base64.
        case password = "_password"
    }

    let nerfDart: NerfDart
    let field: Field

    /// Nil for keys of other kinds, such as `//host/:certfile`.
    init?(_ key: String) {
        guard key.hasPrefix("//"), let colon = key.utf8.lastIndex(of: UInt8(ascii: ":")),
            let field = Field(rawValue: String(key[key.utf8.index(after: colon)...]))
        else { return nil }
        self.nerfDart = NerfDart(text: String(key[..<colon]))
        self.field = field
    }
}
