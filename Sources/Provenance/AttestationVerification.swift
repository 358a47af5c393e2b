public import PackageModel
public import Sigstore
public import TransparencyLog

/// How the attestations of a release were judged.
public struct AttestationResult: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public var status: CheckStatus
        public var reason: String?
        public var checks: [Check]
        /// The stable name of the condition that did not hold.
        public var cause: String?
    }

    public var provenance: Part
    public var publish: Part
    /// What the certificate proves, where the provenance is verified.
    public var build: CertifiedBuild?
    /// What verified provenance says beyond that, on the build's own word.
    public var claims: ClaimedBuild?
    public var predicateType: String?
    public var logIndex: Int64?
    /// When the build was signed, proved.
    public var signedAt: Timestamp?
    /// When the registry attested the publication, proved.
    public var publishedAt: Timestamp?
    public var boundTo: Binding?
    /// Nobody was asked, so that the registry's announcement stays a claim.
    public var isClaimOnly = false
}

/// Judges the attestations of one release (docs/verification.md, sections A.3 to A.12).
public struct AttestationVerification: Sendable {
    let verifier: Verifier?
    let trust: RegistryTrust

    /// - Parameters:
    ///   - root: nil when there are no anchors that may be used: then nothing can be verified.
    ///   - memory: signatures that were verified before; nil to verify each anew.
    public init(root: TrustedRoot?, trust: RegistryTrust, memory: (any SignatureMemory)? = nil) {
        self.verifier = root.map { Verifier(root: $0, profile: .npm, memory: memory) }
        self.trust = trust
    }

    /// What came of the registry's announcement: a verdict on the provenance, and one on the publication.
    ///
    /// An answer that is missing where attestations were announced is never `absent`.
    public func verify(_ answer: AttestationAnswer, of release: ReleaseIdentity) -> AttestationResult {
        switch answer {
        case .notAnnounced: return Self.both(.absent, "the registry announces no attestations", "not-announced")
        case .notFound(let isDefault):
            return Self.both(
                isDefault ? .failed : .unknown, "attestations were announced, and the registry does not have them",
                "attestations-not-found")
        case .notAsked(let reason):
            var result = Self.both(.unknown, reason, "not-asked")
            result.isClaimOnly = true
            return result
        case .unavailable(let reason): return Self.both(.unknown, reason, "unavailable")
        case .document(let bytes):
            guard let verifier else { return Self.both(.unknown, "there are no trust anchors", "no-anchors") }
            do {
                return verify(try AttestationList(parsing: bytes), release, verifier)
            } catch {
                return Self.both(error.status, error.detail, error.cause, check: error.check)
            }
        }
    }

    /// What the provenance among the attestations proves, whatever is beside it; nil when it is not verified.
    ///
    /// For a release that another one is compared with: nobody installs it, so that its publication does not matter.
    public func build(_ answer: AttestationAnswer, of release: ReleaseIdentity) -> CertifiedBuild? {
        guard let verifier, let item = Self.provenance(among: answer) else { return nil }
        return judge(item, isPublish: false, release, verifier).build
    }

    /// What the provenance among the attestations says about the build, with nothing verified.
    public static func claimedBuild(_ answer: AttestationAnswer) -> CertifiedBuild? {
        guard let item = provenance(among: answer), let bundle = try? Bundle(item.bundle) else { return nil }
        return SignerIdentity.claimed(by: bundle).flatMap { try? CertifiedBuild($0) }
    }

    private static func provenance(among answer: AttestationAnswer) -> AttestationList.Item? {
        guard case .document(let bytes) = answer, let list = try? AttestationList(parsing: bytes) else { return nil }
        let provenance = list.items.filter(\.isProvenance)
        // check: build-distinct
        guard provenance.count == 1 else { return nil }
        return provenance.first
    }

    private func verify(_ list: AttestationList, _ release: ReleaseIdentity, _ verifier: Verifier) -> AttestationResult
    {
        var result = AttestationResult(
            provenance: .init(
                status: .failed, reason: "attestations were announced, and none of them is provenance", checks: [],
                cause: "provenance-present"),
            publish: .init(status: .absent, reason: "there is no publish attestation", checks: [], cause: nil))
        var seen: Set<String> = []
        for item in list.items {
            let isPublish = equalBytewise(item.predicateType, Statement.PredicateType.publish.rawValue)
            guard isPublish || item.isProvenance else {
                // Other kinds are none of our business, unless the type outside hides a signed one that is.
                let part = judge(item, isPublish: false, release, verifier).part
                if part.status == .failed {
                    return Self.both(.failed, part.reason ?? "", part.cause ?? "", check: .statement)
                }
                continue
            }
            // check: attestations-distinct
            guard seen.insert(isPublish ? "publish" : "provenance").inserted else {
                return Self.both(
                    .failed, "several attestations of one kind", "attestations-distinct", check: .attestationList)
            }
            if isPublish, trust.keys.isEmpty {
                // Without keys nothing was found to be wrong.
                result.publish = .init(
                    status: trust.problem == nil ? .notApplicable : .unknown,
                    reason: trust.problem ?? "the registry has no keys", checks: [], cause: "no-keys")
                continue
            }
            let single = judge(item, isPublish: isPublish, release, verifier)
            if isPublish {
                result.publish = single.part
                result.publishedAt = single.signedAt
            } else {
                result.provenance = single.part
                (result.build, result.claims, result.predicateType) = (
                    single.build, single.claims, single.predicateType
                )
                (result.logIndex, result.signedAt) = (single.logIndex, single.signedAt)
            }
        }
        // A publish attestation that is wrong taints the whole set: npm made both at once.
        if result.publish.status == .failed, result.provenance.status == .verified {
            result.provenance.status = .failed
            result.provenance.reason = "the publish attestation is wrong: \(result.publish.reason ?? "")"
            result.provenance.cause = result.publish.cause
        }
        if result.publish.status == .unknown, result.provenance.status == .verified {
            result.provenance.status = .unknown
            result.provenance.reason = "the publish attestation could not be checked: \(result.publish.reason ?? "")"
            result.provenance.cause = result.publish.cause
        }
        guard result.provenance.status == .verified else {
            // A set of which one part is wrong proves nothing about the build.
            (result.build, result.claims, result.predicateType) = (nil, nil, nil)
            (result.logIndex, result.signedAt) = (nil, nil)
            return result
        }
        result.boundTo = release.lockedIntegrity?.digest(.sha512) != nil ? .lockfile : .registry
        return result
    }

