import NIOCore
import NIOPosix
import Registry
import RegistryHTTP
import Testing

@Suite("The end of a run")
struct ShutdownTests {
    @Test("a connection that is still being made is not waited for", .timeLimit(.minutes(1)))
    func unfinishedConnection() async throws {
        // Takes connections and says nothing, so that TLS never begins.
        let mute = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(mute.localAddress?.port)
        let asking = try Asking { $0.deadline = $0.clock() + .seconds(1) }
        let error = await asking.error("https://127.0.0.1:\(port)/axios")
        #expect(error == .deadlineExceeded || error == .timedOut)
        await asking.transport.shutdown()
        try await mute.close()
    }
}
