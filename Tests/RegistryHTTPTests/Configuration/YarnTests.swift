import Registry
import RegistryHTTP
import Testing

/// What Yarn's files say, the project's before the user's; `npm` is the user's `.npmrc`.
private func yarn(
    environment: [String: String] = [:], project: String = "", user: String = "", npm: String = ""
) throws -> RegistryConfiguration {
    let places = [
        ConfigurationLayer.YarnPlace(variables: environment),
        ConfigurationLayer.YarnPlace(
            kind: .project, name: "./.yarnrc.yml", contents: try YarnRC(parsing: Array(project.utf8))),
        ConfigurationLayer.YarnPlace(
            kind: .user, name: "~/.yarnrc.yml", contents: try YarnRC(parsing: Array(user.utf8))),
    ]
    let file = ConfigurationLayer(kind: .user, name: "~/.npmrc", entries: try NPMRC(parsing: Array(npm.utf8)).entries)
    return RegistryConfiguration(
        layers: [ConfigurationLayer(variables: environment)]
            + ConfigurationLayer.layers(ofYarn: places, variables: environment) + [file], variables: environment)
}

@Suite("Yarn's configuration")
struct YarnTests {
    @Test("registries and credentials, for all, for a scope and by address")
    func settings() throws {
        let read = try yarn(
            user: """
                # a comment
                nodeLinker: node-modules
                npmRegistryServer: "https://all.example/npm"
                npmAuthToken: all
                npmScopes:
                  acme:
                    npmRegistryServer: https://acme.example
                    npmAuthIdent: "name:pass"
                    npmAlwaysAuth: true
                  "@other": {npmRegistryServer: "https://other.example/"}
                npmRegistries:
                  //other.example: {npmAuthToken: other}
                  "https://third.example:8443/x/":
                    npmAuthIdent: bmFtZTpwYXNz
                """)
        #expect(read.registry == "https://all.example/npm")
        #expect(read.scopedRegistries == ["acme": "https://acme.example", "other": "https://other.example/"])
        #expect(try read.header("https://all.example/npm/x") == Secret("Bearer all"))
        #expect(try read.header("https://all.example/x") == nil)
        #expect(try read.header("https://acme.example/x") == Secret("Basic bmFtZTpwYXNz"))
        #expect(try read.header("https://other.example/x") == Secret("Bearer other"))
        #expect(try read.header("https://third.example:8443/x/y") == Secret("Basic bmFtZTpwYXNz"))
        #expect(read.notices.isEmpty)
    }

    @Test("variables win over the project, the project over the user, Yarn over npm")
    func layers() throws {
        let (a, b, c) = (
            "npmRegistryServer: https://a", "npmRegistryServer: https://b", "registry=https://c\n@s:registry=https://s"
        )
        #expect(try yarn(npm: c).registry == "https://c")
        #expect(try yarn(user: b, npm: c).registry == "https://b")
        #expect(try yarn(project: a, user: b, npm: c).registry == "https://a")
        #expect(try yarn(project: a, npm: c).scopedRegistries == ["s": "https://s"])
        let variable = ["YARN_NPM_REGISTRY_SERVER": "https://v", "YARN_NPM_AUTH_TOKEN": "t"]
        #expect(try yarn(environment: variable, project: a).registry == "https://v")
        #expect(try yarn(environment: variable, project: a).header("https://v/x") == Secret("Bearer t"))
        #expect(
            try yarn(environment: ["npm_config_registry": "https://n"].merging(variable) { one, _ in one }).registry
                == "https://n")
    }

    @Test(
        "variables stand in values",
        arguments: [
            ("${A}", "one"), ("x${A}y${B}", "xoney"), ("${A:-z}", "one"), ("${B:-z}", "z"), ("${B-z}", ""),
            ("${C-z}", "z"), ("${C:-}", ""), ("${C}", "${C}"), ("${A", "${A"), ("$A", "$A"), ("${A z}", "${A z}"),
            ("${A:z}", "${A:z}"), ("${C:-${A}}", "${A}"), (#"\${A}"#, #"\one"#), ("${}", "${}"),
        ])
    func expansion(_ text: String, _ result: String) throws {
        let read = try yarn(environment: ["A": "one", "B": ""], user: "npmRegistryServer: 'https://h/\(text)'")
        #expect(read.registry == "https://h/\(result)")
    }

    @Test("a token whose variable is not set is not used, and that is said")
    func missingVariable() throws {
        let read = try yarn(user: "npmAuthToken: ${TOKEN}")
        #expect(read.credentials.grants.isEmpty)
        #expect(
            read.notices == ["~/.yarnrc.yml: line 1: the variable `TOKEN` is not set; the credential is not used"])
    }

    @Test("without a registry, a token is npm's")
    func npm() throws {
        for read in [try yarn(project: "npmAuthToken: t"), try yarn(user: "npmScopes: {s: {npmAuthToken: t}}")] {
            #expect(try read.header("https://registry.npmjs.org/x") == Secret("Bearer t"))
            #expect(read.credentials.grants.count == 1)
        }
    }

    @Test("over plain http, credentials stay on this machine")
    func plainHTTP() throws {
        let read = try yarn(user: "npmRegistryServer: http://h.example\nnpmAuthToken: t")
        #expect(try read.header("http://h.example/x") == nil)
        #expect(read.notices.contains { $0.contains("http://h.example") })
    }

    @Test(
        "the user's token goes to no registry that the project alone names",
        arguments: [
            ("npmRegistryServer: https://evil.example", "npmAuthToken: canary"),
            ("npmRegistryServer: https://evil.example", "npmAuthIdent: 'a:canary'"),
            ("npmScopes: {s: {npmRegistryServer: https://evil.example}}", "npmScopes: {s: {npmAuthToken: canary}}"),
            ("npmRegistryServer: https://evil.example", "npmScopes: {s: {npmAuthToken: canary}}"),
        ])
    func otherRegistry(_ project: String, _ user: String) throws {
        let read = try yarn(project: project, user: user)
        #expect(read.credentials.grants.isEmpty)
        #expect(read.notices.count == 1 && read.notices[0].hasPrefix("~/.yarnrc.yml: line 1: `npmAuth"))
        #expect(!read.notices[0].contains("canary"))
        let variable = try yarn(environment: ["YARN_NPM_AUTH_TOKEN": "canary"], project: project)
        #expect(try variable.header("https://evil.example/x") == nil)
    }

    @Test(
        "a variable of a project's file goes nowhere that the user did not name",
        arguments: [
            "npmRegistryServer: https://evil.example\nnpmAuthToken: ${TOKEN}",
            "npmRegistries: {'//evil.example': {npmAuthToken: '${TOKEN}'}}",
            "npmRegistryServer: https://evil.example\nnpmAuthIdent: 'a:${TOKEN:-b}'",
            "npmScopes: {s: {npmRegistryServer: 'https://evil.example/', npmAuthToken: '${TOKEN}'}}",
            "npmRegistryServer: https://evil.example/${TOKEN}", "npmRegistryServer: https://${TOKEN}.evil.example",
            "npmRegistryServer: https://registry.example/${TOKEN}",
        ])
    func projectVariables(_ text: String) throws {
        let read = try yarn(
            environment: ["TOKEN": "canary"], project: text, user: "npmRegistryServer: https://registry.example/")
        #expect(read.credentials.grants.isEmpty)
        #expect(!read.registry.contains("canary"))
        #expect(read.notices.count == 1 && read.notices[0].hasPrefix("./.yarnrc.yml: line "))
        #expect(!read.notices[0].contains("canary"))
    }

    @Test("a token beside a registry that a project names by a variable is not used")
    func registryByVariable() throws {
        for server in ["https://evil.example/${TOKEN}", "https://${TOKEN}.evil.example", "${TOKEN}"] {
            let read = try yarn(
                environment: ["TOKEN": "canary"], project: "npmRegistryServer: '\(server)'\nnpmAuthToken: abc")
            #expect(read.credentials.grants.isEmpty)
            #expect(read.notices.count == 2 && !read.notices.contains { $0.contains("canary") })
        }
    }

    @Test("it goes where the user said that it may")
    func trusted() throws {
        let read = try yarn(
            environment: ["TOKEN": "canary"],
            project: "npmRegistryServer: https://registry.example\nnpmAuthToken: ${TOKEN}",
            npm: "@s:registry=https://registry.example/npm/")
        #expect(try read.header("https://registry.example/x") == Secret("Bearer canary"))
        #expect(read.notices.isEmpty)
    }
}

