import JSONCursor
import PackageModel
import Provenance
import Sigstore
import TestSupport
import Testing

/// What is right in every respect is verified, and says what it proves and what it only claims.
@Suite struct ReleaseAcceptanceTests {
    private static let path = ".github/workflows/release.yml"
    private static let full = "owner/name/\(path)@refs/tags/v1.0.0"

    /// Every build type that is known, in each of its forms.
    static let right: [WrongRelease] =
        [
            WrongRelease("verified", "SLSA v1 of GitHub"),
            WrongRelease("verified", "SLSA v1 by the other name of its type") {
                $0.provenance?.statement[path: "predicate.buildDefinition.buildType"] =
                    .string("https://actions.github.io/buildtypes/workflow/v1")
            },
            WrongRelease("verified", "GitLab", of: .gitLab, .gitLab),
            WrongRelease("verified", "an in-toto statement v0.1") {
                $0.provenance?.statement[path: "_type"] = .string("https://in-toto.io/Statement/v0.1")
            },
            WrongRelease("verified", "provenance before the publication") {
                $0.others = [$0.publish].compactMap { $0 }
                $0.publish = nil
            },
            WrongRelease("verified", "without a publication") { $0.publish = nil },
            WrongRelease("verified", "the new extensions alone") {
                $0.extensions = $0.extensions.filter { $0.key >= 8 }
            },
            WrongRelease("verified", "a reusable workflow of another repository") {
                $0.signAs("https://github.com/other/workflows/.github/workflows/publish.yml@refs/tags/v2")
            },
            WrongRelease("verified", "a tag with an @", of: ForgedBuild { $0.ref = "refs/tags/@scope/name@1.0.0" }),
            WrongRelease(
                "verified", "a tag with an @, v0.2", of: ForgedBuild { $0.ref = "refs/tags/@scope/name@1.0.0" },
                .slsa02(type: "https://github.com/npm/cli/gha/v2", entryPoint: nil)),
            // npm's first builds of SLSA v1 cut the ref at its first @.
            WrongRelease("verified", "a tag with an @, cut there", of: ForgedBuild { $0.ref = "refs/tags/name@1.0.0" })
            {
                $0.provenance?.statement[path: "predicate.buildDefinition.externalParameters.workflow.ref"] =
                    .string("refs/tags/name")
            },
            WrongRelease(
                "verified", "a file with an @", of: ForgedBuild { $0.workflow = ".github/workflows/release@2.yml" },
                .slsa02(type: "https://github.com/npm/cli/gha/v2", entryPoint: ".github/workflows/release@2.yml")),
            WrongRelease(
                "verified", "a material without a ref",
                .slsa02(type: "https://github.com/npm/cli/gha@v1", entryPoint: full)
            ) {
                $0.provenance?.statement[path: "predicate.materials.0.uri"] = .string(
                    "git+https://github.com/owner/name")
            },
            WrongRelease(
                "verified", "a predicate without an environment",
                .slsa02(type: "https://github.com/npm/cli/gha/v2", entryPoint: nil)
            ) {
                $0.provenance?.statement[path: "predicate.invocation.environment"] = nil
                $0.provenance?.statement[path: "predicate.materials"] = nil
            },
            WrongRelease("verified", "14 more attestations of another kind, which hold") {
                var other = $0.provenance
                other?.statement[path: "predicateType"] = .string("https://example.com/scan/v1")
                $0.others = Array(repeating: other, count: 14).compactMap { $0 }
            },
        ]
        + [
            ("https://github.com/npm/cli/gha@v0", full), ("https://github.com/npm/cli/gha@v1", full),
            ("https://github.com/npm/cli/gha@v0", path), ("https://github.com/npm/cli/gha@v1", path),
            ("https://github.com/npm/cli/gha/v2", path),
            ("https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0", path),
            ("https://github.com/slsa-framework/slsa-github-generator/delegator-lowperms-generic@v0", path),
        ].map { type, entryPoint in
            WrongRelease("verified", "\(type), \(entryPoint)", .slsa02(type: type, entryPoint: entryPoint))
        }

    @Test(arguments: right) func verifies(_ release: WrongRelease) throws { try release.check() }

    @Test func verifiesScopedPackages() throws {
        #expect(try ForgedRelease(name: "@scope/name").verified().provenance.text == "verified")
    }

