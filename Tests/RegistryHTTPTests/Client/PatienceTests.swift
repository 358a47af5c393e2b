import JSONCursor
import Registry
import RegistryHTTP
import TestSupport
import Testing

@Suite("Repeats, waits and rate limits")
struct PatienceTests {
    @Test("waits are doubled, and an answer ends them")
    func doubled() async throws {
        try await withRegistry(asking: Asking { $0.maximumAttempts = 4 }) { registry, asking in
            registry.put("/axios", json: "{}")
            registry.misbehave(.serverError, at: "/axios", times: 3)
            #expect(await asking.error(registry.url + "/axios") == nil)
            #expect(asking.waits.all == [.milliseconds(400), .milliseconds(800), .milliseconds(1600)])
        }
    }

    @Test("`Retry-After` is honoured")
    func retryAfter() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            registry.put("/axios", json: "{}")
            registry.misbehave(.rateLimitedForASecond, at: "/axios", times: 2)
            #expect(await asking.error(registry.url + "/axios") == nil)
            #expect(asking.waits.all == [.seconds(1), .seconds(1)])
        }
    }

    @Test(
        "a registry that asks for time gets half of what the run has left",
        arguments: [TestRegistry.Fault.badGateway, .rateLimited])
    func waitedOut(_ fault: TestRegistry.Fault) async throws {
        try await withRegistry(asking: Asking { $0.deadline = $0.clock() + .seconds(3600) }) { registry, asking in
            registry.put("/axios", json: "{}")
            registry.misbehave(fault, at: "/axios", times: 8)
            #expect(await asking.error(registry.url + "/axios") == nil)
            #expect(asking.waits.all.suffix(3) == [.seconds(10), .seconds(10), .seconds(10)])
        }
    }

    @Test("and no more, after which its own reason is said")
    func waitedInVain() async throws {
        try await withRegistry(asking: Asking { $0.deadline = $0.clock() + .seconds(3600) }) { registry, asking in
            registry.misbehave(.badGateway, at: "/axios")
            let start = ContinuousClock.now
            #expect(await asking.error(registry.url + "/axios") == .serverError(status: 502))
            // What the requests themselves took is time of the run, too.
            let waited = asking.waits.total + start.duration(to: .now)
            #expect(waited > .seconds(1700) && asking.waits.total < .seconds(1800))
        }
    }

    @Test("a wait of no time is no wait")
    func retryAtOnce() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            registry.put("/axios", .init(status: 503, headers: ["retry-after": "0"], body: []))
            #expect(await asking.error(registry.url + "/axios") == .serverError(status: 503))
            #expect(asking.waits.all == [.milliseconds(400), .milliseconds(800)])
        }
    }

    @Test("a hundred connections that break at once are asked for again")
    func brokenTogether() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            registry.setLatency(milliseconds: 50)
            for number in 0..<100 {
                registry.put("/\(number)", json: "{}")
                registry.misbehave(.reset, at: "/\(number)", times: 1)
            }
            let errors = await withTaskGroup(of: TransportError?.self) { group in
                for number in 0..<100 { group.addTask { await asking.error("\(registry.url)/\(number)") } }
                return await group.reduce(into: [TransportError]()) { if let error = $1 { $0.append(error) } }
            }
            #expect(errors == [])
        }
    }

    @Test("a wait beyond all patience is not begun")
    func tooLong() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            registry.put("/axios", .init(status: 429, headers: ["retry-after": "3600"], body: []))
            #expect(await asking.error(registry.url + "/axios") == .rateLimited)
            #expect(asking.waits.all.isEmpty)
        }
    }

    @Test("nothing is waited for beyond the run's deadline, nor asked after it")
    func deadline() async throws {
        let asking = try Asking {
            $0.deadline = $0.clock() + .seconds(3600)
            ($0.firstDelay, $0.maximumBackoff, $0.maximumDelay) = (.seconds(3000), .seconds(3000), .seconds(3000))
        }
        try await withRegistry(asking: asking) { registry, asking in
            registry.misbehave(.serverError, at: "/axios")
            #expect(await asking.error(registry.url + "/axios") == .serverError(status: 500))
            #expect(asking.waits.all == [.seconds(3000)])
            asking.waits.add(.seconds(3600))
            #expect(await asking.error(registry.url + "/chalk") == .deadlineExceeded)
            #expect(!registry.requests.contains { $0.path == "/chalk" })
        }
    }

    @Test("what is under way at the run's deadline is given up", .timeLimit(.minutes(1)), arguments: [false, true])
    func deadlinePasses(isInBody: Bool) async throws {
        let asking = try Asking { $0.deadline = $0.clock() + .seconds(1) }
        try await withRegistry(asking: asking) { registry, asking in
            registry.misbehave(isInBody ? .stall : .silence, at: "/axios")
            #expect(await asking.error(registry.url + "/axios") == .deadlineExceeded)
            #expect(registry.requests.count <= 1)
        }
    }

    @Test("the downloads API that keeps refusing is left alone")
    func downloadsExhausted() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            for number in 1...4 {
                registry.misbehave(.rateLimited, at: "/\(number)")
                #expect(await asking.error(registry.url + "/\(number)", service: .downloads) == .rateLimited)
            }
            #expect(registry.requests.count == 6)
        }
    }

    @Test("after a refusal, the downloads API is asked more slowly")
    func downloadsPaced() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            registry.put("/ok", json: "{}")
            registry.misbehave(.forbidden, at: "/bad")
            #expect(await asking.error(registry.url + "/bad", service: .downloads) == .unauthorized(status: 403))
            #expect(asking.waits.all.isEmpty)
            #expect(await asking.error(registry.url + "/ok", service: .downloads) == nil)
            #expect(asking.waits.all == [.milliseconds(400)])
            #expect(await asking.error(registry.url + "/ok", service: .downloads) == nil)
            #expect(asking.waits.all.count == 1)
        }
    }

    @Test("GitHub is asked until it says that its limit is reached", arguments: [200, 403])
    func githubBudget(_ status: Int) async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            let headers = ["x-ratelimit-remaining": "0", "x-ratelimit-limit": "60"]
            registry.put("/repos/a/b", .init(status: status, headers: headers, body: Array("{}".utf8)))
            let first = await asking.error(registry.url + "/repos/a/b", service: .github)
            #expect(first == (status == 200 ? nil : .rateLimited))
            #expect(await asking.error(registry.url + "/repos/a/b", service: .github) == .rateLimited)
            #expect(registry.requests.count == 1)
        }
    }

    @Test("GitHub's refusal of one repository is no limit")
    func githubForbidden() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            registry.misbehave(.forbidden, at: "/repos/a/b")
            registry.put("/repos/a/c", json: "{}")
            #expect(await asking.error(registry.url + "/repos/a/b", service: .github) == .unauthorized(status: 403))
            #expect(await asking.error(registry.url + "/repos/a/c", service: .github) == nil)
        }
    }

    @Test("without a network, thousands of packages do not wait for each other's repeats")
    func noNetwork() async throws {
        let asking = try Asking()
        for _ in 1...20 { _ = await asking.error(Asking.unreachable) }
        #expect(asking.waits.all.count < 10)
        await asking.transport.shutdown()
    }

    @Test("many at once stay within the connections that a host may have")
    func bounded() async throws {
        try await withRegistry(asking: Asking { $0.connectionsPerHost = 4 }) { registry, asking in
            registry.setLatency(milliseconds: 5)
            registry.put("/axios", json: "{}")
            let answers = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask { await asking.error("\(registry.url)/axios?\(number)") == nil }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(answers.count == 200)
            #expect(answers.allSatisfy { $0 })
            #expect(registry.mostConcurrentRequests <= 4)
            #expect(registry.mostConcurrentRequests > 1)
        }
    }

    @Test("a cancelled request ends at once, as cancelled", .timeLimit(.minutes(5)))
    func cancelled() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            registry.misbehave(.trickle, at: "/axios")
            let url = registry.url + "/axios"
            let task = Task { await asking.error(url) }
            while registry.requests.isEmpty { await Task.yield() }
            task.cancel()
            #expect(await task.value == .cancelled)
        }
    }

    @Test("bodies come compressed, and are taken as what they are")
    func compressed() async throws {
        try await withRegistry(asking: Asking()) { registry, asking in
            let body = #"{"a": "\#(String(repeating: "x", count: 200_000))"}"#
            registry.put("/axios", json: body)
            let answer = try await asking.json(registry.url + "/axios").get()
            #expect(answer["a"]?.string?.utf8.count == 200_000)
            #expect(registry.requests.first?.header("accept-encoding") == "gzip")
        }
    }
}
