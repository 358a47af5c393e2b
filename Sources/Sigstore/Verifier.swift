import PackageModel
public import TransparencyLog

/// Judges Sigstore bundles by one set of trust anchors (sigstore client-spec §4).
///
/// Entry, time, signer and statement are values that only the step before can make, so that no step can be left out.
public struct Verifier: Sendable {
    /// What is asked of bundles beyond the client specification.
    public enum Profile: Sendable {
        /// npm's attestations: certificates behind the leaf are ignored, old ones carry even the root.
        case npm
        /// The client specification to the letter: a bundle that carries a root certificate is refused.
        case strict
    }

    /// A key that may have signed a bundle without a certificate.
    public struct TrustedKey: Sendable {
        public let subjectPublicKeyInfo: [UInt8]
        public let validity: Validity

        public init(subjectPublicKeyInfo: [UInt8], validity: Validity) {
            self.subjectPublicKeyInfo = subjectPublicKeyInfo
            self.validity = validity
        }
    }

    public let root: TrustedRoot
    public let profile: Profile
    /// Signatures that were verified before; nil to verify each anew.
    public let memory: (any SignatureMemory)?

    public init(root: TrustedRoot, profile: Profile, memory: (any SignatureMemory)? = nil) {
        self.root = root
        self.profile = profile
        self.memory = memory
    }

    /// Judges a bundle.
    ///
    /// - Parameters:
    ///   - artifact: what the bundle is about; one without an envelope needs it.
    ///   - key: the key for a bundle that names one by this hint; nil for a key that is not known.
    public func verify(
        _ bundle: Bundle, artifact: Artifact? = nil, key: (_ hint: String) -> TrustedKey? = { _ in nil }
    ) -> Verdict {
        var checks = CheckLog()
        do {
            return .verified(try verify(bundle, artifact, key, &checks))
        } catch {
            return .refused(error, checks: checks.refused(error, plan: Self.plan(for: bundle)))
        }
    }

    private func verify(
        _ bundle: Bundle, _ artifact: Artifact?, _ key: (String) -> TrustedKey?, _ checks: inout CheckLog
    ) throws(Refusal) -> VerifiedBundle {
        try checkShape(bundle)
        checks.verified(.bundle, [Evidence("mediaType", bundle.mediaType)])
        let entries = try self.entries(bundle, &checks)
        let times = try self.times(bundle, entries, &checks)
        let signer = try self.signer(bundle, times, key, &checks)
        let content = try self.content(bundle, artifact)
        let material = SignedMaterial(signature: bundle.signature, verifier: signer.verifierBytes, content: content)
        for entry in entries { try BodyBinding(material: material).verify(entry.entry) }
        checks.verified(.bodyBinding, entries.map { Evidence("entry", "\($0.entry.kind) \($0.entry.kindVersion)") })
        try checkSignature(bundle, signer, artifact)
        checks.verified(.signature, [Evidence("algorithm", signer.algorithm)])
        return VerifiedBundle(
            bundle: bundle, signer: signer.signer, times: times, entries: entries, checks: checks.checks)
    }

    /// The checks that a bundle of this shape has before it.
    private static func plan(for bundle: Bundle) -> [CheckID] {
        var out: Set<CheckID> = [.identity]
        switch bundle.keyMaterial {
        case .certificates: out.insert(.publicKey)
        case .publicKey: out.formUnion([.certificateChain, .certificateProfile, .certificateTransparency])
        }
        if bundle.timestamps.isEmpty { out.insert(.timestampToken) }
        if bundle.logEntries.allSatisfy({ $0.inclusionProof == nil }) { out.formUnion([.inclusionProof, .checkpoint]) }
        if bundle.logEntries.allSatisfy({ $0.inclusionPromise == nil }) { out.insert(.signedEntryTimestamp) }
        return CheckID.bundleChecks.filter { !out.contains($0) }
    }

    private func checkShape(_ bundle: Bundle) throws(Refusal) {
        guard profile == .strict, case .certificates(let certificates) = bundle.keyMaterial else { return }
        // check: bundle-without-root
        guard !certificates.contains(where: { X509Certificate($0)?.isSelfIssued ?? false }) else {
            throw .failed(.bundle, "bundle-without-root", "the bundle carries a root certificate")
        }
    }

    /// Compares each with each: there are few, and mostly one.
    private static func areDistinct(_ elements: [some Equatable]) -> Bool {
        elements.indices.allSatisfy { !elements[..<$0].contains(elements[$0]) }
    }

