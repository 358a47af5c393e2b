import Signals

/// Short names of CI identities: the kind of CI, and where there are several of it as much of their ids as tells them apart.
struct AutomationNames {
    private static let minimumPrefix = 4

    /// The ids of each kind, without what all ids begin with.
    private let ids: [String: Set<String>]

    init(_ identities: [PublisherReach.Identity]) {
        var ids: [String: Set<String>] = [:]
        for case .automation(let automation) in identities where automation.repository == nil {
            ids[automation.provider.text, default: []].insert(Self.id(automation))
        }
        self.ids = ids
    }

    func name(_ automation: AutomationIdentity) -> String {
        if let repository = automation.repository { return repository.text }
        let provider = automation.provider.text
        let (id, all) = (Self.id(automation), ids[provider] ?? [])
        guard all.count > 1, !id.isEmpty else { return provider }
        return "\(provider) \(id.prefix(Self.length(telling: all)))"
    }

    /// The shortest prefix by which no two of the ids are the same.
    private static func length(telling ids: Set<String>) -> Int {
        let longest = ids.map(\.count).max() ?? 0
        return (minimumPrefix..<max(minimumPrefix + 1, longest)).first { length in
            Set(ids.map { $0.prefix(length) }).count == ids.count
        } ?? longest
    }

    private static func id(_ automation: AutomationIdentity) -> String {
        let id = automation.configuration?.text ?? ""
        return id.hasPrefix("oidc:") ? String(id.dropFirst("oidc:".count)) : id
    }
}
