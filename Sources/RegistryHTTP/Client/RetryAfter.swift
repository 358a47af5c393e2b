import NIOHTTP1
import PackageModel

/// How long a server asks its clients to wait (RFC 9110 §10.2.3): seconds, or an instant by the server's own clock.
enum RetryAfter {
    /// Nil without the header, or with one that is neither.
    static func duration(_ headers: HTTPHeaders) -> Duration? {
        guard let text = headers.first(name: "retry-after") else { return nil }
        if let seconds = Int64(text) { return .seconds(max(0, seconds)) }
        guard let instant = date(text), let now = headers.first(name: "date").flatMap(date) else { return nil }
        return .milliseconds(max(0, instant.milliseconds - now.milliseconds))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that servers may write (RFC 9110 §5.6.7).
    static func date(_ text: String) -> Timestamp? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[5] == "GMT", parts[1].utf8.count == 2,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return try? Timestamp(parsing: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
