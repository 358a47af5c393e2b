import JSONCursor
import PackageModel
import Sigstore
import TestSupport
import Testing

/// The update of the trust root over TUF, with repositories that are signed by the right keys.
@Suite struct TUFClientTests {
    typealias Forged = ForgedTUFRepository

    @Test func aRepositoryThatIsRightIsTaken() async throws {
        let state = try await TUFRun.update(Forged())
        #expect(state.rootVersion == 2)
        #expect(state.targets[Forged.trustedRoot] == Array("root".utf8))
        #expect(state.targets[Forged.registryKeys] == Array("keys".utf8))
        #expect(state.expiry.instant.dateText == "2026-12-01")
    }

    @Test(arguments: WrongRepositories.all) func aRepositoryThatIsWrongIsRefused(_ wrong: WrongRepository) async throws
    {
        #expect(try await TUFRun.outcome(Forged(wrong.edit)) == wrong.outcome, "\(wrong.title)")
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

    @Test func newKeysEndAVersionThatWasFarAhead() async throws {
        // The fast-forward recovery: the thief of the online key signed version 1,000,000.
        let ahead = Forged { $0.timestamp.signed[steps: ["version"]] = .int(1_000_000) }
        let state = try await TUFRun.update(ahead)
        let key = Forged.Key("online-2")
        let recovered = Self.newer {
            var third = $0.roots[1]
            third.signed[steps: ["version"]] = .int(3)
            third.signed[steps: ["keys", key.id]] = key.json
            third.signed[steps: ["roles", "timestamp"]] = Forged.role([key], 1)
            third.signed[steps: ["roles", "snapshot"]] = Forged.role([key], 1)
            $0.roots.append(third)
            $0.timestamp.signers = [key]
            $0.snapshot.signers = [key]
        }
        #expect(try await TUFRun.outcome(recovered, trusted: state) == "verified")
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
