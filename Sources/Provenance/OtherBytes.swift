import Sigstore

// What becomes of a result that is about other bytes than those that may be installed: nothing of these is proved, and what
// is wrong stays wrong.

extension AttestationResult {
    /// - Parameter reason: why other bytes may be installed.
    public func unproved(_ reason: String) -> AttestationResult {
        var result = self
        result.publish = publish.unproved(reason)
        guard provenance.status == .verified else { return result }
        result.provenance = provenance.unproved(reason)
        (result.build, result.claims, result.predicateType) = (nil, nil, nil)
        (result.logIndex, result.signedAt, result.boundTo) = (nil, nil, nil)
        return result
    }
}

extension AttestationResult.Part {
    fileprivate func unproved(_ reason: String) -> Self {
        guard status == .verified else { return self }
        return Self(status: .unknown, reason: reason, checks: checks, cause: "other-bytes")
    }
}

extension RegistrySignatureResult {
    /// - Parameter reason: why other bytes may be installed.
    public func unproved(_ reason: String) -> RegistrySignatureResult {
        status == .verified ? .unknown(reason) : self
    }
}
