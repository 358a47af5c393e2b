import PackageModel
import Registry
import Testing

@Suite("Whom a name is told to")
struct EndpointsTests {
    private static func endpoints(_ registry: String, _ scopes: [String: String] = [:]) -> Endpoints {
        Endpoints(registry: registry, scopedRegistries: scopes)
    }

    private static let npm = "https://registry.npmjs.org/"
    private static let corp = "https://npm.corp.example/"

    @Test(
        "a scope's own registry alone, whatever the others have",
        arguments: [npm, corp, "https://npm.corp.example", "https://mirror.example/"])
    func ownRegistry(_ registry: String) throws {
        let endpoints = Self.endpoints(registry, ["company": Self.corp])
        #expect(endpoints.isPrivate(try PackageName(parsing: "@company/secret")))
        #expect(!endpoints.isPrivate(try PackageName(parsing: "@other/name")))
        #expect(!endpoints.isPrivate(try PackageName(parsing: "name")))
    }

    @Test(
        "npm's own registry is nobody's in particular, however it is written",
        arguments: ["https://registry.npmjs.org", npm, "HTTPS://Registry.NPMJS.org:443//"])
    func npmForAScope(_ address: String) throws {
        let name = try PackageName(parsing: "@types/node")
        for endpoints in [Self.endpoints(Self.corp, ["types": address]), Self.endpoints(address)] {
            #expect(!endpoints.isPrivate(name))
            #expect(endpoints.registry(of: name) == Endpoints.defaultRegistry)
        }
    }

    @Test(
        "an address that is not quite npm's is a registry of its own",
        arguments: [
            "http://registry.npmjs.org/", "https://registry.npmjs.org:8443/", "https://registry.npmjs.org/npm/",
            "https://registry.npmjs.org.evil.example/",
        ])
    func almostNPM(_ address: String) throws {
        #expect(Self.endpoints(Self.corp, ["types": address]).isPrivate(try PackageName(parsing: "@types/node")))
    }
}
