/// The `resolution` of a package: a digest, an address, a folder, a repository, or a choice of binaries.
struct PNPMResolution {
    enum Kind {
        case none, integrity, tarball, folder, git, runtime
    }

    private(set) var kind = Kind.none
    private(set) var integrity = Slice.empty
    private(set) var tarball = Slice.empty

    init(_ element: Element?, in document: Document) {
        guard let element, element.isObject else { return }
        kind = .integrity
        var isGitHosted = false
        for member in element.children where member.isScalar {
            if member.keyIs("integrity") { integrity = member.valueSlice }
            if member.keyIs("tarball") { tarball = member.valueSlice }
            if member.keyIs("gitHosted") { isGitHosted = member.isTrue }
        }
        if !tarball.isEmpty { kind = .tarball }
        if isGitHosted || element["commit"] != nil { kind = .git }
        if element["directory"] != nil { kind = .folder }
        guard let type = element["type"] else { return }
        switch type.scalar {
        case "directory": kind = .folder
        case "git": kind = .git
        case "variations", "binary": kind = .runtime
        default: break
        }
    }
}
