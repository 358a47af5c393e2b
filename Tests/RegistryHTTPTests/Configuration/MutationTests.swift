import Registry
import RegistryHTTP
import TestSupport
import Testing

@Suite("Mutated .npmrc files")
struct MutationTests {
    static let pieces = [
        "registry=", "@s:registry=", "//evil.example/", "//registry.npmjs.org/", ":_authToken=", ":_auth=",
        ":username=",
        ":_password=", "${NPM_TOKEN}", "${NPM_TOKEN?}", "\\", "\"", "'", "\n", "\r", "=", "[a]", "[]", ";", "#",
        "https:",
        "evil.example", "@", ":", "/", "proxy=", "https-proxy=", "http://", "${", "}", " ", "\u{0}", "%40", "?",
    ].map { Array($0.utf8) }

    static let yarnPieces = [
        "npmRegistryServer", "npmAuthToken", "npmAuthIdent", "npmScopes", "npmRegistries", ": ", ":", "\n", "  ",
        "    ", "{", "}",
        "[", "]", ", ", "'", "\"", "- ", "#", "s", "//evil.example", "https://evil.example",
        "https://registry.npmjs.org",
        "${NPM_TOKEN}", "${NPM_TOKEN:-x}", "${EMPTY:-", "${EMPTY-x}", "a:", "@", "&a ", "*a", "? ", "|", "~", "null",
        "\t",
    ].map { Array($0.utf8) }

    @Test("of Yarn as well, and of the user's token", arguments: 0..<8)
    func mutatedYarn(_ seed: Int) throws {
        var numbers = SplitMix64(seed: UInt64(seed))
        let variables = ["NPM_TOKEN": "canary", "EMPTY": "", "YARN_NPM_AUTH_TOKEN": "canary"]
        for _ in 0..<1000 {
            var bytes = Array("npmRegistryServer: https://evil.example\n".utf8)
            if Bool.random(using: &numbers) { bytes = [] }
            for _ in 0..<Int.random(in: 1...14, using: &numbers) {
                bytes += Self.yarnPieces.randomElement(using: &numbers) ?? []
            }
            guard let file = try? YarnRC(parsing: bytes) else { continue }
            let places = [
                ConfigurationLayer.YarnPlace(variables: variables),
                ConfigurationLayer.YarnPlace(kind: .project, name: ".yarnrc.yml", contents: file),
            ]
            let read = RegistryConfiguration(
                layers: ConfigurationLayer.layers(ofYarn: places, variables: variables), variables: variables)
            let input = String(decoding: bytes, as: UTF8.self)
            let shown = [read.registry] + read.scopedRegistries.flatMap { [$0.key, $0.value] } + read.notices
            #expect(!shown.contains { $0.contains("canary") }, "\(input)")
            for grant in read.credentials.grants where grant.origin.host != "registry.npmjs.org" {
                #expect(grant.authorization != Secret("Bearer canary"), "\(input)")
                #expect(grant.authorization != Secret("Basic canary"), "\(input)")
            }
        }
    }

    @Test("trap nothing, and send no variable to a host that the user did not name", arguments: 0..<8)
    func mutated(_ seed: Int) throws {
        var numbers = SplitMix64(seed: UInt64(seed))
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...14, using: &numbers) {
                bytes += Self.pieces.randomElement(using: &numbers) ?? []
                if Int.random(in: 0..<20, using: &numbers) == 0 {
                    bytes.append(UInt8.random(in: 0...255, using: &numbers))
                }
            }
            let layer = ConfigurationLayer(
                kind: .project, name: ".npmrc", entries: try NPMRC(parsing: bytes).entries)
            let read = RegistryConfiguration(layers: [layer], variables: ["NPM_TOKEN": "canary"])
            let input = String(decoding: bytes, as: UTF8.self)
            for address in [read.registry] + read.scopedRegistries.flatMap({ [$0.key, $0.value] })
            where address.contains("canary") {
                Issue.record("a variable is in an address: \(input)")
            }
            for grant in read.credentials.grants where grant.origin.host != "registry.npmjs.org" {
                #expect(!grant.path.contains("canary"), "\(input)")
                #expect(grant.authorization != Secret("Bearer canary"), "\(input)")
                #expect(grant.authorization != Secret("Basic canary"), "\(input)")
            }
            for proxy in [read.httpsProxy, read.httpProxy] {
                #expect(proxy != Secret("canary") && proxy != Secret("http://canary"), "\(input)")
            }
            #expect(!read.notices.contains { $0.contains("canary") }, "\(input)")
        }
    }
}
