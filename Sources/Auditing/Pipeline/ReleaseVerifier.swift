package import PackageModel
package import Provenance
package import Registry
package import Signals
import Sigstore

/// Verifies signature, digest and attestations of releases, wherever the facts about them come from.
package struct ReleaseVerifier<Source: Transport>: Sendable {
    let sources: PackageSources<Source>
    let trust: TrustSource
    private let registryKeys: KeyRing<Source>

    package init(sources: PackageSources<Source>, trust: TrustSource) {
        self.sources = sources
        self.trust = trust
        self.registryKeys = KeyRing(sources: sources)
    }

    package struct Outcome: Sendable {
        package let attestation: AttestationResult
        package var signature: RegistrySignatureResult
        package let integrity: Integrity?
        package let integrityVerdict: IntegrityVerdict
    }

    /// - Parameter version: the release's, as it is asked for.
    package func verify(_ release: Release, of target: AuditTarget, version: Version) async -> Outcome {
        let identity = await identity(of: release, target)
        let registryTrust = await self.registryTrust(of: release, target.name)
        let answer = await attestations(release, target.name, version)
        var attestation = AttestationVerification(
            root: await trust.settings.root, trust: registryTrust, memory: trust.memory
        ).verify(answer, of: identity)
        var signature = RegistrySignatureVerification(trust: registryTrust, memory: trust.memory).verify(
            release.distribution.signatures, of: identity, signedAt: attestation.publishedAt ?? release.publishedAt)
        if signature.status == .notApplicable, let problem = registryTrust.problem,
            !release.distribution.signatures.isEmpty
        {
            signature = .unknown(problem)
        }
        if signature.status == .absent, !release.unreadable.isDisjoint(with: [.distribution, .signatures]) {
            signature = .unknown("what the registry lists is not readable")
        }
        if let problem = target.problem(at: sources.endpoints) {
            (attestation, signature) = (attestation.unproved(problem.message), signature.unproved(problem.message))
        }
        return Outcome(
            attestation: attestation, signature: signature, integrity: identity.integrity,
            integrityVerdict: Self.compare(target.locked?.integrity, release.distribution.digests))
    }

    /// Where an earlier release of the package came from, as far as it matters.
    ///
    /// What nobody verified can only say that nothing changed: a registry that would forge that could as well leave the
    /// release out of its list. A difference is believed when it is verified.
    ///
    /// - Parameters:
    ///   - answer: the registry's, to the question for its attestations.
    ///   - settles: whether the matter is settled by an earlier release that came from there.
    func origin(
        _ answer: AttestationAnswer, of release: Release, _ name: PackageName, version: Version,
        settles: (VerifiedOrigin) -> Bool
    ) async -> EarlierOrigin {
        guard let claimed = AttestationVerification.claimedBuild(answer) else { return .unobtained }
        if settles(VerifiedOrigin(claimed)) { return .same }
        let other = AuditTarget(name: name, selector: .exactly(version))
        return AttestationVerification(
            root: await trust.settings.root, trust: await registryTrust(of: release, name), memory: trust.memory
        ).build(answer, of: await identity(of: release, other)).map { .other(VerifiedOrigin($0)) } ?? .unverified
    }

    /// Where an earlier release came from.
    enum EarlierOrigin {
        /// From where the audited one did, by its own unverified word.
        case same
        case other(VerifiedOrigin)
        /// What it says of itself does not verify.
        case unverified
        /// The attestations that it announces could not be had, or say nothing that can be read.
        case unobtained
    }

    private func identity(of release: Release, _ target: AuditTarget) async -> ReleaseIdentity {
        ReleaseIdentity(
            name: target.name, version: release.versionText,
            integrity: release.distribution.integrity ?? release.distribution.shasum,
            lockedIntegrity: target.locked?.integrity, registry: await vouchingRegistry(of: release, target.name))
    }

    /// Asks for the attestations of a release, if it announces any.
    func attestations(_ release: Release, _ name: PackageName, _ version: Version) async -> AttestationAnswer {
        guard release.distribution.attestations != nil else {
            // What was not understood may announce some.
            return !release.unreadable.isDisjoint(with: [.distribution, .attestations])
                ? .unavailable(reason: "the registry's announcement is not readable") : .notAnnounced
        }
        do {
            return .document(try await sources.attestations(name, version))
        } catch {
            if error == .notFound {
                return .notFound(
                    isDefaultRegistry: sources.endpoints.registry(of: name) == Endpoints.defaultRegistry)
            }
            return error.meansNotAsked ? .notAsked(reason: "\(error)") : .unavailable(reason: "\(error)")
        }
    }

    private func registryTrust(of release: Release, _ name: PackageName) async -> RegistryTrust {
        let registry = await vouchingRegistry(of: release, name)
        guard registry != Endpoints.defaultRegistry else {
            return RegistryTrust(keys: await trust.settings.npmKeys, grade: .pinned)
        }
        return await registryKeys.trust(ofRegistry: registry)
    }

    /// The registry whose keys vouch for a release, and that its attestations name.
    ///
    /// npm's speak for the default registry at any address; another scope's registry has its own. Where both are one mirror, which
    /// has npm's packages beside its own, the key that the release is said to be signed with tells which of them this is.
    private func vouchingRegistry(of release: Release, _ name: PackageName) async -> String {
        guard sources.endpoints.isPrivate(name) else { return Endpoints.defaultRegistry }
        let own = sources.endpoints.registry(of: name)
        guard own == sources.endpoints.registry, !release.distribution.signatures.isEmpty else { return own }
        let keys = await trust.settings.npmKeys
        let isNPMs = release.distribution.signatures.contains { signature in
            keys.contains { equalBytewise($0.keyID, signature.keyID) }
        }
        return isNPMs ? Endpoints.defaultRegistry : own
    }

    static func compare(_ locked: Integrity?, _ listed: Integrity?) -> IntegrityVerdict {
        guard let locked, let listed else { return .notCompared }
        switch locked.compare(listed) {
        case .equal: return .equal
        case .different: return .different(locked: locked.text, registry: listed.text)
        case .nothingInCommon: return .notCompared
        }
    }
}

/// The keys that other registries serve, each asked for once.
actor KeyRing<Source: Transport> {
    private let sources: PackageSources<Source>
    private var answers: [String: Task<RegistryTrust, Never>] = [:]

    init(sources: PackageSources<Source>) { self.sources = sources }

    func trust(ofRegistry registry: String) async -> RegistryTrust {
        let task = answers[registry] ?? ask(registry)
        answers[registry] = task
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func ask(_ registry: String) -> Task<RegistryTrust, Never> {
        Task { [sources] in
            do {
                let bytes = try await sources.keys(ofRegistry: registry)
                return RegistryTrust(keys: try RegistryKey.list(parsing: bytes), grade: .registryAsserted)
            } catch TransportError.notFound {
                // A registry without keys signs nothing that could be checked.
                return RegistryTrust(keys: [], grade: .registryAsserted)
            } catch {
                return RegistryTrust(
                    keys: [], grade: .registryAsserted, problem: "the registry's keys: \(error)")
            }
        }
    }
}
