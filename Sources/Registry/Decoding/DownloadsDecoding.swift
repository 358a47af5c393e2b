public import JSONCursor
public import PackageModel

/// Decodes the answers of the downloads API.
///
/// It answers flat for one name and keyed by name for several; a name that it does not know is `null` among several, and a
/// 404 alone. An answer with the status 200 need not be JSON.
public enum DownloadsAnswer {
    /// The most days that one answer has: the API gives at most 18 months.
    public static let maximumDays = 600

    private static let limits = JSONLimits(bytes: BodyLimit.downloads, depth: 8, values: 100_000)

    /// The counts of `point`, for each of the names that were asked for; nil where the API does not know the name.
    ///
    /// A name that the answer leaves out is left out here, and unknown.
    public static func counts(
        _ bytes: [UInt8], names: [PackageName]
    ) throws(DownloadsError) -> [PackageName: DownloadCount?] {
        let document = try parse(bytes)
        // Keyed answers have objects only: this is no package called `downloads`.
        if document["downloads"]?.number != nil {
            guard let only = names.first, names.count == 1 else { throw .flatAnswerForSeveralNames }
            return [only: try count(document, of: only)]
        }
        var counts: [PackageName: DownloadCount?] = [:]
        for name in names {
            guard let answer = document[name.text] else { continue }
            counts[name] = .some(answer.isNull ? nil : try count(answer, of: name))
        }
        return counts
    }

    /// The days of `range` for one name.
    public static func days(_ bytes: [UInt8], name: PackageName) throws(DownloadsError) -> DailyDownloads {
        let document = try parse(bytes)
        try check(document, isAbout: name)
        guard let list = document["downloads"]?.array else { throw .unexpectedShape }
        guard list.count <= maximumDays else { throw .tooManyDays(list.count) }
        var days: [DailyDownloads.Day] = []
        for entry in list {
            guard let day = entry["day"]?.string.flatMap({ try? Timestamp(parsing: $0) }),
                let downloads = entry["downloads"]?.int64.flatMap(UInt64.init(exactly:))
            else { throw .unexpectedShape }
            if let last = days.last, last.day.adding(days: 1) != day { throw .gapInDays(day) }
            days.append(DailyDownloads.Day(day: day, downloads: downloads))
        }
        return DailyDownloads(days: days)
    }

    private static func parse(_ bytes: [UInt8]) throws(DownloadsError) -> JSONValue {
        let document: JSONValue
        do throws(JSONError) { document = try JSONValue(parsing: bytes, limits: limits) } catch { throw .json(error) }
        guard document.object != nil else { throw .unexpectedShape }
        if let message = document["error"]?.string { throw .refused(message) }
        return document
    }

    private static func check(_ answer: JSONValue, isAbout name: PackageName) throws(DownloadsError) {
        guard let package = answer["package"]?.string else { throw .unexpectedShape }
        guard equalBytewise(package, name.text) else { throw .wrongName(package) }
    }

    private static func count(_ answer: JSONValue, of name: PackageName) throws(DownloadsError) -> DownloadCount {
        try check(answer, isAbout: name)
        guard let downloads = answer["downloads"]?.int64.flatMap(UInt64.init(exactly:)),
            let start = answer["start"]?.string.flatMap({ try? Timestamp(parsing: $0) }),
            let end = answer["end"]?.string.flatMap({ try? Timestamp(parsing: $0) }), start <= end
        else { throw .unexpectedShape }
        return DownloadCount(downloads: downloads, end: end)
    }
}

/// Why an answer of the downloads API says nothing.
public enum DownloadsError: Error, Hashable, Sendable {
    case json(JSONError)
    case unexpectedShape
    /// The API's own words, which are untrusted text.
    case refused(String)
    case wrongName(String)
    case flatAnswerForSeveralNames
    case tooManyDays(Int)
    /// The first day that does not follow the one before it.
    case gapInDays(Timestamp)
}

extension DownloadsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .json(let error): "\(error)"
        case .unexpectedShape: "not the shape of an answer about downloads"
        case .refused(let words): "the API says `\(words)`"
        case .wrongName: "the answer is about another package"
        case .flatAnswerForSeveralNames: "one answer for several packages"
        case .tooManyDays(let count): "\(count) days in one answer"
        case .gapInDays(let day): "no day follows the one before \(day.dateText)"
        }
    }
}
