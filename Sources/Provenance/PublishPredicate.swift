import JSONCursor
import PackageModel
import Sigstore

/// The registry's own word that a version was published to it (npm, specs/publish/v0.1).
enum PublishPredicate {
    static func verify(_ predicate: JSONValue, _ release: ReleaseIdentity) throws(Refusal) -> Check {
        let expected = [("name", release.name.text), ("version", release.version), ("registry", release.registry)]
        for (key, value) in expected {
            // check: publish-predicate
            guard let claimed = predicate[key]?.string, equalBytewise(claimed, value) else {
                throw .failed(.publishPredicate, "publish-predicate", "the publish attestation is about another \(key)")
            }
        }
        return Check(.publishPredicate, .verified, evidence: expected.map { Evidence($0.0, $0.1) })
    }
}
