import PackageModel

/// A package as a registry would serve it, made of a few facts: what is left out gets a plausible value.
public struct PackageFixture: Sendable {
    /// One version.
    public struct Version: Sendable {
        public var number: String
        public var published: String
        public var publisher: String
        public var email: String
        public var isTrusted: Bool
        public var announcesProvenance: Bool
        /// `dist.integrity`; nil leaves it out.
        public var integrity: String?
        /// Key id and signature.
        public var signatures: [(keyID: String, signature: String)]
        public var scripts: [String: String]
        public var dependencies: [String: String]
        public var optionalDependencies: [String: String] = [:]
        public var unpackedSize = 1000
        public var fileCount = 5
        /// nil leaves it out.
        public var gitHead: String? = "0123456789abcdef"
        public var deprecated: String?
        /// Further members of its manifest, as JSON: `"license":"MIT"`.
        public var others: [String] = []

        public init(
            _ number: String, published: String, publisher: String = "owner", email: String = "owner@example.com",
            isTrusted: Bool = false, announcesProvenance: Bool = false, integrity: String? = defaultIntegrity,
            signatures: [(keyID: String, signature: String)] = [], scripts: [String: String] = [:],
            dependencies: [String: String] = [:], deprecated: String? = nil
        ) {
            self.number = number
            self.published = published
            self.publisher = publisher
            self.email = email
            self.isTrusted = isTrusted
            self.announcesProvenance = announcesProvenance
            self.integrity = integrity
            self.signatures = signatures
            self.scripts = scripts
            self.dependencies = dependencies
            self.deprecated = deprecated
        }

        public static let defaultIntegrity = "sha512-" + Base64.encode([UInt8](repeating: 7, count: 64))
    }

    public var name: String
    public var created: String
    /// Names of the accounts that can publish; nil leaves the list out.
    public var maintainers: [String]?
    public var repository: String?
    public var versions: [Version]
    public var description: String
    /// nil leaves it out.
    public var readme: String?

    public init(
        _ name: String, created: String = "2015-01-01T00:00:00.000Z", maintainers: [String]? = ["owner"],
        repository: String? = nil, versions: [Version] = [Version("1.0.0", published: "2026-05-01T00:00:00.000Z")],
        description: String = "a package"
    ) {
        self.name = name
        self.created = created
        self.maintainers = maintainers
        self.repository = repository
        self.versions = versions
        self.description = description
    }

    /// The full packument.
    public var packument: String {
        let latest = versions.last?.number ?? "1.0.0"
        var members = [
            #""_id":\#(quoted(name))"#, #""name":\#(quoted(name))"#, #""description":\#(quoted(description))"#,
            #""dist-tags":{"latest":\#(quoted(latest))}"#,
            #""versions":{"# + versions.map { quoted($0.number) + ":" + manifest($0) }.joined(separator: ",") + "}",
            #""time":{"created":"\#(created)","modified":"\#(versions.last?.published ?? created)""#
                + versions.map { ",\(quoted($0.number)):\"\($0.published)\"" }.joined() + "}",
        ]
        if let maintainers { members.append(#""maintainers":"# + people(maintainers)) }
        if let repository { members.append(#""repository":{"type":"git","url":\#(quoted(repository))}"#) }
        if let readme { members.append(#""readme":"# + quoted(readme)) }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// One version's manifest.
    public func manifest(_ version: Version) -> String {
        var dist = [
            #""tarball":"https://registry.npmjs.org/x.tgz""#, #""unpackedSize":\#(version.unpackedSize)"#,
            #""fileCount":\#(version.fileCount)"#,
        ]
        if let integrity = version.integrity { dist.append(#""integrity":\#(quoted(integrity))"#) }
        if !version.signatures.isEmpty {
            let list = version.signatures.map { #"{"keyid":\#(quoted($0.keyID)),"sig":\#(quoted($0.signature))}"# }
            dist.append(#""signatures":["# + list.joined(separator: ",") + "]")
        }
        if version.announcesProvenance {
            let segment = (try? PackageName(parsing: name))?.pathSegment ?? name
            dist.append(
                #""attestations":{"url":"https://registry.npmjs.org/-/npm/v1/attestations/\#(segment)@\#(version.number)","provenance":{"predicateType":"https://slsa.dev/provenance/v1"}}"#
            )
        }
        let user =
            version.isTrusted
            ? #"{"name":"GitHub Actions","email":"npm-oidc-no-reply@github.com","trustedPublisher":{"id":"github","oidcConfigId":"oidc:1"}}"#
            : #"{"name":\#(quoted(version.publisher)),"email":\#(quoted(version.email))}"#
        var members = [
            #""name":\#(quoted(name))"#, #""version":\#(quoted(version.number))"#, #""_npmUser":"# + user,
            #""dist":{"# + dist.joined(separator: ",") + "}", #""scripts":"# + object(version.scripts),
            #""dependencies":"# + object(version.dependencies),
        ]
        if !version.optionalDependencies.isEmpty {
            members.append(#""optionalDependencies":"# + object(version.optionalDependencies))
        }
        if let gitHead = version.gitHead { members.append(#""gitHead":\#(quoted(gitHead))"#) }
        if let deprecated = version.deprecated { members.append(#""deprecated":\#(quoted(deprecated))"#) }
        if let repository { members.append(#""repository":{"type":"git","url":\#(quoted(repository))}"#) }
        return "{" + (members + version.others).joined(separator: ",") + "}"
    }

    private func object(_ members: [String: String]) -> String {
        "{" + members.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }.joined(separator: ",")
            + "}"
    }

    private func people(_ names: [String]) -> String {
        "[" + names.map { #"{"name":\#(quoted($0)),"email":"\#($0)@example.com"}"# }.joined(separator: ",") + "]"
    }

    /// JSON's escapes, all of ASCII's controls included.
    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension TestRegistry {
    /// Serves a package: its packument, its manifests, and last week's downloads.
    public func put(_ package: PackageFixture, downloads: Int64? = nil) {
        guard let name = try? PackageName(parsing: package.name) else { return }
        put("/\(name.pathSegment)", json: package.packument)
        for version in package.versions {
            put("/\(name.pathSegment)/\(version.number)", json: package.manifest(version))
        }
        if let downloads { setDownloads(downloads, of: package.name) }
    }

    /// Serves what GitHub says about a repository.
    public func putGitHub(
        _ repository: String, created: String = "2013-01-01T00:00:00Z", commits: Int = 50, contributors: Int = 30,
        releases: Int = 30, stars: Int = 20000, now: String
    ) {
        let base = "/repos/\(repository)"
        put(
            base,
            json:
                #"{"id":1,"full_name":"\#(repository)","created_at":"\#(created)","pushed_at":"\#(now)","stargazers_count":\#(stars),"archived":false,"fork":false,"default_branch":"main"}"#
        )
        func list(_ count: Int, _ element: String) -> String {
            "[" + Array(repeating: element, count: count).joined(separator: ",") + "]"
        }
        guard let instant = try? Timestamp(parsing: now) else { return }
        let since = instant.adding(days: -30).description.prefix { $0 != "." } + "Z"
        put("\(base)/commits?since=\(since)&per_page=50", json: list(min(commits, 50), #"{"sha":"1"}"#))
        put("\(base)/contributors?per_page=30", json: list(min(contributors, 30), #"{"id":1}"#))
        put("\(base)/releases?per_page=100", json: list(releases, #"{"prerelease":false,"draft":false}"#))
    }
}