    private struct Single {
        var part: AttestationResult.Part
        var build: CertifiedBuild?
        var claims: ClaimedBuild?
        /// As it is signed.
        var predicateType: String?
        var signedAt: Timestamp?
        var logIndex: Int64?
    }

    private func judge(
        _ item: AttestationList.Item, isPublish: Bool, _ release: ReleaseIdentity, _ verifier: Verifier
    ) -> Single {
        var checks: [Check] = []
        do throws(Refusal) {
            let bundle = try Bundle(item.bundle)
            // check: attestation-envelope
            guard case .envelope = bundle.content else {
                throw Refusal.failed(.statement, "attestation-envelope", "an attestation without a statement")
            }
            let verdict = verifier.verify(bundle) { hint in
                trust.key(hint, for: .attestations).map {
                    Verifier.TrustedKey(subjectPublicKeyInfo: $0.subjectPublicKeyInfo, validity: $0.validity)
                }
            }
            checks = verdict.checks
            guard case .verified(let verified) = verdict else {
                if case .refused(let refusal, _) = verdict { throw refusal }
                throw Refusal.unknown(.bundle, "verdict", "no verdict")
            }
            let statement = try Statement(
                parsing: verified.payload ?? [], announced: item.predicateType, about: release, &checks)
            var build: (certified: CertifiedBuild, claims: ClaimedBuild)?
            if isPublish {
                // check: publish-by-key
                guard case .key = verified.signer else {
                    throw Refusal.failed(
                        .publicKey, "publish-by-key", "the publish attestation is not by the registry's key")
                }
                checks.append(try PublishPredicate.verify(statement.predicate, release))
            } else {
                build = try self.build(verified, statement, &checks)
            }
            return Single(
                part: .init(status: .verified, reason: nil, checks: checks, cause: nil), build: build?.certified,
                claims: build?.claims, predicateType: statement.predicateType.rawValue, signedAt: verified.signedAt,
                logIndex: verified.entries.first?.entry.logIndex)
        } catch {
            // The verifier's own list already has the check that it refused.
            if !checks.contains(where: { $0.id == error.check && $0.status == error.status }) {
                checks.append(
                    Check(error.check, error.status, evidence: [Evidence("cause", error.cause)], reason: error.detail))
            }
            return Single(part: .init(status: error.status, reason: error.detail, checks: checks, cause: error.cause))
        }
    }

    private func build(
        _ bundle: VerifiedBundle, _ statement: Statement, _ checks: inout [Check]
    ) throws(Refusal) -> (CertifiedBuild, ClaimedBuild) {
        // check: provenance-by-certificate
        guard let identity = bundle.identity else {
            throw .failed(
                .signerIssuer, "provenance-by-certificate", "the provenance was signed with a key, not by a build")
        }
        let build = try CertifiedBuild(identity)
        checks.append(Check(.signerIssuer, .verified, evidence: [Evidence("issuer", build.provider.rawValue)]))
        checks.append(
            Check(
                .signerSource, .verified,
                evidence: [Evidence("repository", build.repository), Evidence("commit", build.commit)]))
        var comparison = PredicateCrossCheck(build)
        defer { checks += comparison.checks }
        switch statement.predicateType {
        case .provenance1: try comparison.compareV1(statement.predicate)
        case .provenance02: try comparison.compareV02(statement.predicate)
        case .publish:
            throw .failed(.statement, "statement-announced-type", "a publish attestation in place of provenance")
        }
        return (build, comparison.claims)
    }

    private static func both(
        _ status: CheckStatus, _ reason: String, _ cause: String, check: CheckID = .attestationList
    ) -> AttestationResult {
        let part = AttestationResult.Part(
            status: status, reason: reason, checks: [Check(check, status, reason: reason)], cause: cause)
        return AttestationResult(provenance: part, publish: part)
    }
}
