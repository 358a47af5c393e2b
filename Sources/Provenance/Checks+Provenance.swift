public import Sigstore

extension CheckID {
    public static let attestationList = CheckID(
        "attestation-list", section: "A.3", "the registry has the attestations that it announces")
    public static let statement = CheckID(
        "statement", section: "A.11", "the signed payload is an in-toto statement of the type that was announced")
    public static let statementSubject = CheckID(
        "statement-subject", section: "A.11", "the statement is about exactly this package and version")
    public static let statementDigest = CheckID(
        "statement-digest", section: "A.11", "the statement is about exactly these bytes")
    public static let publishPredicate = CheckID(
        "publish-predicate", section: "A.11", "the registry attests the publication of this version to itself")
    public static let signerIssuer = CheckID(
        "signer-issuer", section: "A.12", "the signer is a workflow that GitHub or GitLab has identified")
    public static let signerSource = CheckID(
        "signer-source", section: "A.12", "the certificate names repository and commit of the source")
    public static let predicateBuildType = CheckID(
        "predicate-build-type", section: "A.12", "the predicate is of a kind of build that is known")
    public static let predicateRepository = CheckID(
        "predicate-repository", section: "A.12", "the predicate names the certificate's repository and ref")
    public static let predicateCommit = CheckID(
        "predicate-commit", section: "A.12", "the predicate names the certificate's commit")
    public static let predicateWorkflow = CheckID(
        "predicate-workflow", section: "A.12", "the predicate names the certificate's workflow file")
    public static let predicateRunner = CheckID(
        "predicate-runner", section: "A.12", "the predicate names the certificate's kind of runner")
    public static let predicateTrigger = CheckID(
        "predicate-trigger", section: "A.12", "the predicate names the event that the certificate does")
    public static let predicateIdentifiers = CheckID(
        "predicate-identifiers", section: "A.12", "the predicate has the certificate's repository and owner numbers")
    public static let predicateRun = CheckID(
        "predicate-run", section: "A.12", "the predicate names the certificate's workflow run")

    /// All checks of a release, in the order in which they are made.
    public static let releaseChecks: [CheckID] =
        [.attestationList] + bundleChecks + [
            .statement, .statementSubject, .statementDigest, .publishPredicate, .signerIssuer, .signerSource,
            .predicateBuildType, .predicateRepository, .predicateCommit, .predicateWorkflow, .predicateRunner,
            .predicateTrigger, .predicateIdentifiers, .predicateRun,
        ]
}
