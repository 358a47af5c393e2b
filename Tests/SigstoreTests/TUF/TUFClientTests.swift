import Crypto
import JSONCursor
import PackageModel
import TestSupport
import Testing

@testable import Sigstore

/// The update of the trust root over TUF, with repositories that are signed by the right keys.
@Suite struct TUFClientTests {
    typealias Forged = ForgedTUFRepository

    @Test func aRepositoryThatIsRightIsTaken() async throws {
        let state = try await TUFRun.update(Forged())
        #expect(state.root.metadata.version == 2)
        #expect(state.targets[Forged.trustedRoot] == Array("root".utf8))
        #expect(state.targets[Forged.registryKeys] == Array("keys".utf8))
        #expect(state.expiry.instant.dateText == "2026-12-01")
    }

    @Test(arguments: WrongRepositories.all) func aRepositoryThatIsWrongIsRefused(_ wrong: WrongRepository) async throws
    {
        #expect(try await TUFRun.outcome(Forged(wrong.edit)) == wrong.outcome, "\(wrong.title)")
    }

    /// Anchors are there as a whole, or not at all.
    @Test func anchorsNeedBothTargets() async throws {
        let root = Array(try Forgery().make().root.utf8)
        func cause(_ root: [UInt8], _ keys: [UInt8], _ targets: [String] = TUFRun.targets) async throws -> String {
            let repository = Forged(trustedRoot: root, registryKeys: keys)
            let client = TUFClient(
                anchor: try repository.anchor(), targets: targets, now: try Timestamp(parsing: TUFRun.now))
            let state = try await client.update(from: TUFFiles(try repository.files()))
            do throws(TUFRefusal) {
                return "\(try TUFAnchors(state).registryKeys.count) keys"
            } catch { return error.cause }
        }
        let keys = ForgedRelease.keysDocument
        #expect(try await cause(root, keys) == "2 keys")
        #expect(try await cause([1], keys) == "tuf-trusted-root")
        #expect(try await cause(root, [1]) == "tuf-registry-keys")
        #expect(try await cause(root, keys, [TUFAnchors.targets[0]]) == "tuf-registry-keys")
        #expect(try await cause(root, keys, [TUFAnchors.targets[1]]) == "tuf-trusted-root")
    }

    @Test func theExpiryOfTheCarriedRootDoesNotMatter() async throws {
        let repository = Forged { $0.roots[0].signed[steps: ["expires"]] = .string("2020-01-01T00:00:00Z") }
        #expect(try await TUFRun.outcome(repository) == "verified")
    }

    @Test func aSignatureThatWasNeverMadeIsPassedOver() async throws {
        let repository = Forged { $0.roots[1].inventedSignatures = [("root-c", ""), ("nobody", "00")] }
        #expect(try await TUFRun.outcome(repository) == "verified")
    }

    @Test func aKeyOfAnUnknownKindCountsForNothing() async throws {
        let repository = Forged {
            for index in $0.roots.indices {
                $0.roots[index].signed[steps: ["keys", "root-c", "scheme"]] = .string("rsassa-pss-sha256")
            }
        }
        #expect(try await TUFRun.outcome(repository) == "verified")
        let needed = Forged {
            for index in $0.roots.indices {
                $0.roots[index].signed[steps: ["keys", "root-a", "scheme"]] = .string("rsassa-pss-sha256")
            }
        }
        #expect(try await TUFRun.outcome(needed) == "refused tuf-signatures")
    }

    @Test func aKeyIsOfTheKindThatItSays() async throws {
        for (type, expected) in [
            ("ecdsa-sha2-nistp256", "verified"), ("rsa", "refused tuf-signatures"), ("ECDSA", "refused tuf-signatures"),
        ] {
            let repository = Forged {
                for index in $0.roots.indices {
                    $0.roots[index].signed[steps: ["keys", "root-a", "keytype"]] = .string(type)
                }
            }
            #expect(try await TUFRun.outcome(repository) == expected, "\(type)")
        }
    }

