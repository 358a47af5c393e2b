import Registry
import RegistryHTTP
import TestSupport
import Testing

@Suite("Over TLS")
struct TLSTests {
    /// A registry whose authority is nobody's but the test's, and what `body` makes of it.
    private static func withSecureRegistry(
        host: String? = nil, _ body: (TestRegistry, TestAuthority) async throws -> Void
    ) async throws {
        let authority = try TestAuthority(host: host)
        let registry = try await TestRegistry.start(authority: authority)
        registry.put("/axios", json: #"{"name": "axios"}"#)
        try await body(registry, authority)
        try await registry.stop()
    }

    private static func configuration(
        _ layers: [(ConfigurationLayer.Kind, [String: String])], _ variables: [String: String] = [:]
    ) -> RegistryConfiguration {
        RegistryConfiguration(
            layers: layers.map { kind, entries in
                ConfigurationLayer(
                    kind: kind, name: "\(kind)",
                    entries: entries.map { NPMRC.Entry(key: $0.key, value: $0.value, line: 1) })
            }, variables: variables)
    }

    /// Whether the registry's document comes; the error otherwise.
    private static func ask(_ url: String, _ configuration: RegistryConfiguration) async throws -> TransportError? {
        let asking = try Asking(configuration)
        let error = await asking.error(url)
        await asking.transport.shutdown()
        return error
    }

    @Test("an authority that nobody knows is refused, and the host is named")
    func unknownAuthority() async throws {
        try await Self.withSecureRegistry { registry, _ in
            let error = try await Self.ask("\(registry.url)/axios", Self.configuration([]))
            let reason =
                "its certificate is by no authority that is trusted here; `cafile` in the user's `.npmrc` names one"
            #expect(error == .tlsFailed(host: "127.0.0.1", reason: reason))
            #expect(registry.requests.isEmpty)
        }
    }

    @Test("one that the configuration names is trusted, and for that name alone")
    func namedAuthority() async throws {
        try await Self.withSecureRegistry { registry, authority in
            let trusting = Self.configuration([(.user, ["ca": authority.certificate])])
            #expect(try await Self.ask("\(registry.url)/axios", trusting) == nil)
            let other = Self.configuration([(.user, ["ca": try TestAuthority().certificate])])
            guard case .tlsFailed? = try await Self.ask("\(registry.url)/axios", other) else {
                Issue.record("another authority vouched for it")
                return
            }
        }
    }

    @Test("the user may do without, a project may not")
    func withoutVerification() async throws {
        try await Self.withSecureRegistry { registry, _ in
            let user = Self.configuration([(.user, ["strict-ssl": "false"])])
            #expect(try await Self.ask("\(registry.url)/axios", user) == nil)
            let project = Self.configuration([(.project, ["strict-ssl": "false"])])
            guard case .tlsFailed? = try await Self.ask("\(registry.url)/axios", project) else {
                Issue.record("a project switched verification off")
                return
            }
        }
    }

    @Test("a proxy sees names of hosts and nothing else, and gets its own credentials, which nobody else does")
    func proxy() async throws {
        try await Self.withSecureRegistry(host: "registry.test") { registry, authority in
            let proxy = try await TestProxy.start(to: registry.port)
            let address = proxy.url.replacing("http://", with: "http://me:hunter2@")
            let configuration = Self.configuration([
                (
                    .user,
                    [
                        "ca": authority.certificate, "https-proxy": address, "noproxy": "direct.invalid",
                        "//registry.test/:_authToken": "a-token",
                    ]
                )
            ])
            #expect(try await Self.ask("https://registry.test/axios", configuration) == nil)
            let head = try #require(proxy.requests.first)
            #expect(head.hasPrefix("CONNECT registry.test:443 HTTP/1.1\r\n"))
            #expect(head.lowercased().contains("proxy-authorization: basic bwu6ahvudgvymg=="))
            #expect(!head.contains("axios") && !head.contains("a-token"))
            let request = try #require(registry.requests.first)
            #expect(request.path == "/axios" && request.header("authorization") == "Bearer a-token")
            #expect(request.header("proxy-authorization") == nil)

            // Neither excepted hosts nor this machine itself are reached through it.
            let direct = try await Self.ask("https://direct.invalid/axios", configuration)
            #expect(direct == .unreachable(host: "direct.invalid", reason: "the name cannot be resolved"))
            guard case .tlsFailed("127.0.0.1", _)? = try await Self.ask("\(registry.url)/axios", configuration) else {
                Issue.record("the certificate of a name was taken for an address")
                return
            }
            #expect(proxy.requests.count == 1)
            // The certificate must be the named host's, whoever the tunnel leads to.
            let other = try await Self.ask("https://other.test/axios", configuration)
            #expect(other == .tlsFailed(host: "other.test", reason: "its certificate is for another name"))
            try await proxy.stop()
        }
    }
}