    @Test func tellsWhatItProved() throws {
        let result = try ForgedRelease().verified()
        let build = try #require(result.build)
        #expect(build.provider == .gitHub && build.repository == "https://github.com/owner/name")
        #expect(build.commit == ForgedBuild().commit && build.ref == "refs/tags/v1.0.0")
        #expect(build.workflowPath == Self.path && build.trigger == "push" && build.runner == "github-hosted")
        #expect(build.runURL == "https://github.com/owner/name/actions/runs/4137028816/attempts/2")
        #expect(build.repositoryID == "495574555" && build.ownerID == "71096353")
        #expect(result.publish.text == "verified" && result.boundTo == .registry)
        #expect(result.signedAt == Forgery.at(0) && result.publishedAt == Forgery.at(2) && result.logIndex == 41)
        #expect(result.predicateType == ForgedAttestation.slsa1)
        let made = result.provenance.checks.filter { $0.status == .verified }.map(\.id)
        #expect(
            made.suffix(12) == [
                .statementSubject, .statementDigest, .signerIssuer, .signerSource, .predicateBuildType,
                .predicateRepository, .predicateCommit, .predicateWorkflow, .predicateRunner, .predicateTrigger,
                .predicateIdentifiers, .predicateRun,
            ])
    }

    /// Certificates of early 2023 have the extensions 1 to 6 alone: what they lack is not proved, and not held against them.
    @Test func rowsThatTheCertificateLacksAreNotProved() throws {
        let result = try ForgedRelease(
            ForgedBuild(), .slsa02(type: "https://github.com/npm/cli/gha@v0", entryPoint: Self.full)
        ) {
            $0.extensions = $0.extensions.filter { $0.key <= 6 }
        }.verified()
        #expect(result.provenance.text == "verified")
        let statuses = Dictionary(uniqueKeysWithValues: result.provenance.checks.map { ($0.id, $0.status) })
        for id in [CheckID.predicateRepository, .predicateCommit, .predicateTrigger] {
            #expect(statuses[id] == .verified, "\(id.rawValue)")
        }
        for id in [CheckID.predicateWorkflow, .predicateRunner, .predicateIdentifiers, .predicateRun] {
            #expect(statuses[id] == .notApplicable, "\(id.rawValue)")
        }
        #expect(result.build?.repository == "https://github.com/owner/name" && result.build?.runner == nil)
    }

    /// Two attestations have eight signatures: of each the log's promise, the checkpoint and the envelope, of the build
    /// also the certificate and its promise. In a second run none is left to verify, and nothing else is left out.
    @Test func aMemorySavesTheSignaturesAndNothingElse() throws {
        let release = try ForgedRelease()
        let answer = try release.answer()
        let memory = ExactMemory()
        let first = try release.verified(answer, memory: memory)
        #expect(memory.count == 8 && memory.hits == 0)
        let second = try release.verified(answer, memory: memory)
        #expect(memory.count == 8 && memory.hits == 8)
        #expect(first == second && first.provenance.text == "verified")
        // Another digest in the lock file is refused although every signature is known.
        let other = try release.verified(answer, locked: [UInt8](repeating: 1, count: 64), memory: memory)
        #expect(other.provenance.text == "failed statement-locked-digest")
    }

    @Test func aLockFilesDigestIsWhatCounts() throws {
        let release = try ForgedRelease()
        #expect(try release.verified(locked: release.sha512).boundTo == .lockfile)
        let other = try release.verified(locked: [UInt8](repeating: 1, count: 64))
        #expect(other.provenance.text == "failed statement-locked-digest" && other.boundTo == nil)
    }

    @Test func aSecondDigestIsAnotherTarball() throws {
        let release = try ForgedRelease()
        let own = try #require(IntegrityDigest(.sha512, bytes: release.sha512))
        let evil = try #require(IntegrityDigest(.sha512, bytes: [UInt8](repeating: 1, count: 64)))
        let both = try Integrity(parsing: "\(evil) \(own)")
        #expect(try release.verified(integrity: both).provenance.text == "failed statement-digest")
    }

    @Test func aRegistryWithoutSHA512IsUnknown() throws {
        let weak = try Integrity(sha1Hexadecimal: String(repeating: "ab", count: 20))
        #expect(try ForgedRelease().verified(integrity: weak).provenance.text == "unknown statement-digest-comparable")
    }

    /// Whatever their order is, and whichever the strongest.
    @Test func ofSeveralDigestsEachCounts() throws {
        let release = try ForgedRelease()
        let own = try #require(IntegrityDigest(.sha512, bytes: release.sha512))
        for byte in [0x01, 0xFF] as [UInt8] {
            let evil = try #require(IntegrityDigest(.sha512, bytes: [UInt8](repeating: byte, count: 64)))
            for text in ["\(evil) \(own)", "\(own) \(evil)"] {
                let both = try Integrity(parsing: text)
                #expect(try release.verified(integrity: both).provenance.text == "failed statement-digest")
                let locked = try release.verified(lockedIntegrity: both)
                #expect(locked.provenance.text == "failed statement-locked-digest" && locked.boundTo == nil)
            }
        }
    }

    /// What the statement has no digest of is bound by nothing in the lock file.
    @Test func aLockFileWithoutSHA512BindsNothing() throws {
        let weak = try Integrity(sha1Hexadecimal: String(repeating: "ab", count: 20))
        let result = try ForgedRelease().verified(lockedIntegrity: weak)
        #expect(result.provenance.text == "verified" && result.boundTo == .registry)
    }

    /// npm writes `%40`, and a registry of its own as a qualifier.
    @Test func aSubjectHasOneSpelling() throws {
        for subject in ["pkg:npm/@scope/name@1.0.0", "pkg:npm/%40Scope/name@1.0.0", "pkg:npm/scope/name@1.0.0"] {
            let release = try ForgedRelease(name: "@scope/name") {
                $0.provenance?.statement[path: "subject.0.name"] = .string(subject)
            }
            #expect(try release.verified().provenance.text == "failed statement-subject-name", "\(subject)")
        }
        // U+212A is canonically equal to a K: Swift's strings could not tell these apart.
        let kelvin = try ForgedRelease(name: "Kit") {
            $0.provenance?.statement[path: "subject.0.name"] = .string("pkg:npm/\u{212A}it@1.0.0")
        }
        #expect(try kelvin.verified().provenance.text == "failed statement-subject-name")
        #expect(try ForgedRelease(name: "Kit").verified().provenance.text == "verified")
        #expect(
            try ForgedRelease().verified(registry: "https://npm.example").provenance.text
                == "failed statement-subject-name")
    }

    /// A key signs what it is for.
    @Test func aKeyForPackagesAttestsNothing() throws {
        let keys = ForgedRelease.keys.filter { $0.usage == .signatures }
        let result = try ForgedRelease().verified(trust: RegistryTrust(keys: keys, grade: .pinned))
        #expect(result.publish.text == "failed key-known" && result.provenance.text == "failed key-known")
    }

    /// A publication that could not be checked leaves the whole set unknown; where there are no keys there is none.
    @Test func aPublicationThatCannotBeCheckedIsNoPass() throws {
        let unknown = try ForgedRelease().verified(
            trust: RegistryTrust(keys: [], grade: .registryAsserted, problem: "timed out"))
        #expect(unknown.publish.text == "unknown no-keys" && unknown.provenance.text == "unknown no-keys")
        #expect(unknown.build == nil && unknown.boundTo == nil && unknown.signedAt == nil)
        let without = try ForgedRelease().verified(trust: RegistryTrust(keys: [], grade: .registryAsserted))
        #expect(without.publish.status == .notApplicable && without.provenance.text == "verified")
    }

    /// The workflow, the source and the signer have digests of their own.
    @Test func everyDigestIsComparedWithItsOwn() throws {
        func digest(_ letter: String) -> String { String(repeating: letter, count: 40) }
        let source = ForgedBuild { $0.commit = digest("a") }
        func release(
            _ predicate: ForgedRelease.Predicate, _ edit: (inout ForgedRelease) throws -> Void = { _ in }
        ) throws -> ForgedRelease {
            try ForgedRelease(source, predicate) {
                $0.signAs("https://github.com/other/workflows/.github/workflows/publish.yml@refs/tags/v2")
                $0.extensions[10] = digest("b")
                $0.extensions[19] = digest("c")
                try edit(&$0)
            }
        }
        let old = ForgedRelease.Predicate.slsa02(type: "https://github.com/npm/cli/gha/v2", entryPoint: nil)
        let place = "predicate.invocation.environment.GITHUB_WORKFLOW_SHA"
        let result = try release(.slsa1).verified()
        #expect(result.provenance.text == "verified" && result.build?.commit == digest("a"))
        #expect(
            try release(old) { $0.provenance?.statement[path: place] = .string(digest("c")) }.verified().provenance.text
                == "verified")
        for letter in ["a", "b"] {
            let wrong = try release(old) { $0.provenance?.statement[path: place] = .string(digest(letter)) }
            #expect(try wrong.verified().provenance.text == "failed predicate-workflow")
        }
    }

    /// The file inside the repository, whoever signed for it and however it is written.
    @Test func aWorkflowHasAPath() throws {
        #expect(try ForgedRelease(.gitLab, .gitLab).verified().build?.workflowPath == ".gitlab-ci.yml")
        func claimed(_ edit: @escaping @Sendable (inout ForgedRelease) throws -> Void) throws -> String? {
            let answer = AttestationAnswer.document(try ForgedRelease(ForgedBuild(), .slsa1, edit).answer())
            return AttestationVerification.claimedBuild(answer)?.workflowPath
        }
        let withoutRef = try claimed {
            $0.extensions[6] = nil
            $0.extensions[14] = nil
        }
        #expect(withoutRef == Self.path)
        let ofAnotherRef = try claimed {
            $0.extensions[18] = "https://github.com/owner/name/\(Self.path)@refs/heads/main"
        }
        #expect(ofAnotherRef == Self.path)
        #expect(
            try claimed { $0.extensions[18] = "https://github.com/owner/other/\(Self.path)@refs/tags/v1.0.0" } == nil)
        let reusable = try ForgedRelease {
            $0.signAs("https://github.com/other/workflows/.github/workflows/publish.yml@refs/tags/v2")
        }.verified()
        #expect(reusable.build?.workflowPath == Self.path)
        let early = try ForgedRelease(
            ForgedBuild(), .slsa02(type: "https://github.com/npm/cli/gha@v0", entryPoint: Self.full)
        ) { $0.extensions = $0.extensions.filter { $0.key <= 6 } }.verified()
        #expect(early.build?.workflowPath == Self.path && early.build?.ref == "refs/tags/v1.0.0")
        #expect(early.build?.trigger == "push")
    }

    @Test func anotherVersionsAttestationsAreForeign() throws {
        #expect(try ForgedRelease().verified(of: "1.0.1").provenance.text == "failed statement-subject-name")
    }

    /// C 10: the key's end counts at the time that the log has signed.
    @Test func aRetiredKeysPublicationFailsAfterItsEnd() throws {
        func keys(until end: Int64) -> RegistryTrust {
            let keys = ForgedRelease.keys.map {
                RegistryKey(
                    keyID: $0.keyID, usage: $0.usage, subjectPublicKeyInfo: $0.subjectPublicKeyInfo,
                    validity: Validity(start: Forgery.at(-86_400), end: Forgery.at(end)))
            }
            return RegistryTrust(keys: keys, grade: .pinned)
        }
        #expect(try ForgedRelease().verified(trust: keys(until: 2)).publish.text == "verified")
        let result = try ForgedRelease().verified(trust: keys(until: 1))
        #expect(result.publish.text == "failed key-validity" && result.provenance.text == "failed key-validity")
        #expect(result.build == nil)
    }

    /// A set of which one part is wrong proves nothing.
    @Test func nothingIsProvedByASetThatIsWrong() throws {
        let result = try ForgedRelease { $0.publish?.bundle.signingKey = ForgeKeys.stranger }.verified()
        #expect(result.provenance.text == "failed signature")
        #expect(result.build == nil && result.signedAt == nil && result.logIndex == nil && result.claims == nil)
    }

    /// Whatever the build writes about itself is a claim; what the certificate says is proved.
    @Test func claimsAreKeptApart() throws {
        let release = try ForgedRelease(
            ForgedBuild(), .slsa02(type: "https://github.com/npm/cli/gha@v1", entryPoint: nil)
        ) { $0.provenance?.statement[path: "predicate.builder.id"] = .string("https://github.com/npm/cli@9.5.0") }
        #expect(try release.verified().claims?.builder == "https://github.com/npm/cli@9.5.0")
        #expect(
            try ForgedRelease(.gitLab, .gitLab).verified().claims?.builder
                == "https://gitlab.com/group/project/-/runners/12270807")
        // In v1 it is compared.
        #expect(try ForgedRelease().verified().claims?.builder == nil)
    }

    /// Paths are cut from bytes: these two spellings of é are equal to Swift's strings.
    @Test func aWorkflowOfAnotherSpellingIsNoneOfTheRepository() throws {
        let release = try ForgedRelease(ForgedBuild { $0.path = "owner/caf\u{E9}" }) {
            $0.signAs("https://github.com/other/workflows/publish.yml@refs/tags/v2")
            $0.extensions[18] = "https://github.com/owner/cafe\u{301}/\(Self.path)@refs/tags/v1.0.0"
        }
        #expect(try release.verified().provenance.text == "failed predicate-workflow")
    }
}
