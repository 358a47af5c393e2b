import Commands
import Foundation
import TestSupport
import Testing

/// Where names of a private scope go, by the files that say so: npm reads all of these (`npm config get`), and Yarn the others.
@Suite("Configuration is found where npm and Yarn find it")
struct ConfigurationFilesTests {
    struct Place: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// `URL` stands for the private registry's address.
        let files: [String: String]
        var variables: [String: String] = [:]
        var arguments = ["@acme/x"]

        init(
            _ testDescription: String, _ files: [String: String], variables: [String: String] = [:],
            arguments: [String] = ["@acme/x"]
        ) {
            self.testDescription = testDescription
            self.files = files
            self.variables = variables
            self.arguments = arguments
        }
    }

    static let scope = "@acme:registry=URL"
    static let yarn = "npmScopes:\n  acme:\n    npmRegistryServer: URL\n"
    static let lockfile =
        #"{"name": "d", "lockfileVersion": 3, "packages": {"": {}, "node_modules/@acme/x": {"version": "1.0.0"}}}"#
    static let berry = """
        __metadata:
          version: 8

        "@acme/x@npm:1.0.0":
          version: 1.0.0
          resolution: "@acme/x@npm:1.0.0"
          languageName: node
          linkType: hard

        "d@workspace:.":
          version: 0.0.0-use.local
          resolution: "d@workspace:."
          dependencies:
            "@acme/x": "npm:1.0.0"
          languageName: unknown
          linkType: soft

        """

    static let places = [
        Place("the project's file", ["/project/.npmrc": scope]),
        Place("the user's file", ["/home/me/.npmrc": scope], variables: ["HOME": "/home/me"]),
        Place(
            "the global file of a prefix that the user's file names",
            ["/home/me/.npmrc": "prefix=/opt/own", "/opt/own/etc/npmrc": scope], variables: ["HOME": "/home/me"]),
        Place(
            "the global file of a prefix in the home folder",
            ["/home/me/.npmrc": "prefix=~/own", "/home/me/own/etc/npmrc": scope], variables: ["HOME": "/home/me"]),
        Place(
            "the global file that the user's file names",
            ["/home/me/.npmrc": "globalconfig=${WHERE}/rc", "/opt/rc": scope],
            variables: ["HOME": "/home/me", "WHERE": "/opt"]),
        Place(
            "the global file that a variable names", ["/opt/rc": scope],
            variables: ["NPM_CONFIG_GLOBALCONFIG": "/opt/rc"]),
        Place("the global file of a variable's prefix", ["/opt/etc/npmrc": scope], variables: ["PREFIX": "/opt"]),
        Place(
            "the global file beside node", ["/nowhere/node/bin/node": "", "/nowhere/node/etc/npmrc": scope],
            variables: ["PATH": "/nowhere/bin:/nowhere/node/bin"]),
        Place("the usual global file, without node", ["/usr/local/etc/npmrc": scope]),
        Place(
            "a user's file in the home folder", ["/home/me/uc": scope],
            variables: ["HOME": "/home/me", "npm_config_userconfig": "~/uc"]),
        Place(
            "a relative user's file", ["/project/conf/uc": scope], variables: ["npm_config_userconfig": "conf/uc"]),
        Place("a folder further up, with a package.json", ["/package.json": "{}", "/.npmrc": scope]),
        Place("a folder further up, with a node_modules", ["/node_modules/a/index.js": "", "/.npmrc": scope]),
        Place(
            "the workspace that the folder is a member of",
            ["/package.json": #"{"workspaces": ["pro*"]}"#, "/.npmrc": scope, "/project/package.json": "{}"]),
        Place(
            "the workspace, by a pattern with braces",
            ["/package.json": #"{"workspaces": ["{app,project}"]}"#, "/.npmrc": scope, "/project/package.json": "{}"]),
        Place(
            "the workspace, by a pattern that is not read",
            ["/package.json": #"{"workspaces": ["@(app|project)"]}"#, "/.npmrc": scope, "/project/package.json": "{}"]),
        Place(
            "the folder of the lock file", ["/project/app/package-lock.json": lockfile, "/project/app/.npmrc": scope],
            arguments: ["-f", "app/package-lock.json"]),
        Place(
            "the project that the lock file's folder is in",
            [
                "/project/app/package.json": "{}", "/project/app/sub/package-lock.json": lockfile,
                "/project/app/.npmrc": scope,
            ], arguments: ["-f", "app/sub/package-lock.json"]),
        Place("Yarn's file without a lock file", ["/project/.yarnrc.yml": yarn]),
        Place(
            "Yarn's file beside its lock file", ["/project/app/yarn.lock": berry, "/project/app/.yarnrc.yml": yarn],
            arguments: ["-f", "app/yarn.lock"]),
        Place(
            "Yarn's file further up", ["/project/app/yarn.lock": berry, "/project/.yarnrc.yml": yarn],
            arguments: ["-f", "app/yarn.lock"]),
        Place(
            "Yarn's file in the home folder", ["/project/yarn.lock": berry, "/home/me/.yarnrc.yml": yarn],
            variables: ["HOME": "/home/me"], arguments: ["-f", "yarn.lock"]),
        Place(
            "npm's file, for what Yarn's does not say",
            ["/project/yarn.lock": berry, "/project/.yarnrc.yml": "enableTelemetry: false", "/project/.npmrc": scope],
            arguments: ["-f", "yarn.lock"]),
        Place(
            "Yarn's file before npm's",
            [
                "/project/yarn.lock": berry, "/project/.yarnrc.yml": yarn,
                "/project/.npmrc": "@acme:registry=http://127.0.0.1:1/",
            ], arguments: ["-f", "yarn.lock"]),
        Place(
            "npm's file alone, for npm's lock file",
            [
                "/project/package-lock.json": lockfile, "/project/.npmrc": scope,
                "/project/.yarnrc.yml": "npmScopes: {acme: {npmRegistryServer: 'http://127.0.0.1:1/'}}",
            ], arguments: ["-f", "package-lock.json"]),
    ]

    private static func bytes(_ files: [String: String], _ url: String) -> [String: [UInt8]] {
        files.mapValues { Array($0.replacing("URL", with: url).utf8) }
    }

    @Test("and private names go to their registry alone", arguments: places)
    func place(_ place: Place) async throws {
        let (all, acme) = (try await TestRegistry.start(), try await TestRegistry.start())
        let run = await ProgramRun(
            ["verify"] + place.arguments, registry: all, files: Self.bytes(place.files, acme.url),
            variables: place.variables)
        #expect(acme.requests.contains { $0.path.contains("acme") }, "\(run.errors)")
        #expect(!all.requests.contains { $0.path.contains("acme") }, "\(run.errors)")
        try await all.stop()
        try await acme.stop()
    }

    @Test(
        "also behind links: the global file, and npm's own",
        arguments: [
            ("node", "versions/20/bin/node", "versions/20/etc/npmrc"),
            ("npm", "lib/npm/bin/npm-cli.js", "lib/npm/npmrc"),
        ])
    func links(_ name: String, _ program: String, _ file: String) async throws {
        let (all, acme) = (try await TestRegistry.start(), try await TestRegistry.start())
        let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "node-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let real = folder.appending(path: program)
        try FileManager.default.createDirectory(
            at: real.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: real)
        let link = folder.appending(path: name)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: real)
        let files = ["\(link.path)": "", "\(folder.path)/\(file)": Self.scope]
        _ = await ProgramRun(
            ["verify", "@acme/x"], registry: all, files: Self.bytes(files, acme.url), variables: ["PATH": folder.path])
        #expect(!acme.requests.isEmpty)
        #expect(!all.requests.contains { $0.path.contains("acme") })
        try await all.stop()
        try await acme.stop()
    }

    @Test("a scope whose registry everybody has is its own all the same")
    func sameRegistry() async throws {
        let registry = try await TestRegistry.start()
        let version = PackageFixture.Version("1.0.0", published: "2025-05-01T00:00:00.000Z")
        registry.put(PackageFixture("@acme/x", maintainers: ["zoe", "yan"], versions: [version]), downloads: 1000)
        let files = ["/project/.npmrc": "registry=URL\n@acme:registry=URL"]
        let run = await ProgramRun(
            ["@acme/x", "--no-github"], registry: registry, files: Self.bytes(files, registry.url))
        #expect(registry.requests.contains { $0.path.contains("acme") }, "\(run.errors)")
        #expect(!registry.requests.contains { $0.path.contains("downloads") })
        try await registry.stop()
    }

    @Test("Yarn's variable names the registry without a file too, in any case", arguments: [true, false])
    func yarnVariable(isUpper: Bool) async throws {
        let registry = try await TestRegistry.start()
        let name = "YARN_NPM_REGISTRY_SERVER"
        _ = await ProgramRun(
            ["verify", "-f", "yarn.lock", "--tuf-mirror", registry.url],
            files: Self.bytes(["/project/yarn.lock": Self.berry], ""),
            variables: [isUpper ? name : name.lowercased(): registry.url])
        #expect(registry.requests.contains { $0.path.contains("acme") })
        try await registry.stop()
    }

    @Test("the file of a project in the home folder is the user's")
    func projectAtHome() async throws {
        let registry = try await TestRegistry.start()
        let origin = registry.url.dropFirst("http:".count)
        let run = await ProgramRun(
            ["verify", "x", "--offline"],
            files: ["/project/.npmrc": Array("\(origin)/:_authToken=${TOKEN}".utf8), "/project/package.json": []],
            variables: ["HOME": "/project/", "TOKEN": "canary"])
        #expect(!run.errors.contains("refused"), "\(run.errors)")
        try await registry.stop()
    }

    @Test("a project's file may not say where the user's is")
    func projectNamesFiles() async {
        let files = [
            "/project/.npmrc": "globalconfig=/project/rc\nuserconfig=/project/rc", "/project/rc": "strict-ssl=false",
        ]
        let run = await ProgramRun(["verify", "x", "--offline"], files: Self.bytes(files, ""))
        #expect(!run.errors.contains("strict-ssl"))
        #expect(run.errors.contains("line 1: `globalconfig` decides") && run.errors.contains("line 2: `userconfig`"))
    }

    @Test("a file of certificates in the home folder is read, and one that is missing is said to be")
    func certificates() async {
        let files = ["/home/me/.npmrc": "cafile=~/ca.pem", "/home/me/ca.pem": "nothing"]
        let variables = ["HOME": "/home/me"]
        let useless = await ProgramRun(["verify", "x"], files: Self.bytes(files, ""), variables: variables)
        #expect(useless.status == .usage)
        #expect(useless.errors.contains("`/home/me/ca.pem` holds no usable certificates"))
        let missing = await ProgramRun(
            ["verify", "x"], files: Self.bytes(["/home/me/.npmrc": "cafile=~/ca.pem"], ""), variables: variables)
        #expect(missing.status == .usage)
        #expect(missing.errors.contains("`/home/me/ca.pem` does not exist"), "\(missing.errors)")
    }

    @Test("a proxy over TLS is wrong usage, and its password not shown")
    func proxyOverTLS() async {
        let run = await ProgramRun(["verify", "x"], variables: ["HTTPS_PROXY": "https://me:canary@proxy.example:8443"])
        #expect(run.status == .usage)
        #expect(run.errors.contains("`https://proxy.example:8443` is one over TLS"), "\(run.errors)")
        #expect(!run.errors.contains("canary"))
    }

    @Test(
        "a Yarn configuration that is not understood ends the run",
        arguments: [
            ("npmScopes: 5", "line 1: `npmScopes` has"), ("a: b\nnpmScopes:\n  x: [", "no YAML"),
            ("npmRegistryServer: [a]", "line 1: `npmRegistryServer` has"),
            ("npmRegistryServer: nonsense", "`nonsense` is no"),
        ])
    func malformedYarn(_ text: String, _ words: String) async {
        let run = await ProgramRun(["verify", "x", "--offline"], files: ["/project/.yarnrc.yml": Array(text.utf8)])
        #expect(run.status == .usage)
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test("Yarn 1 has no such file")
    func classicYarn() async {
        let files = [
            "/project/yarn.lock": "# yarn lockfile v1\n\n\nx@1:\n  version \"1.0.0\"\n", "/project/.yarnrc.yml": "[a",
        ]
        let run = await ProgramRun(["verify", "-f", "yarn.lock", "--offline"], files: Self.bytes(files, ""))
        #expect(run.status == .unchecked, "\(run.errors)")
    }

    @Test(
        "what is not read is said once",
        arguments: [
            ("bunfig.toml", "[install.scopes]\nacme = \"https://x\"", "bun.lock"),
            ("bunfig.toml", "[install]\nregistry = \"https://x\"", "bun.lock"),
            ("pnpm-workspace.yaml", "registries:\n  \"@acme\": https://x", "pnpm-lock.yaml"),
            ("pnpm-workspace.yaml", "\"registries\" :\n  \"@acme\": https://x", "pnpm-lock.yaml"),
            (".yarnrc", "\"@acme:registry\" \"https://x\"", "yarn.lock"),
            (".yarnrc", "registry \"https://x\"", "yarn.lock"),
        ])
    func notRead(_ file: String, _ text: String, _ lock: String) async {
        for (text, count) in [(text, 1), ("[install]\nfrozenLockfile = true", 0)] {
            let files = ["/project/\(file)": Array(text.utf8), "/project/\(lock)": [UInt8]()]
            let run = await ProgramRun(["verify", "x", "--offline"], files: files)
            // The lock file is empty, and beside names nobody looks into it.
            let warnings = run.errors.split(separator: "\n").filter { $0.contains("`\(file)` names registries") }
            #expect(warnings.count == count, "\(run.errors)")
        }
    }

    @Test("and so are the files of Yarn 1 and pnpm in the user's own folders", arguments: [true, false])
    func notReadAtHome(isYarn: Bool) async {
        let (file, name) = isYarn ? ("/home/me/.yarnrc", ".yarnrc") : ("/home/me/.config/pnpm/rc", "pnpm/rc")
        let files = [file: "@acme:registry=https://x", "/project/\(isYarn ? "yarn.lock" : "pnpm-lock.yaml")": ""]
        let run = await ProgramRun(
            ["verify", "x", "--offline"], files: Self.bytes(files, ""), variables: ["HOME": "/home/me"])
        #expect(run.errors.contains("`\(name)` names registries"), "\(run.errors)")
    }
}
