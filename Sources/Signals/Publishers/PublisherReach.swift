public import PackageModel

/// What one person or CI set-up could do to a tree: the packages that it can publish, and who installs them.
public struct PublisherReach: Sendable, Equatable {
    public enum Identity: Sendable, Hashable {
        case account(ExactText)
        case automation(AutomationIdentity)
    }

    public let identity: Identity
    /// Sorted by name, each once.
    public let packages: [PackageName]
    /// The sum over the packages whose downloads are known; nil when no package's are.
    public let weeklyDownloads: UInt64?
    /// Packages whose downloads are unknown: with any of them, the sum is a lower bound.
    public let packagesWithUnknownDownloads: Int
    /// Packages of which it is the only account.
    public let soleIn: [PackageName]
    /// Packages that it has not published for over twelve months, or never, while others did.
    public let dormantIn: [PackageName]
}

/// Everybody who can publish code into a tree.
public struct PublisherOverview: Sendable, Equatable {
    /// The widest reach first: by downloads, then by number of packages, then by name.
    public let reaches: [PublisherReach]
    /// Packages of which the registry does not say who can publish.
    public let unknown: [PackageName]

    /// Gathers the packages of a tree; one that occurs several times counts once.
    public init(_ packages: [PublishedPackage]) {
        var seen: Set<PackageName> = []
        var gathered: [PublisherReach.Identity: Gathering] = [:]
        var unknown: [PackageName] = []
        for package in packages.sorted(by: { $0.name < $1.name }) where seen.insert(package.name).inserted {
            if let rights = package.accounts.value {
                for right in Set(rights) {
                    gathered[.account(right.account), default: Gathering()].add(
                        package, isSole: Set(rights).count == 1, isDormant: right.isDormant)
                }
            } else {
                unknown.append(package.name)
            }
            if let automation = package.automation {
                gathered[.automation(automation), default: Gathering()].add(package, isSole: false, isDormant: false)
            }
        }
        self.unknown = unknown
        self.reaches = gathered.map { $1.reach(of: $0) }.sorted(by: Self.isWider)
    }

    private static func isWider(_ left: PublisherReach, _ right: PublisherReach) -> Bool {
        let (mine, theirs) = (left.weeklyDownloads ?? 0, right.weeklyDownloads ?? 0)
        if mine != theirs { return mine > theirs }
        if left.packages.count != right.packages.count { return left.packages.count > right.packages.count }
        return left.identity.sortKey < right.identity.sortKey
    }
}

extension PublisherReach.Identity {
    /// Accounts before automation, each by its parts.
    fileprivate var sortKey: ExactText {
        switch self {
        case .account(let name): ExactText("0 \(name)")
        case .automation(let identity):
            ExactText(
                "1 \(identity.provider) \(identity.repository?.text ?? "") \(identity.workflow?.text ?? "") "
                    + (identity.configuration?.text ?? ""))
        }
    }
}

/// What is known of one identity so far.
private struct Gathering {
    var packages: [PackageName] = []
    var weeklyDownloads: UInt64 = 0
    var unknownDownloads = 0
    var soleIn: [PackageName] = []
    var dormantIn: [PackageName] = []

    mutating func add(_ package: PublishedPackage, isSole: Bool, isDormant: Bool) {
        guard packages.last != package.name else { return }
        packages.append(package.name)
        if let downloads = package.weeklyDownloads.value {
            let (sum, overflow) = weeklyDownloads.addingReportingOverflow(downloads)
            weeklyDownloads = overflow ? .max : sum
        } else {
            unknownDownloads += 1
        }
        if isSole { soleIn.append(package.name) }
        if isDormant { dormantIn.append(package.name) }
    }

    func reach(of identity: PublisherReach.Identity) -> PublisherReach {
        PublisherReach(
            identity: identity, packages: packages,
            weeklyDownloads: unknownDownloads == packages.count ? nil : weeklyDownloads,
            packagesWithUnknownDownloads: unknownDownloads, soleIn: soleIn, dormantIn: dormantIn)
    }
}
