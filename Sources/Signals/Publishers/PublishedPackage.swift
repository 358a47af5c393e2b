public import PackageModel
public import Registry

/// A package of a tree, as far as it matters who can publish the next version of it.
public struct PublishedPackage: Sendable {
    public let name: PackageName
    /// After so long without a release by it, a CI set-up that others published after is taken to be gone.
    static let automationLapse = 365 * Milliseconds.day

    /// Accounts that may publish, each with the last time it did; nil for one that never did.
    public let accounts: Known<[AccountRight]>
    /// The CI set-up that published last, if one did in the last year or published the newest release.
    public let automation: AutomationIdentity?
    public let weeklyDownloads: Known<UInt64>

    public init(
        name: PackageName, accounts: Known<[AccountRight]>, automation: AutomationIdentity?,
        weeklyDownloads: Known<UInt64>
    ) {
        self.name = name
        self.accounts = accounts
        self.automation = automation
        self.weeklyDownloads = weeklyDownloads
    }

    /// Reads the rights out of a packument as it was at an instant.
    ///
    /// - Parameter origin: where the newest automated release verifiably came from, which says more than the registry's id of the
    ///   configuration.
    public init(
        _ packument: Packument, at moment: Timestamp, origin: VerifiedOrigin?, weeklyDownloads: Known<UInt64>
    ) {
        let releases = packument.releases.indices.compactMap {
            HistoricRelease(packument.releases[$0])
        }.filter { $0.published <= moment }.sorted { $0.published < $1.published }
        let accounts = packument.maintainers?.compactMap { account -> AccountRight? in
            guard let name = (account.name ?? account.email).map(ExactText.init(_:)) else { return nil }
            let own = releases.last { $0.publisher.person?.name == name }?.published
            let others = releases.last { !($0.publisher.person?.name == name) && $0.publisher != .unknown }?.published
            return AccountRight(
                account: name, lastPublished: own, isDormant: Self.isDormant(own, others: others, at: moment))
        }
        var automation: AutomationIdentity?
        if case .automation(let provider, let configuration)? = Self.automated(releases, at: moment)?.publisher {
            automation =
                origin.map { AutomationIdentity(provider: provider, repository: $0.repository, workflow: $0.workflow) }
                ?? AutomationIdentity(provider: provider, configuration: configuration)
        }
        self.init(
            name: packument.name, accounts: Known(accounts), automation: automation,
            weeklyDownloads: weeklyDownloads)
    }

    /// The newest release that a CI set-up published: the right stays when a person publishes in between, and nobody can see
    /// whether it was taken away since.
    private static func automated(_ releases: [HistoricRelease], at moment: Timestamp) -> HistoricRelease? {
        let newest = releases.last { if case .automation = $0.publisher { true } else { false } }
        guard let newest else { return nil }
        let isRecent = moment.milliseconds - newest.published.milliseconds <= automationLapse
        return isRecent || newest.version == releases.last?.version ? newest : nil
    }

    /// A right is dormant when its account did not use it for over twelve months, while others published.
    private static func isDormant(_ own: Timestamp?, others: Timestamp?, at moment: Timestamp) -> Bool {
        guard let others else { return false }
        guard let own else { return true }
        return moment.milliseconds - own.milliseconds > DormantPublisher.dormancy && others > own
    }
}

/// One account's right to publish one package.
public struct AccountRight: Sendable, Hashable {
    public let account: ExactText
    public let lastPublished: Timestamp?
    public let isDormant: Bool

    public init(account: ExactText, lastPublished: Timestamp?, isDormant: Bool) {
        self.account = account
        self.lastPublished = lastPublished
        self.isDormant = isDormant
    }
}

/// A CI set-up that publishes: by verified repository and workflow, else by the registry's id of the configuration.
public struct AutomationIdentity: Sendable, Hashable {
    public let provider: ExactText
    public let repository: ExactText?
    public let workflow: ExactText?
    public let configuration: ExactText?

    public init(
        provider: ExactText, repository: ExactText? = nil, workflow: ExactText? = nil, configuration: ExactText? = nil
    ) {
        self.provider = provider
        self.repository = repository
        self.workflow = workflow
        self.configuration = configuration
    }
}