    private func entries(_ bundle: Bundle, _ checks: inout CheckLog) throws(Refusal) -> [VerifiedEntry] {
        // check: bundle-has-entry
        guard !bundle.logEntries.isEmpty else {
            throw .failed(.inclusionProof, "bundle-has-entry", "the bundle has no log entry")
        }
        // check: bundle-distinct-entries
        guard Self.areDistinct(bundle.logEntries) else {
            throw .failed(.bundle, "bundle-distinct-entries", "the bundle has the same log entry twice")
        }
        let verification = LogEntryVerification(logs: root.transparencyLogs, version: bundle.version, memory: memory)
        var entries: [VerifiedEntry] = []
        for entry in bundle.logEntries { entries.append(try verification.verify(entry, &checks)) }
        return entries
    }

    /// Every time that a trusted source has signed; at least one.
    private func times(
        _ bundle: Bundle, _ entries: [VerifiedEntry], _ checks: inout CheckLog
    ) throws(Refusal) -> [VerifiedTime] {
        var times = entries.compactMap(\.time)
        let verification = TimestampVerification(authorities: root.timestampAuthorities)
        // check: token-distinct
        guard Self.areDistinct(bundle.timestamps) else {
            throw .failed(.timestampToken, "token-distinct", "the bundle has the same timestamp twice")
        }
        for token in bundle.timestamps {
            let time = try verification.verify(token, over: bundle.signature)
            checks.verified(
                .timestampToken, [Evidence("authority", time.source.name), Evidence("time", time.instant.description)])
            times.append(time)
        }
        // check: time-present
        guard let earliest = times.map(\.instant).min() else {
            throw .failed(.signedTime, "time-present", "no trusted source vouches for the time of the signature")
        }
        for entry in entries {
            let logs = root.transparencyLogs.filter { $0.id == entry.logID }
            // check: entry-log-validity
            guard times.allSatisfy({ time in logs.contains { $0.isValid(at: time.instant) } }) else {
                throw .failed(.signedTime, "entry-log-validity", "the log was not trusted at the time of the signature")
            }
        }
        checks.verified(.signedTime, [Evidence("time", earliest.description), Evidence("sources", "\(times.count)")])
        return times
    }

    /// What the signature covers, as a log entry may name it.
    private func content(_ bundle: Bundle, _ artifact: Artifact?) throws(Refusal) -> SignedMaterial.Content {
        switch bundle.content {
        case .envelope(let envelope): return .envelope(envelope)
        case .message(_, let claimed):
            guard let digest = artifact?.sha256 else {
                throw .unknown(.signature, "artifact-missing", "the bundle is about an artifact that is not at hand")
            }
            // check: message-digest
            guard claimed.map({ $0 == digest }) ?? true else {
                throw .failed(.signature, "message-digest", "the bundle is about another artifact")
            }
            return .digest(digest)
        }
    }

    private func checkSignature(_ bundle: Bundle, _ signer: KeyedSigner, _ artifact: Artifact?) throws(Refusal) {
        let isValid: Bool
        switch bundle.content {
        case .envelope(let envelope):
            // check: envelope-payload-type
            guard equalBytewise(envelope.payloadType, Bundle.Envelope.statementType) else {
                throw .failed(.signature, "envelope-payload-type", "the envelope holds something else than a statement")
            }
            let message = envelope.preAuthenticationEncoding
            isValid = memory.isValid(
                SignatureFact(key: signer.verifierBytes, message: message, signature: envelope.signature)
            ) { signer.key.isValid(envelope.signature, for: message, hash: signer.hash) }
        case .message(let signature, _):
            switch artifact {
            case .bytes(let bytes): isValid = signer.key.isValid(signature, for: bytes, hash: signer.hash)
            case .sha256(let digest):
                // check: artifact-bytes
                guard signer.key.takesSHA256 else {
                    throw .unknown(
                        .signature, "artifact-bytes", "the key signs no SHA-256 digest, and the artifact is not at hand"
                    )
                }
                isValid = signer.key.isValid(signature, forSHA256: digest)
            case nil: isValid = false
            }
        }
        // check: signature
        guard isValid else { throw .failed(.signature, "signature", "the signature does not verify") }
    }
}

/// How a bundle was judged.
public enum Verdict: Sendable {
    case verified(VerifiedBundle)
    /// The first check that did not hold, and all up to it.
    case refused(Refusal, checks: [Check])

    public var checks: [Check] {
        switch self {
        case .verified(let bundle): bundle.checks
        case .refused(_, let checks): checks
        }
    }
}
