/// What a predicate says that the certificate does not prove: written inside the build, and shown as claimed only.
public struct ClaimedBuild: Hashable, Sendable {
    /// `builder.id`, where the certificate does not name the runner's kind or the predicate is of v0.2.
    public let builder: String?
}
