import JSONCursor
import TestSupport

/// Repositories that a first update must refuse (A.1; C 33 to 39 of docs/verification.md).
enum WrongRepositories {
    typealias Forged = ForgedTUFRepository

    typealias Place = any WritableKeyPath<Forged, Forged.File> & Sendable

    private static func set(
        _ outcome: String, _ title: String, _ file: Place, _ steps: [String], _ value: JSONValue?
    ) -> WrongRepository {
        WrongRepository(outcome, title) { $0[keyPath: file].signed[steps: steps] = value }
    }

    static let all = files + roots + signatures + chain + delegations + limits

    /// One more than a file may have of each kind.
    static let limits: [WrongRepository] = [
        WrongRepository("refused tuf-keys", "257 keys") {
            for index in 0...256 { $0.roots[1].signed[steps: ["keys", "key-\(index)"]] = .object(JSONObject()) }
        },
        WrongRepository("refused tuf-meta", "4,097 files in a snapshot") {
            let version = JSONValue.object(JSONObject([("version", .int(5))]))
            $0.snapshot.signed[steps: ["meta"]] = .object(JSONObject((0...4096).map { ("file-\($0).json", version) }))
        },
        WrongRepository("refused tuf-targets", "4,097 targets") {
            let info = Forged.description(of: [])
            $0.delegated.signed[steps: ["targets"]] = .object(JSONObject((0...4096).map { ("target-\($0)", info) }))
        },
        WrongRepository("refused tuf-delegations", "33 delegated roles") {
            let role = $0.targets.signed[steps: ["delegations", "roles", "0"]] ?? .null
            $0.targets.signed[steps: ["delegations", "roles"]] = .array(Array(repeating: role, count: 33))
        },
    ]