@Suite("The file of Yarn's configuration")
struct YarnRCTests {
    private static func error(_ text: String) -> YarnRCError? {
        do throws(YarnRCError) {
            _ = try YarnRC(parsing: Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test(
        "says nothing",
        arguments: ["", "# a comment\n", "a: b", "npmScopes:\n", "npmScopes: {a: }", "npmAuthToken: null"])
    func empty(_ text: String) throws { #expect(try YarnRC(parsing: Array(text.utf8)) == YarnRC()) }

    @Test(
        "is refused where something else would be read than is meant",
        arguments: [
            ("- a", YarnRCError.expected("settings", line: 1)), ("npmScopes: a", .expected("npmScopes", line: 1)),
            ("npmScopes:\n  a: b", .expected("npmScopes", line: 2)),
            ("npmScopes:\n  a:\n    npmRegistryServer: {}", .expected("npmRegistryServer", line: 3)),
            ("npmRegistries: []", .expected("npmRegistries", line: 1)),
            ("npmAuthToken: [a]", .expected("npmAuthToken", line: 1)), ("a: [", .syntax(line: 2)),
            ("npmScopes: {}\nnpmScopes: {}", .syntax(line: 1)),
        ])
    func refused(_ text: String, _ error: YarnRCError) { #expect(Self.error(text) == error) }

    @Test("bytes that are no UTF-8 are refused")
    func encoding() { #expect(throws: YarnRCError.notUTF8) { try YarnRC(parsing: [0x61, 0x3A, 0x20, 0xFF]) } }

    @Test("size, scopes and anchors are bounded")
    func bounds() throws {
        let scopes = (0...YarnRC.maximumEntries).map { "  s\($0): {}\n" }
        #expect(Self.error("npmScopes:\n" + scopes.dropLast().joined()) == nil)
        #expect(Self.error("npmScopes:\n" + scopes.joined()) == .tooManyEntries(limit: YarnRC.maximumEntries))
        let large = [UInt8](repeating: 0x23, count: YarnRC.maximumBytes)
        #expect(try YarnRC(parsing: large) == YarnRC())
        #expect(throws: YarnRCError.tooLarge(limit: YarnRC.maximumBytes)) { try YarnRC(parsing: large + [0x23]) }
        let bomb = (1...40).map { "a\($0): &a\($0) {? *a\($0 - 1) : *a\($0 - 1)}" }
        let text = "a0: &a0 x\n" + bomb.joined(separator: "\n")
        #expect(Self.error(text) == .tooManyAliases(limit: YarnRC.maximumAliases))
        #expect(Self.error("a: &a {npmAuthToken: t}\nnpmScopes: {b: *a}\n# *all* of 'a/*'") == nil)
    }
}
