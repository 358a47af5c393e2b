public import JSONCursor
import PackageModel

extension GitHubRepository {
    /// Decodes what `GET /repos/OWNER/NAME` answered.
    ///
    /// Requires the status 200; a member that is missing or of another type leaves its fact unknown.
    public init(decoding bytes: [UInt8]) throws(GitHubError) {
        let document = try GitHubList.parse(bytes)
        // What every repository has; a message that there is none does not.
        guard document["id"]?.int64 != nil, document["full_name"]?.string != nil else { throw .unexpectedShape }
        self.init(
            created: document["created_at"]?.string.flatMap { try? Timestamp(parsing: $0) },
            lastPush: document["pushed_at"]?.string.flatMap { try? Timestamp(parsing: $0) },
            stars: document["stargazers_count"]?.int64.flatMap { $0 >= 0 ? $0 : nil },
            isArchived: document["archived"]?.bool)
    }
}

/// Counts the elements of GitHub's lists: commits, contributors, releases.
public enum GitHubList {
    /// The number of elements of any list, a page of which has at most `pageSize`.
    ///
    /// GitHub answers with the status 204 and no bytes for the contributors of an empty repository: none.
    public static func count(_ bytes: [UInt8], pageSize: Int) throws(GitHubError) -> ListedCount {
        guard !bytes.isEmpty else { return ListedCount(count: 0, isLowerBound: false) }
        guard let list = try parse(bytes).array else { throw .unexpectedShape }
        return ListedCount(count: list.count, isLowerBound: list.count >= pageSize)
    }

    /// The number of releases that are neither drafts nor pre-releases.
    public static func releases(_ bytes: [UInt8], pageSize: Int) throws(GitHubError) -> ListedCount {
        guard let list = try parse(bytes).array else { throw .unexpectedShape }
        var count = 0
        for release in list {
            guard let isPrerelease = release["prerelease"]?.bool else { throw .unexpectedShape }
            if !isPrerelease, release["draft"]?.bool != true { count += 1 }
        }
        return ListedCount(count: count, isLowerBound: list.count >= pageSize)
    }

    static func parse(_ bytes: [UInt8]) throws(GitHubError) -> JSONValue {
        do throws(JSONError) {
            return try JSONValue(parsing: bytes, limits: JSONLimits(bytes: BodyLimit.github, depth: 32))
        } catch { throw .json(error) }
    }
}

/// Why an answer of GitHub's API says nothing.
public enum GitHubError: Error, Hashable, Sendable {
    case json(JSONError)
    case unexpectedShape
}

extension GitHubError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .json(let error): "\(error)"
        case .unexpectedShape: "not the shape of GitHub's answer"
        }
    }
}
