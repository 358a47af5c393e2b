import NIOHTTP1
import Testing

@testable import RegistryHTTP

@Suite("How long a server asks to wait")
struct RetryAfterTests {
    private static let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT")

    @Test(
        arguments: [
            ("0", .zero), ("120", .seconds(120)), ("-5", .zero), ("Sun, 06 Nov 1994 08:50:37 GMT", .seconds(60)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", .zero), ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("soon", nil),
            ("Sun, 06 Nov 1994 08:50:37 CET", nil), ("Sun, 99 Nov 1994 08:50:37 GMT", nil),
        ] as [(String, Duration?)])
    func isRead(text: String, wait: Duration?) {
        #expect(RetryAfter.duration(HTTPHeaders([("retry-after", text), Self.date])) == wait)
    }

    @Test("an instant says nothing without the server's own clock")
    func withoutClock() {
        #expect(RetryAfter.duration(HTTPHeaders([("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT")])) == nil)
        #expect(RetryAfter.duration(HTTPHeaders()) == nil)
    }
}