    /// Roots before the fifth of Sigstore's have the digits of a point in place of PEM.
    @Test func aKeyMayBeAnUncompressedPoint() async throws {
        let place = ["keyval", "public"]
        var key = Forged.rootKeys[0].json
        let pem = try #require(key[steps: place]?.string)
        let point = try P256.Signing.PublicKey(pemRepresentation: pem).x963Representation
        key[steps: place] = .string(Hexadecimal.encode(Array(point)))
        let repository = Forged {
            for index in $0.roots.indices { $0.roots[index].signed[steps: ["keys", "root-a"]] = key }
        }
        #expect(try await TUFRun.outcome(repository) == "verified")
    }

    /// C 9: as much as there may be of each kind.
    @Test func eachLimitBelongsToWhatIsRead() async throws {
        let repository = Forged {
            for index in 0..<(256 - 4) { $0.roots[1].signed[steps: ["keys", "key-\(index)"]] = .object(JSONObject()) }
            let version = JSONValue.object(JSONObject([("version", .int(5))]))
            var meta = $0.snapshot.signed[steps: ["meta"]]?.object?.members ?? []
            meta += (0..<(4096 - 2)).map { ("file-\($0).json", version) }
            $0.snapshot.signed[steps: ["meta"]] = .object(JSONObject(meta))
            let role = $0.targets.signed[steps: ["delegations", "roles", "0"]] ?? .null
            $0.targets.signed[steps: ["delegations", "roles"]] = .array(Array(repeating: role, count: 32))
            $0.timestamp.inventedSignatures = (0..<63).map { ("key-\($0)", "00") }
            let info = Forged.description(of: [])
            let listed = $0.delegated.signed[steps: ["targets"]]?.object?.members ?? []
            let targets = listed + (0..<(4096 - 1)).map { ("target-\($0)", info) }
            $0.delegated.signed[steps: ["targets"]] = .object(JSONObject(targets))
        }
        #expect(try await TUFRun.outcome(repository) == "verified")
        let files = TUFFiles(["name": [1, 2, 3]])
        #expect(try files.file("name", maximumBytes: 3) == [1, 2, 3])
        #expect(throws: TUFRefusal.self) { _ = try files.file("name", maximumBytes: 2) }
    }