    /// What every signed file must be.
    static let files: [WrongRepository] = [
        WrongRepository("refused tuf-json", "no JSON") { $0.timestamp.edit = { String($0.dropLast()) } },
        WrongRepository("refused tuf-json", "a key twice") {
            $0.timestamp.edit = { $0.replacing(#""version":5"#, with: #""version":4,"version":5"#) }
        },
        WrongRepository("refused tuf-canonical", "a number with a fraction") {
            $0.timestamp.edit = { $0.replacing(#""version":5"#, with: #""version":5.0"#) }
        },
        WrongRepository("refused tuf-canonical", "nothing signed") {
            $0.timestamp.edit = { $0.replacing(#""signed""#, with: #""sined""#) }
        },
        WrongRepository("refused tuf-signature-list", "no list of signatures") {
            $0.timestamp.edit = { $0.replacing(#""signatures""#, with: #""signature""#) }
        },
        WrongRepository("refused tuf-signature-list", "C 36: 65 signatures") {
            // One is made.
            $0.snapshot.inventedSignatures = (0..<64).map { ("key-\($0)", "00") }
        },
        WrongRepository("refused tuf-signature-twice", "C 35: one identifier twice") {
            $0.roots[1].signers = [Forged.rootKeys[0], Forged.rootKeys[0], Forged.rootKeys[1]]
        },
        set("refused tuf-type", "a timestamp that says it is a snapshot", \.timestamp, ["_type"], .string("snapshot")),
        set("refused tuf-type", "targets that say they are a root", \.targets, ["_type"], .string("root")),
        set("refused tuf-specification", "version 2", \.timestamp, ["spec_version"], .string("2.0.0")),
        set("refused tuf-specification", "version 10", \.timestamp, ["spec_version"], .string("10.0.0")),
        set("refused tuf-specification", "no version of the specification", \.timestamp, ["spec_version"], nil),
        set("refused tuf-version", "no version", \.timestamp, ["version"], nil),
        set("refused tuf-version", "version 0", \.timestamp, ["version"], .int(0)),
        set("refused tuf-version", "a negative version", \.timestamp, ["version"], .int(-1)),
        set("refused tuf-expires", "no expiry", \.timestamp, ["expires"], nil),
        set("refused tuf-expires", "an expiry in words", \.timestamp, ["expires"], .string("tomorrow")),
        set("expired tuf-expired", "timestamp", \.timestamp, ["expires"], .string("2026-10-31T23:59:59Z")),
        set("expired tuf-expired", "snapshot", \.snapshot, ["expires"], .string("2026-10-31T23:59:59Z")),
        set("expired tuf-expired", "targets", \.targets, ["expires"], .string("2026-10-31T23:59:59Z")),
        set("expired tuf-expired", "C 39: delegation", \.delegated, ["expires"], .string("2026-10-31T23:59:59Z")),
        set("expired tuf-expired", "the newest root", \.roots[1], ["expires"], .string("2026-10-31T23:59:59Z")),
        set("expired tuf-expired", "at this very instant", \.timestamp, ["expires"], .string(TUFRun.now)),
    ]

    static let roots: [WrongRepository] = [
        set("refused tuf-root-version", "C 38: a gap", \.roots[1], ["version"], .int(3)),
        set("refused tuf-root-version", "the same version again", \.roots[1], ["version"], .int(1)),
        set("refused tuf-consistent-snapshot", "files without versions", \.roots[1], ["consistent_snapshot"], nil),
        set("refused tuf-keys", "no keys", \.roots[1], ["keys"], nil),
        set("refused tuf-role", "no role for timestamps", \.roots[1], ["roles", "timestamp"], nil),
        WrongRepository("refused tuf-size", "a root without end") {
            $0.editFiles = { $0["2.root.json"] = [UInt8](repeating: 0x20, count: 512_001) }
        },
        WrongRepository("refused tuf-role", "a key that is named by a number") {
            $0.roots[1].signed[steps: ["roles", "timestamp", "keyids"]] = .array([.string("online"), .int(7)])
        },
        WrongRepository("refused tuf-role", "257 keys of a role") {
            let ids = (0...256).map { JSONValue.string("key-\($0)") }
            $0.roots[1].signed[steps: ["roles", "timestamp", "keyids"]] = .array(ids)
        },
        set(
            "refused tuf-threshold", "a threshold that no role could reach", \.roots[1],
            ["roles", "timestamp", "threshold"], .int(257)),
        WrongRepository("refused tuf-role", "C 35: a key twice in a role") {
            $0.roots[1].signed[steps: ["roles", "root", "keyids"]] = .array(
                ["root-a", "root-a", "root-b"].map { .string($0) })
        },
        set("refused tuf-threshold", "C 33: threshold 0", \.roots[1], ["roles", "timestamp", "threshold"], .int(0)),
        set("refused tuf-threshold", "C 33: threshold -1", \.roots[1], ["roles", "timestamp", "threshold"], .int(-1)),
        set("refused tuf-threshold", "C 33: no threshold", \.roots[1], ["roles", "timestamp", "threshold"], nil),
        set(
            "refused tuf-threshold", "C 33: a threshold of `true`", \.roots[1], ["roles", "timestamp", "threshold"],
            .bool(true)),
        WrongRepository("refused tuf-signatures", "C 34: not signed by the old root's keys") {
            let keys = ["new-a", "new-b"].map(Forged.Key.init)
            for key in keys { $0.roots[1].signed[steps: ["keys", key.id]] = key.json }
            $0.roots[1].signed[steps: ["roles", "root"]] = Forged.role(keys, 2)
            $0.roots[1].signers = keys
        },
        WrongRepository("refused tuf-signatures", "C 34: not signed by its own keys") {
            let keys = ["new-a", "new-b"].map(Forged.Key.init)
            for key in keys { $0.roots[1].signed[steps: ["keys", key.id]] = key.json }
            $0.roots[1].signed[steps: ["roles", "root"]] = Forged.role(keys, 2)
        },
        WrongRepository("refused tuf-signatures", "C 34: a bad root before a good one") {
            var third = $0.roots[1]
            third.signed[steps: ["version"]] = .int(3)
            $0.roots.append(third)
            $0.roots[1].signers = [Forged.stranger]
        },
    ]

    static let signatures: [WrongRepository] = [
        WrongRepository("refused tuf-signatures", "one root key of two") {
            $0.targets.signers = [Forged.rootKeys[0]]
        },
        WrongRepository("refused tuf-signatures", "a stranger signs the timestamp") {
            $0.timestamp.signers = [Forged.stranger]
        },
        WrongRepository("refused tuf-signatures", "a stranger in the name of the key") {
            $0.timestamp.signers = [Forged.stranger.renamed("online")]
        },
        WrongRepository("refused tuf-signatures", "another role's key signs the snapshot") {
            $0.snapshot.signers = [Forged.rootKeys[0]]
        },
        WrongRepository("refused tuf-signatures", "the timestamp's key signs the snapshot") {
            let key = Forged.Key("snapshot-key")
            $0.roots[1].signed[steps: ["keys", key.id]] = key.json
            $0.roots[1].signed[steps: ["roles", "snapshot"]] = Forged.role([key], 1)
        },
        WrongRepository("refused tuf-signatures", "the snapshot's key signs the timestamp") {
            let key = Forged.Key("timestamp-key")
            $0.roots[1].signed[steps: ["keys", key.id]] = key.json
            $0.roots[1].signed[steps: ["roles", "timestamp"]] = Forged.role([key], 1)
        },
        WrongRepository("refused tuf-signatures", "the root's keys sign the targets") {
            let key = Forged.Key("targets-key")
            $0.roots[1].signed[steps: ["keys", key.id]] = key.json
            $0.roots[1].signed[steps: ["roles", "targets"]] = Forged.role([key], 1)
        },
        WrongRepository("refused tuf-signatures", "C 35: one key in two spellings") {
            let again = Forged.rootKeys[0].renamed("root-a-again")
            var json = again.json
            let pem = json[steps: ["keyval", "public"]]?.string ?? ""
            json[steps: ["keyval", "public"]] = .string(pem + "\n")
            for index in $0.roots.indices {
                $0.roots[index].signed[steps: ["keys", again.id]] = json
                $0.roots[index].signed[steps: ["roles", "targets"]] = Forged.role([Forged.rootKeys[0], again], 2)
            }
            $0.targets.signers = [Forged.rootKeys[0], again]
        },
        WrongRepository("refused tuf-signatures", "the delegation signed by the top") {
            $0.delegated.signers = Array(Forged.rootKeys.prefix(2))
        },
        WrongRepository("refused tuf-signatures", "C 35: one key under two identifiers") {
            let again = Forged.rootKeys[0].renamed("root-a-again")
            for index in $0.roots.indices {
                $0.roots[index].signed[steps: ["keys", again.id]] = again.json
                $0.roots[index].signed[steps: ["roles", "targets"]] = Forged.role([Forged.rootKeys[0], again], 2)
            }
            $0.targets.signers = [Forged.rootKeys[0], again]
        },
        WrongRepository("refused tuf-signatures", "a signature that was never made") {
            $0.timestamp.signers = []
            $0.timestamp.inventedSignatures = [("online", "")]
        },
        WrongRepository("refused tuf-signatures", "changed after it was signed") {
            $0.timestamp.edit = { $0.replacing("2026-12-01", with: "2036-12-01") }
        },
        WrongRepository("refused tuf-signature", "a signature without a value") {
            $0.timestamp.edit = { $0.replacing(#""sig""#, with: #""sign""#) }
        },
    ]

    /// From one file to the next.
    static let chain: [WrongRepository] = [
        WrongRepository("unavailable tuf-missing", "no timestamp") { $0.editFiles = { $0["timestamp.json"] = nil } },
        set("refused tuf-meta", "a timestamp of nothing", \.timestamp, ["meta"], nil),
        set(
            "refused tuf-info-version", "a file without version", \.timestamp, ["meta", "snapshot.json", "version"], nil
        ),
        set("refused tuf-info-version", "a file of version 0", \.snapshot, ["meta", "other.json", "version"], .int(0)),
        set("refused tuf-snapshot-version", "a newer snapshot under the old name", \.snapshot, ["version"], .int(6)),
        set("refused tuf-role-version", "newer targets under the old name", \.targets, ["version"], .int(6)),
        set("refused tuf-role-version", "a newer delegation under the old name", \.delegated, ["version"], .int(6)),
        set(
            "refused tuf-length", "a snapshot that breaks off", \.timestamp, ["meta", "snapshot.json", "length"],
            .int(400_000)),
        set(
            "refused tuf-length", "targets of another length", \.snapshot, ["meta", "targets.json", "length"], .int(1)),
        set(
            "refused tuf-info-length", "a length that is a text", \.timestamp, ["meta", "snapshot.json", "length"],
            .string("5")),
        set(
            "refused tuf-info-digest", "a digest of 31 bytes", \.timestamp,
            ["meta", "snapshot.json", "hashes", "sha256"], .string(String(repeating: "0", count: 62))),
        set("refused tuf-snapshot-missing", "no snapshot", \.timestamp, ["meta", "snapshot.json"], nil),
        set("refused tuf-snapshot-version", "an older snapshot under the new name", \.snapshot, ["version"], .int(4)),
        set("refused tuf-role-missing", "no targets", \.snapshot, ["meta", "targets.json"], nil),
        set("refused tuf-role-missing", "no delegation", \.snapshot, ["meta", "registry.npmjs.org.json"], nil),
        set("refused tuf-role-version", "older targets under the new name", \.targets, ["version"], .int(4)),
        set("refused tuf-role-version", "C 39: an older delegation", \.delegated, ["version"], .int(4)),
        set(
            "refused tuf-length", "a snapshot of another length", \.timestamp, ["meta", "snapshot.json", "length"],
            .int(1)),
        set(
            "refused tuf-info-length", "a negative length", \.timestamp, ["meta", "snapshot.json", "length"], .int(-1)),
        WrongRepository("refused tuf-digest", "a snapshot with another digest") {
            $0.timestamp.signed[steps: ["meta", "snapshot.json", "hashes", "sha256"]] = .string(
                String(repeating: "0", count: 64))
        },
        set(
            "refused tuf-info-digest", "digests of another kind alone", \.timestamp,
            ["meta", "snapshot.json", "hashes", "md5"], .string("00")),
        set("refused tuf-targets", "no list of targets", \.targets, ["targets"], nil),
        set("refused tuf-target-missing", "no trusted root", \.targets, ["targets", Forged.trustedRoot], nil),
        set(
            "refused tuf-info-digest", "C 39: a target without digest", \.delegated,
            ["targets", Forged.registryKeys, "hashes"], nil),
        set(
            "refused tuf-info-length", "C 39: a target without length", \.delegated,
            ["targets", Forged.registryKeys, "length"], nil),
        WrongRepository("refused tuf-digest", "C 21: a target that was changed") {
            $0.contents[Forged.registryKeys] = Array("keyz".utf8)
        },
        WrongRepository("refused tuf-length", "a target that goes on") {
            $0.contents[Forged.trustedRoot] = Array("root!".utf8)
        },
        WrongRepository("refused tuf-size", "a timestamp without end") {
            $0.editFiles = { $0["timestamp.json"] = [UInt8](repeating: 0x20, count: 512_001) }
        },
    ]

    static let delegations: [WrongRepository] = [
        set("refused tuf-delegations", "no list of roles", \.targets, ["delegations", "roles"], nil),
        set("refused tuf-keys", "no keys of delegated roles", \.targets, ["delegations", "keys"], nil),
        set(
            "refused tuf-role-name", "C 37: a name that leads elsewhere", \.targets,
            ["delegations", "roles", "0", "name"], .string("../../x")),
        set(
            "refused tuf-role-name", "C 37: an absolute name", \.targets, ["delegations", "roles", "0", "name"],
            .string("/etc/passwd")),
        set(
            "refused tuf-role-name", "C 37: a name with NUL", \.targets, ["delegations", "roles", "0", "name"],
            .string("a\u{0}b")),
        set(
            "refused tuf-role-name", "no name at all", \.targets, ["delegations", "roles", "0", "name"], .string("")),
        set(
            "refused tuf-role-name", "C 37: a name that hides", \.targets, ["delegations", "roles", "0", "name"],
            .string(".npmrc")),
        set(
            "refused tuf-role-name", "a name of 129 letters", \.targets, ["delegations", "roles", "0", "name"],
            .string(String(repeating: "a", count: 129))),
        set(
            "refused tuf-role-name", "the name of a role of the top", \.targets,
            ["delegations", "roles", "0", "name"], .string("snapshot")),
        set(
            "refused tuf-threshold", "C 33: a delegation of threshold 0", \.targets,
            ["delegations", "roles", "0", "threshold"], .int(0)),
        set(
            "refused tuf-target-missing", "a delegation of other paths", \.targets,
            ["delegations", "roles", "0", "paths"], .array([.string("registry.example.org/*")])),
        set(
            "refused tuf-target-missing", "a `*` that would have to cross a slash", \.targets,
            ["delegations", "roles", "0", "paths"], .array([.string("*")])),
        WrongRepository("refused tuf-target-missing", "C 32: a terminating role in front of the one that lists it") {
            let second = $0.targets.signed[steps: ["delegations", "roles", "0"]] ?? .null
            var first = second
            first[steps: ["name"]] = .string("first")
            $0.targets.signed[steps: ["delegations", "roles"]] = .array([first, second])
            $0.snapshot.signed[steps: ["meta", "first.json", "version"]] = .int(5)
            var empty = $0.delegated
            empty.signed[steps: ["targets"]] = .object(JSONObject())
            let file = empty
            $0.editFiles = { $0["5.first.json"] = try? file.bytes() }
        },
    ]
}
