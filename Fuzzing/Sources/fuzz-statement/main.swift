import FuzzDriver
import PackageModel
@testable import Provenance
@testable import Sigstore

// Statements and predicates, as if a trusted signer had signed them: what is accepted is about the release and says what the
// certificate says.
let builds = Certificates.all.compactMap { text -> CertifiedBuild? in
    guard let der = Base64.decode(text), let certificate = X509Certificate(der),
        let identity = try? SignerIdentity(certificate.parsed.extensions)
    else { return nil }
    return try? CertifiedBuild(identity)
}
let digest = [UInt8](repeating: 0xAB, count: 64)
guard builds.count == Certificates.all.count, let name = try? PackageName(parsing: "left-pad"),
    let listed = IntegrityDigest(.sha512, bytes: digest)
else { fatalError("the certificates of the forge are not read any more") }
let release = ReleaseIdentity(name: name, version: "1.0.0", integrity: Integrity(listed))

fuzz { [builds, release, digest] bytes in
    for type in Statement.PredicateType.allCases {
        var checks: [Check] = []
        guard let statement = try? Statement(parsing: bytes, announced: type.rawValue, about: release, &checks) else {
            continue
        }
        guard statement.predicateType == type, statement.digest == digest,
            checks.map(\.id) == [.statement, .statementSubject, .statementDigest],
            checks.allSatisfy({ $0.status == .verified })
        else { fatalError("a statement about something else") }
        if type == .publish {
            guard (try? PublishPredicate.verify(statement.predicate, release)) != nil else { continue }
            guard statement.predicate["version"]?.string == "1.0.0" else { fatalError("another publication") }
            continue
        }
        for build in builds {
            var comparison = PredicateCrossCheck(build)
            let agrees =
                type == .provenance1
                ? (try? comparison.compareV1(statement.predicate)) != nil
                : (try? comparison.compareV02(statement.predicate)) != nil
            guard comparison.checks.allSatisfy({ $0.status == .verified || $0.status == .notApplicable }),
                !agrees
                    || [.predicateBuildType, .predicateRepository, .predicateCommit, .predicateRun].allSatisfy({ id in
                        comparison.checks.contains { $0.id == id }
                    })
            else { fatalError("a comparison that is not what it says") }
        }
    }
}
