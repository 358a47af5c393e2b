import JSONCursor
import PackageModel
import Provenance
import Sigstore
import TestSupport
import Testing

/// What is believed of a release that another one is compared with: its provenance, whatever is beside it.
@Suite("The build of an earlier release")
struct EarlierBuildTests {
    private static func build(
        _ answer: AttestationAnswer? = nil, _ edit: @escaping @Sendable (inout ForgedRelease) throws -> Void = { _ in }
    ) throws -> CertifiedBuild? {
        let release = try ForgedRelease(ForgedBuild(), .slsa1, edit)
        let identity = ReleaseIdentity(
            name: try PackageName(parsing: release.name), version: release.version, integrity: release.integrity)
        return AttestationVerification(
            root: try TrustedRoot(parsing: try release.trustedRoot()),
            trust: RegistryTrust(keys: ForgedRelease.keys, grade: .pinned)
        ).build(try answer ?? .document(try release.answer()), of: identity)
    }

    @Test("is the one of the whole set, where that is right")
    func right() throws {
        let build = try #require(try Self.build())
        #expect(try ForgedRelease().verified().build == build)
    }

    @Test("needs no publication, not even a right one")
    func publication() throws {
        let build = try Self.build()
        let others = [
            try Self.build { $0.publish = nil },
            try Self.build { $0.publish?.statement[path: "subject.0.name"] = .string("pkg:npm/right-pad@1.0.0") },
            try Self.build {
                let publish = try #require($0.publish)
                $0.others = [publish, publish]
            },
        ]
        #expect(others.allSatisfy { $0 == build })
    }

    @Test("is none without provenance, with two, and with one that is wrong")
    func wrong() throws {
        let builds = [
            try Self.build { $0.provenance = nil },
            try Self.build { $0.others = [try #require($0.provenance)] },
            try Self.build { $0.provenance?.statement[path: "subject.0.name"] = .string("pkg:npm/right-pad@1.0.0") },
            try Self.build(.document([UInt8]("no JSON".utf8))), try Self.build(.notAnnounced),
            try Self.build(.notAsked(reason: "")), try Self.build(.notFound(isDefaultRegistry: true)),
        ]
        #expect(builds.allSatisfy { $0 == nil })
    }

    @Test("is claimed by its certificate, whatever the rest of it is")
    func claimed() throws {
        func claim(_ edit: @escaping @Sendable (inout ForgedRelease) throws -> Void) throws -> CertifiedBuild? {
            let release = try ForgedRelease(ForgedBuild(), .slsa1, edit)
            return AttestationVerification.claimedBuild(.document(try release.answer()))
        }
        let build = try #require(try Self.build())
        #expect(try claim { _ in } == build)
        #expect(
            try claim { $0.provenance?.statement[path: "subject.0.name"] = .string("pkg:npm/right-pad@1.0.0") }
                == build)
        #expect(try claim { $0.provenance = nil } == nil)
        #expect(try claim { $0.others = [try #require($0.provenance)] } == nil)
        #expect(try claim { $0.provenance?.bundle.signer = .key } == nil)
        #expect(AttestationVerification.claimedBuild(.document([UInt8]("no JSON".utf8))) == nil)
        #expect(AttestationVerification.claimedBuild(.notAnnounced) == nil)
    }
}
