/// Which addresses npm fetches as tarballs, with the digest that the lock file has for them.
///
/// What it takes for a repository it clones, and compares no digest (pacote, `GitFetcher`): a `git` protocol, `owner/name`,
/// and the hosts of hosted-git-info, whose paths it reads in ways of their own. So it is asked the other way round.
struct NPMFetching {
    private static let repositoryHosts = ["github.com", "gist.github.com", "gitlab.com", "bitbucket.org", "git.sr.ht"]

    /// A registry of which every address is compared: the entries of a file have few of them.
    private var lastRegistry: String?

    /// Takes the digest from an entry of the registry whose address is fetched without a look at it.
    mutating func dropUselessDigest(of entry: inout LockfileEntry) {
        guard entry.class == .registry, entry.integrity != nil, let address = entry.resolved else { return }
        if let registry = entry.registry, registry == lastRegistry { return }
        guard Self.comparesDigest(of: address) else { entry.integrity = nil; return }
        if let registry = entry.registry, let host = Self.host(of: registry), !Self.repositoryHosts.contains(host) {
            lastRegistry = registry
        }
    }

    static func comparesDigest(of address: String) -> Bool {
        if address.hasPrefix("file:") { return true }
        guard let host = host(of: address) else { return false }
        let path = address.prefix { $0 != "?" && $0 != "#" }
        if host == "gitlab.com" {
            // Its registry's own addresses, of which `..` would make another one.
            return path.contains("/-/") && !["..", "%2e", "%2E", "\\"].contains { path.contains($0) }
        }
        return !repositoryHosts.contains(host) && !path.hasSuffix(".git")
    }

    /// The host of an http address, without its port; nil for what a reader of addresses may take for something else.
    private static func host(of address: String) -> String? {
        guard let scheme = ["https://", "http://"].first(where: { address.hasPrefix($0) }) else { return nil }
        let authority = address.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let host = place.lowercased()
        let isPlain = host.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || "-._[]:".utf8.contains(byte)
        }
        guard isPlain, !host.isEmpty else { return nil }
        let name = host.hasPrefix("[") ? host[...] : host.prefix { $0 != ":" }
        return String(name.hasPrefix("www.") ? name.dropFirst(4) : name)
    }
}
