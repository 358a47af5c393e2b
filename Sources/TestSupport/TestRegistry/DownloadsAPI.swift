import PackageModel

/// npm's downloads API as it behaves: flat for one name, keyed for several, no scopes in bulk.
enum DownloadsAPI {
    private static let pointPrefix = "/downloads/point/last-week/"
    private static let rangePrefix = "/downloads/range/"

    static func answer(to path: String, counts: [String: Int64]) -> TestRegistry.Answer? {
        if path.hasPrefix(pointPrefix) { return point(String(path.dropFirst(pointPrefix.count)), counts) }
        if path.hasPrefix(rangePrefix) { return range(String(path.dropFirst(rangePrefix.count)), counts) }
        return nil
    }

    private static func point(_ list: String, _ counts: [String: Int64]) -> TestRegistry.Answer {
        let names = list.split(separator: ",").map(String.init)
        if names.count == 1, let name = names.first {
            guard let count = counts[name] else { return notFound(name) }
            return json(fields(name, count))
        }
        guard names.count <= 128, !names.contains(where: { $0.hasPrefix("@") }) else {
            let body = #"{"error":"scoped packages are not currently supported in bulk lookups"}"#
            return .init(status: 400, body: Array(body.utf8))
        }
        return json(
            "{"
                + names.map { name in "\"\(name)\":" + (counts[name].map { fields(name, $0) } ?? "null") }
                .joined(separator: ",") + "}")
    }

    private static func fields(_ name: String, _ count: Int64) -> String {
        #"{"downloads":\#(count),"start":"2026-05-08","end":"2026-05-14","package":"\#(name)"}"#
    }

    /// A day's downloads are a seventh of a week's.
    private static func range(_ rest: String, _ counts: [String: Int64]) -> TestRegistry.Answer {
        guard let slash = rest.firstIndex(of: "/"), let colon = rest.firstIndex(of: ":") else { return .notFound }
        let name = String(rest[rest.index(after: slash)...])
        guard let count = counts[name] else { return notFound(name) }
        let (start, end) = (String(rest[..<colon]), String(rest[rest.index(after: colon)..<slash]))
        guard var day = try? Timestamp(parsing: start), let last = try? Timestamp(parsing: end) else {
            return .notFound
        }
        var days: [String] = []
        while day <= last {
            days.append(#"{"downloads":\#(count / 7),"day":"\#(day.dateText)"}"#)
            day = day.adding(days: 1)
        }
        return json(
            #"{"start":"\#(start)","end":"\#(end)","package":"\#(name)","downloads":["#
                + days.joined(separator: ",") + "]}")
    }

    private static func notFound(_ name: String) -> TestRegistry.Answer {
        .init(status: 404, body: Array(#"{"error":"package \#(name) not found"}"#.utf8))
    }

    private static func json(_ text: String) -> TestRegistry.Answer { .init(body: Array(text.utf8)) }
}
