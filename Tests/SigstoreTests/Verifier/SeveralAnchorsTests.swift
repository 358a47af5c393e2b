import Crypto
import Foundation
import JSONCursor
import PackageModel
import Sigstore
import TestSupport
import Testing

/// Trust roots with several authorities or logs: each counts for itself, and in its own time (A.6 to A.10; C 22).
@Suite struct SeveralAnchorsTests {
    private static let past = #"{"start":"2020-01-01T00:00:00Z","end":"2025-09-30T23:59:59Z"}"#
    private static let future = #"{"start":"2025-10-01T00:00:02Z"}"#

    /// A member of the trust root that a forgery comes with.
    private static func member(_ path: String, _ edit: (inout Forgery) -> Void = { _ in }) throws -> JSONValue {
        try #require(try JSONValue(parsing: Array(Forgery(edit).make().root.utf8))[path: path])
    }

    private static func authority(_ edit: (inout Forgery) -> Void = { _ in }) throws -> JSONValue {
        try member("certificateAuthorities.0", edit)
    }

    private static func timestampAuthority() throws -> JSONValue {
        try member("timestampAuthorities.0")
    }

    private func verdict(
        root changes: [String: [JSONValue]], _ edit: (inout Forgery) -> Void = { _ in }
    ) throws -> String {
        try verdict(edit) { root in
            for (name, list) in changes { root[path: name] = .array(list) }
        }
    }

    /// `verified`, or status and cause of the refusal.
    private func verdict(
        _ edit: (inout Forgery) -> Void, root change: (inout JSONValue) throws -> Void
    ) throws -> String {
        let (bundle, text) = try Forgery(edit).make()
        var root = try JSONValue(parsing: Array(text.utf8))
        try change(&root)
        let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.text.utf8)), profile: .npm)
            .verify(try Bundle(parsing: Array(bundle.utf8)))
        switch verdict {
        case .verified: return "verified"
        case .refused(let refusal, _): return "\(refusal.status.rawValue) \(refusal.cause)"
        }
    }

    @Test func aCertificateLogMayBeListedForSeveralTimes() throws {
        let now = try Self.member("ctlogs.0")
        let later = try Self.member("ctlogs.0") { $0.certificateLogValidity = Self.future }
        for list in [[later, now], [now, later]] { #expect(try verdict(root: ["ctlogs": list]) == "verified") }
        #expect(try verdict(root: ["ctlogs": [later, later]]) == "failed sct-log-validity")
    }

    @Test func anAuthorityOfAnotherTimeDoesNotIssueBesideOneOfNow() throws {
        let old = try Self.authority { $0.authorityValidity = Self.past }
        let other = try Self.timestampAuthority()
        #expect(try verdict(root: ["certificateAuthorities": [old, other]]) == "failed chain-known-authority")
    }

    @Test func oneAuthorityWhosePathHoldsIsEnough() throws {
        let expired = try Self.authority { $0.root.notAfter = Forgery.at(-1) }
        let right = try Self.authority()
        for list in [[expired, right], [right, expired]] {
            #expect(try verdict(root: ["certificateAuthorities": list]) == "verified")
        }
        #expect(try verdict(root: ["certificateAuthorities": [expired]]) == "failed chain-valid-at-time")
    }

    /// The token's own authority, trusted from the second after the token on.
    private static func late(_ root: JSONValue) throws -> JSONValue {
        var authority = try #require(root[path: "timestampAuthorities.0"])
        authority[path: "validFor.start"] = .string("2025-10-01T00:00:02Z")
        return authority
    }

    /// C 22: never in another authority's time.
    @Test(arguments: [false, true]) func aTokenCountsInTheTimeOfItsOwnAuthority(isLast: Bool) throws {
        let verdict = try verdict({ $0.token = ForgeToken() }) { root in
            let other = try #require(root[path: "certificateAuthorities.0"])
            let late = try Self.late(root)
            root[path: "timestampAuthorities"] = .array(isLast ? [other, late] : [late, other])
        }
        #expect(verdict == "failed token-authority-validity")
    }

    @Test(arguments: [false, true]) func anAuthorityMayBeTrustedInSeveralSpans(isLast: Bool) throws {
        let verdict = try verdict({ $0.token = ForgeToken() }) { root in
            let right = try #require(root[path: "timestampAuthorities.0"])
            let late = try Self.late(root)
            root[path: "timestampAuthorities"] = .array(isLast ? [right, late] : [late, right])
        }
        #expect(verdict == "verified")
    }

    @Test func anAuthorityForCertificatesDatesNothing() throws {
        let verdict = try verdict({ $0.token = ForgeToken() }) { root in
            let own = try #require(root[path: "timestampAuthorities.0"])
            root[path: "certificateAuthorities"] = .array([try #require(root[path: "certificateAuthorities.0"]), own])
            root[path: "timestampAuthorities"] = .array([])
        }
        #expect(verdict == "failed token-known-authority")
    }

    /// A certificate that no anchor stands behind is none.
    @Test func aTokensCertificateAloneIsNoAuthority() throws {
        let verdict = try verdict({ $0.token = ForgeToken() }) { root in
            let certificates = "timestampAuthorities.0.certChain.certificates"
            root[path: certificates] = .array([try #require(root[path: "\(certificates).0"])])
        }
        #expect(verdict == "failed token-known-authority")
    }

    @Test func anotherLogsTimeIsNotTheEntrys() throws {
        let open = try Self.member("tlogs.0")
        let late = try Self.member("tlogs.1") { $0.logValidity = Self.future }
        let verdict = try verdict(root: ["tlogs": [open, late]]) {
            $0.entry.kind = .dsse2
            $0.token = ForgeToken()
        }
        #expect(verdict == "failed entry-log-validity")
    }

    @Test func aLogMayBeTrustedInSeveralSpans() throws {
        let old = try Self.member("tlogs.0") { $0.logValidity = Self.past }
        let right = try Self.member("tlogs.0")
        for list in [[old, right], [right, old]] { #expect(try verdict(root: ["tlogs": list]) == "verified") }
        #expect(try verdict(root: ["tlogs": [old]]) == "failed set-log-validity")
    }

    /// The log that the entry names, and no other trusted one, promises its time.
    @Test func anotherLogsPromiseIsNone() throws {
        let verdict = try Forgery {
            $0.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1"
            $0.entry.hasProof = false
            $0.entry.logID = ForgeKeys.tileLogID
        }.verdict()
        #expect(verdict == "failed set-signature")
    }

    /// The log that the entry names, and no other trusted one, signs the checkpoint.
    @Test func anotherLogsCheckpointIsNone() throws {
        let (text, root) = try Forgery().make()
        var bundle = try JSONValue(parsing: Array(text.utf8))
        let place = "verificationMaterial.tlogEntries.0.inclusionProof.checkpoint.envelope"
        let note = try #require(bundle[path: place]?.string)
        let end = try #require(note.range(of: "\n\n")).lowerBound
        let signed = note[..<end] + "\n"
        let signature = Array(try ForgeKeys.tileLog.signature(for: Array(signed.utf8)))
        let line = "— \(ForgeKeys.tileLogName) \(Base64.encode(Array(ForgeKeys.tileLogID.prefix(4)) + signature))\n"
        bundle[path: place] = .string("\(signed)\n\(line)")
        let verdict = Verifier(root: try TrustedRoot(parsing: Array(root.utf8)), profile: .npm)
            .verify(try Bundle(parsing: Array(bundle.text.utf8)))
        guard case .refused(let refusal, _) = verdict else {
            Issue.record("verified")
            return
        }
        #expect(refusal.cause == "checkpoint-known-signature")
    }
}