    /// OLPC canonical JSON has every kind of value but fractions.
    @Test func everyKindOfValueIsSigned() async throws {
        let repository = Forged {
            $0.timestamp.signed[steps: ["custom"]] = .object(
                JSONObject([
                    ("z", .string(#"a"b\c"#)), ("a", .bool(false)), ("b", .bool(true)), ("é", .null), ("n", .int(-7)),
                ]))
        }
        #expect(try await TUFRun.outcome(repository) == "verified")
        for (value, other) in [("false", "true"), (#"a\"b"#, #"a'b"#), ("-7", "7")] {
            let changed = Forged {
                $0.timestamp = repository.timestamp
                $0.timestamp.edit = { $0.replacing(value, with: other) }
            }
            #expect(try await TUFRun.outcome(changed) == "refused tuf-signatures", "\(value)")
        }
    }

    @Test func aTargetMayBeEmpty() async throws {
        #expect(try await TUFRun.outcome(Forged(registryKeys: [])) == "verified")
    }

    /// The file that expires first is the one that is named.
    @Test func theFirstExpiryIsTheWholeOnes() async throws {
        typealias Place = any WritableKeyPath<Forged, Forged.File> & Sendable
        let places: [(Place, String)] = [
            (\.roots[1], "2.root.json"), (\.timestamp, "timestamp.json"), (\.snapshot, "5.snapshot.json"),
            (\.targets, "5.targets.json"), (\.delegated, "5.registry.npmjs.org.json"),
        ]
        for (place, name) in places {
            let repository = Forged {
                $0[keyPath: place].signed[steps: ["expires"]] = .string("2026-11-15T00:00:00Z")
            }
            let expiry = try await TUFRun.update(repository).expiry
            #expect(expiry.file == name && expiry.instant.dateText == "2026-11-15")
        }
    }

    /// C 32: of several delegations the first that lists the target decides.
    @Test func delegationsAreAskedInTheirOrder() async throws {
        let repository = Forged {
            let second = $0.targets.signed[steps: ["delegations", "roles", "0"]] ?? .null
            var first = second
            first[steps: ["name"]] = .string("first")
            first[steps: ["terminating"]] = nil
            $0.targets.signed[steps: ["delegations", "roles"]] = .array([first, second])
            $0.snapshot.signed[steps: ["meta", "first.json", "version"]] = .int(5)
            let other = Array("other".utf8)
            var file = $0.delegated
            file.signed[steps: ["targets", Forged.registryKeys]] = Forged.description(of: other)
            let listed = file
            $0.editFiles = {
                $0["5.first.json"] = try? listed.bytes()
                $0["targets/registry.npmjs.org/\(Hexadecimal.encode(ForgeKeys.hash(other))).keys.json"] = other
            }
        }
        #expect(try await TUFRun.update(repository).targets[Forged.registryKeys] == Array("other".utf8))
    }

    /// A role without targets, which may delegate further.
    private static func role(in repository: Forged, to next: [JSONValue] = []) -> Forged.File {
        var file = repository.delegated
        file.signed[steps: ["targets"]] = .object(JSONObject())
        if !next.isEmpty {
            file.signed[steps: ["delegations"]] = repository.targets.signed[steps: ["delegations"]]
            file.signed[steps: ["delegations", "roles"]] = .array(next)
        }
        return file
    }

    /// npm's delegation under another name, which does not end the search.
    private static func delegation(_ name: String, in repository: Forged, isTerminating: Bool? = nil) -> JSONValue {
        var delegation = repository.targets.signed[steps: ["delegations", "roles", "0"]] ?? .null
        delegation[steps: ["name"]] = .string(name)
        delegation[steps: ["terminating"]] = isTerminating.map { .bool($0) }
        return delegation
    }

    /// C 32: a terminating role below another one ends the search of that one's neighbours as well.
    @Test(arguments: [(true, "refused tuf-target-missing"), (false, "verified")])
    func aTerminatingRoleEndsTheWholeSearch(isTerminating: Bool, expected: String) async throws {
        let repository = Forged {
            let own = $0.targets.signed[steps: ["delegations", "roles", "0"]] ?? .null
            let second = Self.delegation("second", in: $0, isTerminating: isTerminating)
            let files = [
                ("5.first.json", Self.role(in: $0, to: [second])),
                ("5.second.json", Self.role(in: $0)),
            ]
            $0.targets.signed[steps: ["delegations", "roles"]] = .array([Self.delegation("first", in: $0), own])
            for name in ["first.json", "second.json"] {
                $0.snapshot.signed[steps: ["meta", name, "version"]] = .int(5)
            }
            $0.editFiles = { for (name, file) in files { $0[name] = try? file.bytes() } }
        }
        #expect(try await TUFRun.outcome(repository) == expected)
    }

    /// C 32: as many roles are asked as may be, and no more.
    @Test(arguments: [(TUFLimit.delegations, "verified"), (TUFLimit.delegations + 1, "refused tuf-target-missing")])
    func delegationsAreLimited(count: Int, expected: String) async throws {
        let repository = Forged {
            // All but the last two beside each other; the last one, which lists the target, below the one before.
            let names = (0..<(count - 1)).map { "role-\($0)" }
            let own = $0.targets.signed[steps: ["delegations", "roles", "0"]] ?? .null
            let empty = Self.role(in: $0)
            let above = Self.role(in: $0, to: [own])
            let top = $0
            let list = names.map { Self.delegation($0, in: top) }
            $0.targets.signed[steps: ["delegations", "roles"]] = .array(list)
            for name in names { $0.snapshot.signed[steps: ["meta", "\(name).json", "version"]] = .int(5) }
            $0.editFiles = {
                for name in names { $0["5.\(name).json"] = try? (name == names.last ? above : empty).bytes() }
            }
        }
        #expect(try await TUFRun.outcome(repository) == expected)
    }

    /// TUF 1.0.34 §4.2: an Ed25519 key signs as well as one of P-256, once, and only under its own name.
    @Test func anEd25519KeySigns() async throws {
        let secret = Curve25519.Signing.PrivateKey()
        let digits = Hexadecimal.encode(Array(secret.publicKey.rawRepresentation))
        func outcome(
            _ type: String = "ed25519", _ scheme: String = "ed25519", isSigned: Bool = true, again: String? = nil
        ) async throws -> String {
            let spellings = [("ed", digits)] + (again.map { [("again", $0)] } ?? [])
            let repository = try edited {
                for (id, digits) in spellings {
                    $0.roots[1].signed[steps: ["keys", id]] = try JSONValue(
                        parsing: Array(
                            #"{"keytype":"\#(type)","scheme":"\#(scheme)","keyval":{"public":"\#(digits)"}}"#.utf8))
                }
                let ids = spellings.map { JSONValue.string($0.0) }
                $0.roots[1].signed[steps: ["roles", "timestamp"]] = .object(
                    JSONObject([("keyids", .array(ids)), ("threshold", .int(Int64(ids.count)))]))
                let message = Array((Self.canonical($0.timestamp.signed) + (isSigned ? "" : " ")).utf8)
                let signature = Hexadecimal.encode(Array(try secret.signature(for: message)))
                $0.timestamp.signers = []
                $0.timestamp.inventedSignatures = spellings.map { ($0.0, signature) }
            }
            return try await TUFRun.outcome(repository)
        }
        #expect(try await outcome() == "verified")
        #expect(try await outcome(isSigned: false) == "refused tuf-signatures")
        #expect(try await outcome("rsa") == "refused tuf-signatures")
        #expect(try await outcome("ed25519", "rsassa-pss-sha256") == "refused tuf-signatures")
        #expect(try await outcome(again: digits.uppercased()) == "refused tuf-signatures")
    }

    private func edited(_ edit: (inout Forged) throws -> Void) rethrows -> Forged {
        var repository = Forged()
        try edit(&repository)
        return repository
    }

    /// The bytes that are signed, of values without anything to escape.
    private static func canonical(_ value: JSONValue) -> String {
        guard let object = value.object else { return value.text }
        let members = object.members.sorted { $0.key < $1.key }
        return "{\(members.map { "\"\($0.key)\":\(canonical($0.value))" }.joined(separator: ","))}"
    }

    /// C 32: a role that delegates to itself leads nowhere.
    @Test func aDelegationInACircleEnds() async throws {
        let repository = Forged {
            $0.delegated.signed[steps: ["targets"]] = .object(JSONObject())
            $0.delegated.signed[steps: ["delegations"]] = $0.targets.signed[steps: ["delegations"]]
        }
        #expect(try await TUFRun.outcome(repository) == "refused tuf-target-missing")
    }

    @Test func whatWasKeptIsVerifiedAgain() async throws {
        let repository = Forged()
        let kept = try await TUFRun.update(repository).files
        let client = TUFClient(
            anchor: try repository.anchor(), targets: TUFRun.targets, now: try Timestamp(parsing: TUFRun.now))
        #expect(try await client.update(from: kept).targets[Forged.registryKeys] == Array("keys".utf8))
        // C 21: whatever byte of the kept files changes, nothing else comes out of them.
        for name in kept.files.keys.sorted() {
            let bytes = kept.files[name] ?? []
            for index in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
                var changed = kept
                changed.files[name]?[index] ^= 0x01
                if let state = try? await client.update(from: changed) {
                    #expect(state.targets[Forged.registryKeys] == Array("keys".utf8), "\(name) \(index)")
                    #expect(state.targets[Forged.trustedRoot] == Array("root".utf8), "\(name) \(index)")
                }
            }
        }
    }

    @Test func onlyAFileThatHasChangedIsAskedForAgain() async throws {
        let repository = Forged()
        let state = try await TUFRun.update(repository)
        let source = CountingSource(files: TUFFiles(try repository.files()))
        let client = TUFClient(
            anchor: try repository.anchor(), targets: TUFRun.targets, now: try Timestamp(parsing: TUFRun.now))
        _ = try await client.update(from: source, trusted: state)
        #expect(await source.asked.names == ["3.root.json", "timestamp.json"])
    }

    /// What was kept under an older root may be signed by keys that are not trusted any more.
    @Test func aNewRootAsksForEverythingAgain() async throws {
        let repository = Forged()
        let state = try await TUFRun.update(repository)
        let newer = Forged {
            var third = $0.roots[1]
            third.signed[steps: ["version"]] = .int(3)
            $0.roots.append(third)
        }
        let source = CountingSource(files: TUFFiles(try newer.files()))
        let client = TUFClient(
            anchor: try repository.anchor(), targets: TUFRun.targets, now: try Timestamp(parsing: TUFRun.now))
        _ = try await client.update(from: source, trusted: state)
        #expect(await source.asked.names.contains("5.snapshot.json"))
        #expect(await source.asked.names.contains("5.targets.json"))
    }

    // MARK: Rollback

    private static func newer(_ edit: (inout Forged) -> Void = { _ in }) -> Forged { Forged(version: 6, edit) }

    @Test func aNewerStateFollowsAnOlderOne() async throws {
        let state = try await TUFRun.update(Forged())
        #expect(try await TUFRun.outcome(Self.newer(), trusted: state) == "verified")
    }

    @Test func anOlderTimestampIsRefused() async throws {
        // C 31
        let state = try await TUFRun.update(Self.newer())
        #expect(try await TUFRun.outcome(Forged(), trusted: state) == "refused tuf-timestamp-rollback")
    }

    @Test func aNewerTimestampOfAnOlderSnapshotIsRefused() async throws {
        // C 31
        let state = try await TUFRun.update(Self.newer())
        let old = Forged { $0.timestamp.signed[steps: ["version"]] = .int(7) }
        #expect(try await TUFRun.outcome(old, trusted: state) == "refused tuf-snapshot-rollback")
    }

    @Test(arguments: ["targets.json", "registry.npmjs.org.json"])
    func aRoleThatGoesBackIsRefused(name: String) async throws {
        let state = try await TUFRun.update(Forged())
        let back = Self.newer { $0.snapshot.signed[steps: ["meta", name, "version"]] = .int(4) }
        #expect(try await TUFRun.outcome(back, trusted: state) == "refused tuf-role-rollback")
    }

    @Test func aRoleThatDisappearsIsRefused() async throws {
        let before = Forged { $0.snapshot.signed[steps: ["meta", "other.json", "version"]] = .int(1) }
        let state = try await TUFRun.update(before)
        #expect(try await TUFRun.outcome(Self.newer(), trusted: state) == "refused tuf-role-rollback")
    }

    /// What a newer repository is where a third root gives these roles another key.
    private static func newer(_ key: Forged.Key, for roles: [String]) -> Forged {
        newer {
            var third = $0.roots[1]
            third.signed[steps: ["version"]] = .int(3)
            third.signed[steps: ["keys", key.id]] = key.json
            for role in roles { third.signed[steps: ["roles", role]] = Forged.role([key], 1) }
            $0.roots.append(third)
            if roles.contains("timestamp") { $0.timestamp.signers = [key] }
            if roles.contains("snapshot") { $0.snapshot.signers = [key] }
        }
    }

    /// The fast-forward recovery (§5.3.11), where the thief of the online key signed version 1,000,000: either key's change is
    /// enough.
    @Test(arguments: [["timestamp", "snapshot"], ["timestamp"], ["snapshot"]])
    func newKeysEndAVersionThatWasFarAhead(_ roles: [String]) async throws {
        let ahead = Forged { $0.timestamp.signed[steps: ["version"]] = .int(1_000_000) }
        let state = try await TUFRun.update(ahead)
        let recovered = Self.newer(Forged.Key("online-2"), for: roles)
        #expect(try await TUFRun.outcome(recovered, trusted: state) == "verified")
    }

    /// A new name of the same key is no new key, and a new root with the same keys no recovery.
    @Test func theSameKeyUnderANewNameEndsNoVersion() async throws {
        let ahead = Forged { $0.timestamp.signed[steps: ["version"]] = .int(1_000_000) }
        let state = try await TUFRun.update(ahead)
        let back = Self.newer(Forged.onlineKey.renamed("online-2"), for: ["timestamp", "snapshot"])
        #expect(try await TUFRun.outcome(back, trusted: state) == "refused tuf-timestamp-rollback")
    }

    @Test func whatIsKeptIsVerifiedWithoutItsExpiry() async throws {
        let later = "2027-06-01T00:00:00Z"
        #expect(try await TUFRun.outcome(Forged(), now: later) == "expired tuf-expired")
        let state = try await TUFRun.update(Forged(), now: later, enforcesExpiry: false)
        #expect(state.expiry.instant.dateText == "2026-12-01")
    }
}

/// Remembers what it was asked for.
private struct CountingSource: TUFSource {
    actor Asked {
        var names: [String] = []
        func note(_ name: String) { names.append(name) }
    }

    let files: TUFFiles
    let asked = Asked()

    func file(_ name: String, maximumBytes: Int) async throws(TUFRefusal) -> [UInt8]? {
        await asked.note(name)
        return try files.file(name, maximumBytes: maximumBytes)
    }
}
