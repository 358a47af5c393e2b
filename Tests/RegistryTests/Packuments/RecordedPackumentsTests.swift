import Foundation
import JSONCursor
import PackageModel
import Registry
import Testing

private let folder = ProcessInfo.processInfo.environment["POC_SHARED_DATA"].map { "\($0)/packuments" }

/// Reads recorded documents twice: with the decoder, and with Foundation as an independent witness.
@Suite(.enabled(if: folder != nil, "needs the folder that POC_SHARED_DATA names")) struct RecordedPackumentsTests {
    private struct Recording {
        let path: String
        let bytes: [UInt8]
        let name: String
        let witness: [String: Any]
    }

    private func recordings() throws -> [Recording] {
        let root = URL(fileURLWithPath: try #require(folder))
        let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }.map { file in
            let data = try Data(contentsOf: file)
            let witness = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            return Recording(
                path: file.lastPathComponent, bytes: Array(data), name: witness["name"] as? String ?? "",
                witness: witness)
        }
    }

    @Test func theFactsAgreeWithAnIndependentReading() throws {
        let recordings = try recordings()
        #expect(recordings.count > 150)
        for recording in recordings {
            let packument = try PackumentDecoder.decode(recording.bytes, name: PackageName(parsing: recording.name))
            let witness = recording.witness
            let versions = witness["versions"] as? [String: Any] ?? [:]
            let time = witness["time"] as? [String: Any] ?? [:]
            let tags = witness["dist-tags"] as? [String: String] ?? [:]
            let path = Comment(rawValue: recording.path)

            #expect(Set(packument.releases.map(\.versionText)) == Set(versions.keys), path)
            #expect(packument.distTag("latest") == tags["latest"], path)
            #expect(packument.distTags.count == tags.count, path)
            let created = (time["created"] as? String).flatMap { try? Timestamp(parsing: $0) }
            #expect(packument.created == created, path)
            let maintainers = (witness["maintainers"] as? [[String: Any]])?.map { $0["name"] as? String }
            #expect(packument.maintainers?.map(\.name) == maintainers, path)
            #expect((packument.unpublished != nil) == (time["unpublished"] != nil), path)
            let stable = versions.keys.count { !$0.contains("-") }
            #expect(packument.releaseCount(at: Timestamp(milliseconds: .max)) == stable, path)
            let removed = Set(time.keys).subtracting(versions.keys).subtracting(["created", "modified", "unpublished"])
            #expect(Set(packument.removals.map(\.version)) == removed, path)
            for release in packument.releases {
                let version = try #require(versions[release.versionText] as? [String: Any])
                try check(release, against: version, time: time, "\(recording.path) \(release.versionText)")
            }
        }
    }

    private func check(
        _ release: Release, against version: [String: Any], time: [String: Any], _ place: Comment
    ) throws {
        let user = version["_npmUser"] as? [String: Any]
        let dist = version["dist"] as? [String: Any] ?? [:]
        #expect(release.publisher?.account.name == user?["name"] as? String, place)
        #expect(release.publisher?.account.email == user?["email"] as? String, place)
        #expect(
            release.publisher?.trustedPublisher?.provider
                == (user?["trustedPublisher"] as? [String: Any])?["id"] as? String, place)
        let published = (time[release.versionText] as? String).flatMap { try? Timestamp(parsing: $0) }
        #expect(release.publishedAt == published, place)
        if !release.unreadable.contains(.integrity) {
            let integrity = (dist["integrity"] as? String).flatMap { try? Integrity(parsing: $0) }
            #expect(release.distribution.integrity == integrity, place)
        }
        #expect((release.distribution.attestations != nil) == (dist["attestations"] != nil), place)
        #expect(release.distribution.signatures.count == (dist["signatures"] as? [Any])?.count ?? 0, place)
        #expect(release.distribution.unpackedSize == (dist["unpackedSize"] as? NSNumber)?.int64Value, place)
        #expect(release.gitHead == version["gitHead"] as? String, place)
        let dependencies = version["dependencies"] as? [String: String] ?? [:]
        #expect(
            Dictionary(uniqueKeysWithValues: release.dependencies.map { ($0.name, $0.specifier) }) == dependencies,
            place)
        let scripts = version["scripts"] as? [String: String] ?? [:]
        #expect(release.scripts.postinstall == scripts["postinstall"], place)
        #expect(release.scripts.preinstall == scripts["preinstall"], place)
        #expect(release.scripts.install == scripts["install"], place)
        let deprecated = version["deprecated"]
        #expect(
            release.isDeprecated == (deprecated as? String).map { !$0.isEmpty } ?? (deprecated as? Bool ?? false), place
        )
    }

    @Test(arguments: [1000, 4096, 65536])
    func theCutOfTheBytesMakesNoDifference(_ size: Int) throws {
        for recording in try recordings() where recording.bytes.count < 300_000 {
            let name = try PackageName(parsing: recording.name)
            let whole = try PackumentDecoder.decode(recording.bytes, name: name)
            #expect(try decode(recording.bytes, name: recording.name, by: size) == whole, "\(recording.path)")
        }
    }

    @Test func theTreeAgreesWithAnIndependentReading() throws {
        for recording in try recordings() where recording.bytes.count < 300_000 {
            let value = try JSONValue(parsing: recording.bytes)
            #expect(matches(value, recording.witness), "\(recording.path)")
        }
    }

    private func matches(_ value: JSONValue, _ witness: Any) -> Bool {
        switch value {
        case .null: witness is NSNull
        case .string(let text): (witness as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
        case .bool(let flag): (witness as? NSNumber)?.boolValue == flag
        case .number(let number): (witness as? NSNumber)?.doubleValue == number.double
        case .array(let elements):
            (witness as? [Any]).map { $0.count == elements.count && zip(elements, $0).allSatisfy(matches) } ?? false
        case .object(let object):
            (witness as? [String: Any]).map { members in
                members.count == object.count
                    && object.members.allSatisfy { member in
                        members[member.key].map { matches(member.value, $0) } ?? false
                    }
            } ?? false
        }
    }
}
