import Registry
import RegistryHTTP
import Testing

/// Layers of a configuration, from texts of files.
func configuration(
    environment: [String: String] = [:], project: String = "", user: String = "", global: String = ""
) throws -> RegistryConfiguration {
    let files: [(ConfigurationLayer.Kind, String, String)] = [
        (.project, "./.npmrc", project), (.user, "~/.npmrc", user), (.global, "/etc/npmrc", global),
    ]
    let layers = try files.map { kind, name, text in
        ConfigurationLayer(kind: kind, name: name, entries: try NPMRC(parsing: Array(text.utf8)).entries)
    }
    return RegistryConfiguration(
        layers: [ConfigurationLayer(variables: environment)] + layers, variables: environment)
}

extension RegistryConfiguration {
    /// The `Authorization` header that a request would carry.
    func header(_ url: String) throws -> Secret? {
        credentials.authorization(for: try #require(WebAddress(url)))
    }
}

@Suite("npm's configuration")
struct ConfigurationTests {
    @Test("variables win over the project, the project over the user, the user over the machine")
    func layers() throws {
        let (a, b, c, d) = (
            "registry=https://a/", "registry=https://b/", "registry=https://c/", ["npm_config_registry": "https://d/"]
        )
        #expect(try configuration(global: a).registry == "https://a/")
        #expect(try configuration(user: b, global: a).registry == "https://b/")
        #expect(try configuration(project: c, user: b, global: a).registry == "https://c/")
        #expect(try configuration(environment: d, project: c, user: b, global: a).registry == "https://d/")
        #expect(try configuration().registry == "https://registry.npmjs.org")
    }

    @Test(
        "variables are found whatever their case",
        arguments: ["npm_config_registry", "NPM_CONFIG_REGISTRY", "npm_Config_Registry"])
    func variableCase(_ name: String) throws {
        #expect(try configuration(environment: [name: "https://d/"]).registry == "https://d/")
    }

    @Test("variables can name scopes and credentials")
    func variablesForScopes() throws {
        let read = try configuration(environment: [
            "npm_config_@own:registry": "https://own.example/", "npm_config_//own.example/:_authToken": "t",
            "NPM_CONFIG_STRICT_SSL": "false",
        ])
        #expect(read.scopedRegistries == ["own": "https://own.example/"])
        #expect(try read.header("https://own.example/@own%2fx") == Secret("Bearer t"))
        #expect(!read.verifiesTLS)
    }

    @Test("each scope has its own registry")
    func scopes() throws {
        let read = try configuration(
            project: "@a:registry=https://a/\n@b:registry=https://b/", user: "@a:registry=https://c/")
        #expect(read.scopedRegistries == ["a": "https://a/", "b": "https://b/"])
    }

    @Test("of a key that a file repeats, the last value counts")
    func repeated() throws {
        let read = try configuration(
            user: """
                registry=https://first/
                @a:registry=https://first/
                //h/:_authToken=first
                https-proxy=http://first:1
                ca[]=first
                registry=https://last/
                @a:registry=https://last/
                //h/:_authToken=last
                https-proxy=http://last:1
                ca[]=last
                """)
        #expect(read.registry == "https://last/")
        #expect(read.scopedRegistries == ["a": "https://last/"])
        #expect(try read.header("https://h/x") == Secret("Bearer last"))
        #expect(read.httpsProxy == Secret("http://last:1"))
        #expect(read.certificates == ["first", "last"])
    }

    @Test("an address that is written over has no credential")
    func repeatedUserInfo() throws {
        let read = try configuration(user: "registry=https://user:pass@first/\nregistry=https://last/")
        #expect(read.credentials.grants.isEmpty)
    }

    @Test("a file's last value does not win over a place that comes first")
    func repeatedInAnotherLayer() throws {
        let read = try configuration(
            project: "@a:registry=https://project/", user: "@a:registry=https://first/\n@a:registry=https://last/")
        #expect(read.scopedRegistries == ["a": "https://project/"])
    }

    @Test("an empty value says nothing", arguments: ["", "null"])
    func empty(_ value: String) throws {
        let read = try configuration(
            project: "registry=\(value)\n@a:registry=\(value)\n@b:registry=\(value)",
            user: "registry=https://c/\n@b:registry=https://d/")
        #expect(read.registry == "https://c/")
        #expect(read.scopedRegistries == ["b": "https://d/"])
    }

    @Test("hosts that are reached directly may be a list", arguments: ["noproxy[]=a\nnoproxy[]=.b", "noproxy=a, .b"])
    func directHosts(_ text: String) throws {
        #expect(try configuration(environment: ["NO_PROXY": "c"], user: text).noProxy == ["a", ".b"])
        #expect(try configuration(project: "noproxy[]=d", user: text).noProxy == ["d"])
    }

    @Test("tokens, names with passwords, and both as one")
    func kindsOfCredentials() throws {
        let read = try configuration(
            user: """
                //a/:_authToken=token
                //b/:_auth=bmFtZTpwYXNz
                //c/:username=name
                //c/:_password=cGFzcw==
                //d/:username=name
                //e/:_password=not base64
                //e/:username=name
                """)
        #expect(try read.header("https://a/x") == Secret("Bearer token"))
        #expect(try read.header("https://b/x") == Secret("Basic bmFtZTpwYXNz"))
        #expect(try read.header("https://c/x") == Secret("Basic bmFtZTpwYXNz"))
        #expect(try read.header("https://d/x") == nil)
        #expect(try read.header("https://e/x") == nil)
    }

