import PackageModel
import TestSupport
import Testing

/// An incident as a registry showed it, with the good release before it.
struct Incident: Sendable, CustomTestStringConvertible {
    let title: String
    var packages: [PackageFixture]
    /// What was published with ill intent, as `name@version`.
    let bad: [String]
    /// The good releases before.
    let good: [String]
    /// The instant of an audit before anything bad came out, and of one soon after.
    let before: String
    let after: String
    /// The severity that docs/findings/README.md gives, `moderate` at least.
    let atLeast: String

    var testDescription: String { title }
}

/// Makes the releases of an incident's packages.
enum Past {
    typealias Version = PackageFixture.Version

    /// Patches of one line, thirty days apart, the last of them thirty days before `end`.
    static func line(_ line: String, count: Int, before end: String, _ edit: (inout Version) -> Void = { _ in })
        -> [Version]
    {
        guard let end = try? Timestamp(parsing: end + "T12:00:00.000Z") else { return [] }
        return (0..<count).map { patch in
            release("\(line).\(patch)", end.adding(days: Int64(patch - count) * 30).description, edit)
        }
    }

    /// - Parameter time: RFC 3339, or a day.
    static func release(_ number: String, _ time: String, _ edit: (inout Version) -> Void = { _ in }) -> Version {
        var version = Version(number, published: time.contains("T") ? time : time + "T12:00:00.000Z")
        version.gitHead = "c0ffee"
        version.unpackedSize = 100_000
        version.fileCount = 10
        edit(&version)
        return version
    }

    /// Published by a workflow that npm trusts, with provenance.
    static func trusted(_ version: inout Version) {
        version.isTrusted = true
        version.announcesProvenance = true
    }

    static func by(_ person: String, email: String? = nil) -> (inout Version) -> Void {
        { version in
            version.publisher = person
            version.email = email ?? "\(person)@example.com"
        }
    }
}
