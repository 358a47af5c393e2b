import PackageModel

/// An account as the registry names it; all of it is the registry's word. Compared by bytes.
public struct Account: Hashable, Sendable {
    public var name: String?
    public var email: String?

    public init(name: String?, email: String?) {
        self.name = name
        self.email = email
    }

    /// Reads npm's short form of a person, `name <email> (url)`; nil when there is neither name nor address.
    public init?(person text: String) {
        let bytes = text.utf8
        let name = String(Substring(bytes.prefix { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "(") }))
        let address = bytes.drop { $0 != UInt8(ascii: "<") }.dropFirst()
        let closing = address.firstIndex(of: UInt8(ascii: ">"))
        let trimmed = Self.trimmed(name)
        let email = closing.map { String(Substring(address[..<$0])) }
        guard trimmed != nil || email?.isEmpty == false else { return nil }
        self.init(name: trimmed, email: email?.isEmpty == false ? email : nil)
    }

    public static func == (left: Self, right: Self) -> Bool {
        equalBytewise(left.name, right.name) && equalBytewise(left.email, right.email)
    }

    private static func trimmed(_ text: String) -> String? {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let rest = text.utf8.drop(while: isBlank)
        guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return nil }
        return String(Substring(rest[...last]))
    }
}

/// Who published a release: `_npmUser` of its version object.
public struct Publisher: Hashable, Sendable {
    public var account: Account
    /// The configuration under which a CI provider published without a password or token.
    public var trustedPublisher: TrustedPublisher?
    /// The person who approved a staged release.
    public var approver: Account?

    public init(account: Account, trustedPublisher: TrustedPublisher? = nil, approver: Account? = nil) {
        self.account = account
        self.trustedPublisher = trustedPublisher
        self.approver = approver
    }
}

/// npm's trusted publishing: which provider, and which configuration of the package.
public struct TrustedPublisher: Hashable, Sendable {
    /// `github`, `gitlab`, `circleci`, or what npm adds later.
    public var provider: String
    /// Stays the same for all releases of one configuration.
    public var configurationID: String?

    public init(provider: String, configurationID: String? = nil) {
        self.provider = provider
        self.configurationID = configurationID
    }

    public static func == (left: Self, right: Self) -> Bool {
        equalBytewise(left.provider, right.provider) && equalBytewise(left.configurationID, right.configurationID)
    }
}

func equalBytewise(_ left: String?, _ right: String?) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): PackageModel.equalBytewise(left, right)
    default: false
    }
}