    @Test(
        "a credential is for one origin and the paths below one folder",
        arguments: [
            ("https://host/npm/x", true), ("https://host/npm/", true), ("https://host/npm", true),
            ("https://HOST:443/npm/x", true), ("https://host/npmx", false), ("https://host/", false),
            ("https://host:444/npm/x", false), ("https://host.evil/npm/x", false), ("https://evilhost/npm/x", false),
            ("http://host/npm/x", false), ("https://host/NPM/x", false),
        ])
    func reach(_ url: String, _ isSent: Bool) throws {
        let read = try configuration(user: "//host/npm/:_authToken=t")
        #expect(try read.header(url) == (isSent ? Secret("Bearer t") : nil))
    }

    @Test("the longest path decides")
    func longestPath() throws {
        let read = try configuration(user: "//h/:_authToken=a\n//h/one/:_authToken=b")
        #expect(try read.header("https://h/one/x") == Secret("Bearer b"))
        #expect(try read.header("https://h/two/x") == Secret("Bearer a"))
    }

    @Test("over plain http, credentials stay on this machine")
    func plainHTTP() throws {
        let read = try configuration(
            user: """
                registry=http://registry.example/
                @own:registry=http://127.0.0.1:4873/
                //registry.example/:_authToken=a
                //127.0.0.1:4873/:_authToken=b
                """)
        #expect(try read.header("http://registry.example/x") == nil)
        #expect(try read.header("http://127.0.0.1:4873/x") == Secret("Bearer b"))
        #expect(read.notices.contains { $0.contains("http://registry.example") })
    }

    @Test("credentials for no registry in particular are not used, and that is said")
    func unbound() throws {
        let read = try configuration(user: "_authToken=canary\n_auth=canary\n_password=canary\nusername=canary")
        #expect(read.credentials.grants.isEmpty)
        #expect(read.notices.count == 4)
        #expect(!read.notices.contains { $0.contains("canary") })
    }

    @Test("a user name and a password in an address become a credential for it")
    func userInfo() throws {
        let read = try configuration(user: "registry=https://na%6De:p%40ss@host:8443/npm/")
        #expect(read.registry == "https://host:8443/npm/")
        #expect(try read.header("https://host:8443/npm/x") == Secret("Basic bmFtZTpwQHNz"))
        #expect(try read.header("https://host:8443/x") == nil)
    }

    @Test("a credential that cannot be in a header is not used")
    func headerInjection() throws {
        let read = try configuration(user: #"//h/:_authToken="a\r\nX-Evil: b""#)
        #expect(read.credentials.grants.isEmpty)
        #expect(read.notices.count == 1)
    }

    @Test("certificates, proxies and exceptions")
    func connection() throws {
        let read = try configuration(
            environment: ["HTTPS_PROXY": "http://p:1", "no_proxy": "a.example, .b.example"],
            user: #"""
                cafile=/etc/ca.pem
                ca[]="-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
                """#)
        #expect(read.certificateFiles == ["/etc/ca.pem"])
        #expect(read.certificates == ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"])
        #expect(read.httpsProxy == Secret("http://p:1"))
        #expect(read.httpProxy == nil)
        #expect(read.noProxy == ["a.example", ".b.example"])
        #expect(try configuration(user: "proxy=http://q:2\nnoproxy=c").httpsProxy == Secret("http://q:2"))
        #expect(try configuration(user: "https-proxy=null\ncafile=null").httpsProxy == nil)
    }

    @Test(
        "variables stand in values",
        arguments: [
            ("${A}", "one"), ("x${A}y${B}", "xoneytwo"), (#"\${A}"#, "${A}"), (#"\\${A}"#, #"\one"#), ("${C}", "${C}"),
            ("x${C?}", "x"), ("${A?}", "one"), ("${D}${A}", #"\one"#), ("${}", "${}"), ("${A", "${A"), ("$A", "$A"),
            ("${${A}}", "${one}"),
        ])
    func expansion(_ text: String, _ result: String) throws {
        // In quotes, since a backslash outside of them is INI's.
        let quoted = text.replacing("\\", with: "\\\\")
        let read = try configuration(environment: ["A": "one", "B": "two", "D": "\\"], user: "registry=\"\(quoted)\"")
        #expect(read.registry == result)
    }

    @Test("a token whose variable is not set is not used, and that is said")
    func missingVariable() throws {
        let read = try configuration(user: "//h/:_authToken=${NPM_TOKEN}")
        #expect(read.credentials.grants.isEmpty)
        #expect(read.notices == ["~/.npmrc: line 1: the variable `NPM_TOKEN` is not set; the credential is not used"])
    }

    @Test("of several passwords for one address always the same is used")
    func severalPasswords() throws {
        let lines = (0..<8).map { "@s\($0):registry=https://user:\($0)@one.example/" }
        let headers = try (0..<8).map { _ in
            try configuration(user: lines.shuffled().joined(separator: "\n")).header("https://one.example/x")
        }
        #expect(headers[0] != nil && headers.allSatisfy { $0 == headers[0] })
    }
}
