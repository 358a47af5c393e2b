import Signals

extension UnknownReason {
    /// The reason in words for people; the JSON reports have its raw value.
    var words: String {
        switch self {
        case .notAsked: "not asked"
        case .notSaid: "asked, and not said"
        case .unreachable: "asked, without a usable answer"
        case .rateLimited: "asked, and refused for now"
        case .notCached: "offline, and not in the cache"
        case .notRecorded: "not in the record"
        case .timedOut: "out of time"
        case .contradicted: "said, and contradicted by what is proved"
        case .unverified: "said, and not verified"
        }
    }
}
