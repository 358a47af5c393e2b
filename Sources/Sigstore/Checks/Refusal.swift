/// The first check that did not hold, and exactly which condition of it.
public struct Refusal: Error, Hashable, Sendable {
    public let check: CheckID
    /// `failed` or `unknown`.
    public let status: CheckStatus
    /// The condition's stable name, unique in the verifier.
    public let cause: String
    /// What was found, for people.
    public let detail: String

    /// Something is present and wrong.
    public static func failed(_ check: CheckID, _ cause: String, _ detail: String) -> Refusal {
        Refusal(check: check, status: .failed, cause: cause, detail: detail)
    }

    /// Something cannot be judged: an unknown version, kind or algorithm, or a limit.
    public static func unknown(_ check: CheckID, _ cause: String, _ detail: String) -> Refusal {
        Refusal(check: check, status: .unknown, cause: cause, detail: detail)
    }
}
