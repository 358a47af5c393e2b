import FoundationEssentials
import PackageModel
import Storage
import Testing
import TransparencyLog

@Suite("Signatures that were verified before")
struct SignatureLedgerTests {
    private static func fact(_ number: Int) -> SignatureFact {
        SignatureFact(
            key: [1, 2, 3], message: [UInt8(number & 255), UInt8(number >> 8 & 255), UInt8(number >> 16)],
            signature: [7])
    }

    /// Remembers the facts 0 ..< `count`, and writes them.
    private func fill(_ folder: String, _ state: String, count: Int) throws {
        let ledger = try ledger(folder, state)
        for number in 0..<count { ledger.remember(Self.fact(number)) }
        ledger.save()
    }

    private func ledger(_ folder: String, _ state: String) throws -> SignatureLedger {
        try CacheFolder(folder).signatures(try #require(MachineSecret(in: state)))
    }

    private static let file = "v2/signatures"

    @Test("are known to the next run, and others are not")
    func roundTrip() throws {
        let cache = try TemporaryFolder()
        let state = try TemporaryFolder()
        try fill(cache.path, state.path, count: 100)
        let next = try ledger(cache.path, state.path)
        for number in 0..<100 { #expect(next.knows(Self.fact(number))) }
        for number in 100..<200 { #expect(!next.knows(Self.fact(number))) }
        // In the same run once more: what was used is still known.
        #expect(next.knows(Self.fact(1)))
    }

    @Test("are unknown to another machine, which has the cache and not the secret")
    func otherMachine() throws {
        let cache = try TemporaryFolder()
        let here = try TemporaryFolder()
        let there = try TemporaryFolder()
        try fill(cache.path, here.path, count: 10)
        let other = try ledger(cache.path, there.path)
        for number in 0..<10 { #expect(!other.knows(Self.fact(number))) }
    }

    @Test("are verified again when any byte of theirs was changed, and no change makes another one known")
    func poisoned() throws {
        let cache = try TemporaryFolder()
        let state = try TemporaryFolder()
        try fill(cache.path, state.path, count: 4)
        let bytes = try cache.bytes(Self.file)
        #expect(bytes.count == 64)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            try cache.write(Self.file, changed)
            let ledger = try ledger(cache.path, state.path)
            #expect((0..<4).count { ledger.knows(Self.fact($0)) } == 3)
            #expect(!(4..<50).contains { ledger.knows(Self.fact($0)) })
        }
    }

    @Test("are fewer when the file was cut, and nothing else")
    func torn() throws {
        let cache = try TemporaryFolder()
        let state = try TemporaryFolder()
        try fill(cache.path, state.path, count: 4)
        let bytes = try cache.bytes(Self.file)
        for length in bytes.indices {
            try cache.write(Self.file, Array(bytes.prefix(length)))
            let ledger = try ledger(cache.path, state.path)
            #expect((0..<4).count { ledger.knows(Self.fact($0)) } == length / 16)
        }
    }

    @Test("of earlier runs stay when others are added, and go first when there is no room")
    func bounded() throws {
        let cache = try TemporaryFolder()
        let state = try TemporaryFolder()
        try fill(cache.path, state.path, count: 3)
        let second = try ledger(cache.path, state.path)
        #expect(second.knows(Self.fact(1)))
        second.remember(Self.fact(9))
        second.save()
        let third = try ledger(cache.path, state.path)
        #expect([0, 1, 2, 9].allSatisfy { third.knows(Self.fact($0)) })

        let room = 1 << 16
        let many = try ledger(cache.path, state.path)
        #expect(many.knows(Self.fact(9)))
        for number in 0..<(room - 1) { many.remember(Self.fact(number + 1000)) }
        many.save()
        #expect(try cache.bytes(Self.file).count == room * 16)
        let last = try ledger(cache.path, state.path)
        #expect(last.knows(Self.fact(9)) && last.knows(Self.fact(1000)) && !last.knows(Self.fact(0)))
    }

    @Test("stay for as long as runs use them, also those that add none", arguments: [true, false])
    func used(_ isUsed: Bool) throws {
        let cache = try TemporaryFolder()
        let state = try TemporaryFolder()
        try fill(cache.path, state.path, count: 3)
        let now = Date()
        try cache.age(Self.file, to: now.addingTimeInterval(-40 * 86_400))
        let ledger = try ledger(cache.path, state.path)
        #expect(ledger.knows(Self.fact(isUsed ? 1 : 9)) == isUsed)
        ledger.save()
        try CacheFolder(cache.path).trim(now: Timestamp(seconds: Int64(now.timeIntervalSince1970)))
        #expect(cache.files().contains(Self.file) == isUsed)
        let next = try self.ledger(cache.path, state.path)
        #expect((0..<3).count { next.knows(Self.fact($0)) } == (isUsed ? 3 : 0))
    }

    @Test("do without a place for the secret, which nobody else may read or replace")
    func secret() throws {
        let state = try TemporaryFolder()
        let path = "\(state.path)/below/it"
        let first = try #require(MachineSecret(in: path))
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/signature-secret")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let cache = try TemporaryFolder()
        let ledger = try CacheFolder(cache.path).signatures(first)
        ledger.remember(Self.fact(1))
        ledger.save()
        let again = try CacheFolder(cache.path).signatures(try #require(MachineSecret(in: path)))
        #expect(again.knows(Self.fact(1)))

        // One of another length was not written by this program, and is made anew.
        try state.write("below/it/signature-secret", [1, 2, 3])
        let renewed = try CacheFolder(cache.path).signatures(try #require(MachineSecret(in: path)))
        #expect(!renewed.knows(Self.fact(1)))

        try state.write("file", [])
        #expect(MachineSecret(in: "\(state.path)/file/state") == nil)
        try FileManager.default.createSymbolicLink(atPath: "\(state.path)/link", withDestinationPath: path)
        #expect(MachineSecret(in: "\(state.path)/link") == nil)
        #expect(MachineSecret.standardPath(["HOME": "relative"]) == nil)
        #expect(MachineSecret.standardPath(["HOME": "/h"]) == "/h/.local/state/proof-of-commitment")
        #expect(MachineSecret.standardPath(["HOME": "/h", "XDG_STATE_HOME": "/s"]) == "/s/proof-of-commitment")
    }
}
