import Registry
import RegistryHTTP
import Testing

@Suite("Addresses of proxies")
struct ProxyTests {
    @Test(
        "a proxy over TLS is refused, since its password would be sent in plain text",
        arguments: ["https-proxy", "proxy"])
    func overTLS(_ key: String) throws {
        #expect(throws: HTTPSetupError.proxyOverTLS("https://proxy.example:8443")) {
            try Asking([key: "https://name:canary@proxy.example:8443"])
        }
    }

    @Test("an address of IP version 6 is no name", arguments: ["http://[::1]:1", "[::1]:1"])
    func version6(_ address: String) async throws {
        let asking = try Asking(["https-proxy": address])
        let error = await asking.error("https://registry.invalid/axios")
        await asking.transport.shutdown()
        guard case .unreachable("[::1] (proxy)", let reason)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason != "the name cannot be resolved")
    }
}
