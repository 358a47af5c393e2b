public import Registry

/// Who put a release on the registry, as the registry recorded it then.
public enum ReleasePublisher: Sendable, Hashable {
    /// An account that is not a registry's or CI's identity.
    case person(PublisherAccount)
    /// A trusted publisher: `provider` is the registry's id for it (`github`, `gitlab`, `circleci`), `configuration` its
    /// stable identifier of this package's set-up.
    case automation(provider: ExactText, configuration: ExactText?)
    /// The registry itself, as for a security holding.
    case registry
    /// The registry does not say.
    case unknown

    public var person: PublisherAccount? {
        if case .person(let account) = self { account } else { nil }
    }

    /// What tells one publisher from another: two accounts with one name are one, whatever their address.
    public func isSame(as other: ReleasePublisher) -> Bool {
        switch (self, other) {
        case (.person(let mine), .person(let theirs)): mine.name == theirs.name
        case (.automation, .automation), (.registry, .registry): true
        default: false
        }
    }
}

/// An account of the registry.
public struct PublisherAccount: Sendable, Hashable {
    public let name: ExactText
    public let email: ExactText?

    public init(name: String, email: String?) {
        self.name = ExactText(name)
        self.email = email.map { ExactText(lowercasing: $0) }
    }
}

extension ReleasePublisher: CustomStringConvertible {
    public var description: String {
        switch self {
        case .person(let account): account.name.text
        case .automation(let provider, _): "\(provider) (trusted publisher)"
        case .registry: "the registry"
        case .unknown: "not said"
        }
    }
}

extension ReleasePublisher {
    /// The name and the address that npm's trusted publishing publishes under. No account can have the name: it has a blank.
    private static let trustedPublishing = PublisherAccount(
        name: "GitHub Actions", email: "npm-oidc-no-reply@github.com")
    /// The registry's own account, which publishes security holdings.
    private static let registryAccount = ExactText("npm")

    /// Reads a version's `_npmUser`.
    ///
    /// - Parameters:
    ///   - name: the account, or nil when the registry does not say.
    ///   - email: its address at that time.
    ///   - trustedPublisher: the provider's id, and the identifier of its configuration.
    public init(name: String?, email: String?, trustedPublisher: (id: String, configuration: String?)?) {
        if let trustedPublisher {
            self = .automation(
                provider: ExactText(trustedPublisher.id),
                configuration: trustedPublisher.configuration.map(ExactText.init(_:)))
            return
        }
        let account = PublisherAccount(name: name ?? "", email: email)
        if account == Self.trustedPublishing {
            self = .automation(provider: ExactText("github"), configuration: nil)
        } else if account.name.text.isEmpty {
            self = .unknown
        } else {
            self = account.name == Self.registryAccount ? .registry : .person(account)
        }
    }
}

extension ReleasePublisher {
    /// Reads a version's `_npmUser`.
    public init(_ publisher: Publisher?) {
        self.init(
            name: publisher?.account.name, email: publisher?.account.email,
            trustedPublisher: publisher?.trustedPublisher.map { ($0.provider, $0.configurationID) })
    }
}
