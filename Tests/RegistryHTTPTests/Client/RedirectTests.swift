import Registry
import RegistryHTTP
import TestSupport
import Testing

@Suite("Redirects, and where credentials go")
struct RedirectTests {
    /// Where a redirect leads: `A` is the registry that is asked, `B` another one, each by its port.
    struct Shape: Sendable, CustomTestStringConvertible {
        enum Outcome: Sendable { case withToken, withoutToken, refused }

        let testDescription: String
        let location: String
        let outcome: Outcome

        init(_ testDescription: String, _ location: String, _ outcome: Outcome) {
            self.testDescription = testDescription
            self.location = location
            self.outcome = outcome
        }
    }

    static let shapes = [
        Shape("a path below the credential's folder", "/npm/end", .withToken),
        Shape("the same origin in full", "http://127.0.0.1:A/npm/end", .withToken),
        Shape("a path outside of the credential's folder", "/end", .withoutToken),
        Shape("a folder with the same beginning", "/npmevil/end", .withoutToken),
        Shape("another port", "http://127.0.0.1:B/npm/end", .withoutToken),
        Shape("another name of the same host", "http://localhost:A/npm/end", .withoutToken),
        Shape("another port without a scheme", "//127.0.0.1:B/npm/end", .withoutToken),
        Shape("another origin and back", "http://127.0.0.1:B/back", .withoutToken),
        Shape("user information", "http://user:canary@127.0.0.1:A/npm/end", .refused),
        Shape("another host as user information", "http://127.0.0.1:A@127.0.0.1:B/npm/end", .refused),
        Shape("a backslash", "/\\127.0.0.1:B/npm/end", .refused),
        Shape("a path beside the one that was asked", "end", .withToken),
        Shape("a path out of the folder, relative", "../npmevil/end", .withoutToken),
        Shape("another scheme", "ftp://127.0.0.1:A/npm/end", .refused),
        Shape("a file", "file:///etc/passwd", .refused),
        Shape("a path out of the folder", "/npm/../end", .refused),
        Shape("a path out of the folder, escaped", "/npm/%2E%2e/end", .refused),
        Shape("a blank", "/npm/end x", .refused),
        Shape("in a circle", "/npm/start", .refused),
    ]

    /// Known attack 43 of docs/verification.md: no credential crosses to another port, scheme, host or user.
    @Test(arguments: shapes)
    func redirect(_ shape: Shape) async throws {
        try await withRegistry { a in
            try await withRegistry { b in
                let entries = [
                    "registry": "\(a.url)/npm/", "//127.0.0.1:\(a.port)/npm/:_authToken": "canary",
                    "//127.0.0.1:\(b.port)/:_authToken": "other", "@b:registry": b.url,
                ]
                let asking = try Asking(entries)
                let location = shape.location.replacing(":A", with: ":\(a.port)").replacing(":B", with: ":\(b.port)")
                a.put("/npm/start", .init(status: 302, headers: ["location": location], body: []))
                b.put("/back", .init(status: 302, headers: ["location": "\(a.url)/npm/end"], body: []))
                for path in ["/npm/end", "/npmevil/end", "/end"] {
                    a.put(path, json: "{}")
                    b.put(path, json: "{}")
                }
                let error = await asking.error("\(a.url)/npm/start")
                await asking.transport.shutdown()

                #expect(a.requests.first?.header("authorization") == "Bearer canary")
                let later = (a.requests + b.requests).filter { $0.path != "/npm/start" }
                switch shape.outcome {
                case .withToken:
                    #expect(error == nil)
                    #expect(later.map { $0.header("authorization") } == ["Bearer canary"])
                case .withoutToken:
                    #expect(error == nil)
                    #expect(!later.isEmpty && later.allSatisfy { $0.header("authorization") == nil })
                case .refused:
                    guard case .redirectRefused(let target)? = error else {
                        Issue.record("\(String(describing: error))")
                        return
                    }
                    #expect(!target.contains("canary"))
                    #expect(later.isEmpty)
                }
            }
        }
    }

    @Test("all statuses of redirects are followed", arguments: [301, 302, 303, 307, 308])
    func statuses(_ status: Int) async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            registry.put("/a", .init(status: status, headers: ["location": "/b"], body: []))
            registry.put("/b", json: "{}")
            #expect(await asking.error(registry.url + "/a") == nil)
        }
    }

    @Test("an answer that a proxy changed is one", arguments: [200, 203])
    func nonAuthoritative(_ status: Int) async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            registry.put("/a", .init(status: status, body: Array("{}".utf8)))
            #expect(await asking.error(registry.url + "/a") == nil)
        }
    }

    @Test("a token of GitHub goes to GitHub's API alone", arguments: WebRequest.Service.allCases)
    func githubToken(_ service: WebRequest.Service) async throws {
        try await withRegistry(asking: Asking(githubToken: Secret("Bearer canary"))) { registry, asking in
            registry.put("/x", json: "{}")
            #expect(await asking.error(registry.url + "/x", service: service) == nil)
            let sent = registry.requests.first?.header("authorization")
            #expect(sent == (service == .github ? "Bearer canary" : nil))
        }
    }

    @Test("a credential of the registry goes to no other service", arguments: WebRequest.Service.allCases)
    func registryToken(_ service: WebRequest.Service) async throws {
        try await withRegistry { registry in
            let asking = try Asking(["registry": registry.url, "//127.0.0.1:\(registry.port)/:_authToken": "canary"])
            registry.put("/x", json: "{}")
            #expect(await asking.error(registry.url + "/x", service: service) == nil)
            await asking.transport.shutdown()
            let sent = registry.requests.first?.header("authorization")
            #expect(sent == (service == .registry ? "Bearer canary" : nil))
        }
    }
}
