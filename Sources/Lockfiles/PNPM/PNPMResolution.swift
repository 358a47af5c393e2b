/// The `resolution` of a package: a digest, an address, a folder, a repository, or a choice of binaries.
///
/// Read as pnpm does: folders and repositories are told by `type` alone. Without one a tarball is fetched, from its address or from where the
/// registry has the package of the key, whatever else is written there.
struct PNPMResolution {
    enum Kind {
        case none, integrity, tarball, folder, git, runtime
    }

    private(set) var kind = Kind.none
    private(set) var integrity = Slice.empty
    private(set) var tarball = Slice.empty
    /// What is fetched instead of a package of the registry: a repository, a folder, or at least the type of it.
    private(set) var elsewhere = Slice.empty

    init(_ element: Element?) {
        guard let element, element.isObject else { return }
        kind = .integrity
        var isGitHosted = false
        for member in element.children where member.isScalar {
            if member.keyIs("integrity") { integrity = member.valueSlice }
            if member.keyIs("tarball") { tarball = member.valueSlice }
            if member.keyIs("gitHosted") { isGitHosted = member.isTrue }
            if member.keyIs("repo") || member.keyIs("directory") || member.keyIs("url") {
                elsewhere = member.valueSlice
            }
        }
        if !tarball.isEmpty { kind = .tarball }
        if isGitHosted, !tarball.isEmpty { kind = .git }
        if !tarball.isEmpty { elsewhere = tarball }
        guard let type = element["type"] else { return }
        if elsewhere.isEmpty { elsewhere = type.valueSlice }
        switch type.scalar {
        case "directory": kind = .folder
        case "git": kind = .git
        case "variations", "binary": kind = .runtime
        default: break
        }
    }
}
