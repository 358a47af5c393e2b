/// What the address of a tarball says: a registry's index, a git repository, a file, or something else.
///
/// Keeps the text of the registry that it saw last: the entries of a file have few of them.
struct ResolvedAddress {
    enum Kind {
        /// `<registry>/<name>/-/…`, or the forms of GitHub Packages and npm mirrors with `/download/`.
        case registry(String)
        case git, file
        /// Any other address of a tarball.
        case address
        /// Not an address.
        case text
    }

    private let document: Document
    private var lastBase = Slice.empty
    private var lastText = ""

    init(document: Document) { self.document = document }

    mutating func kind(of address: Slice, name: Slice) -> Kind {
        if isUsual(address, name: name) { return .registry(lastText) }
        if isGit(address) { return .git }
        if document.hasPrefix(address, "file:") { return .file }
        guard let pathStart = pathStart(of: address) else { return .text }
        let path = address.dropping(first: pathStart)
        if let dash = document.firstRange(of: "/-/", in: path) {
            return .registry(base(of: address, before: pathStart + dash, name: name, pathStart: pathStart))
        }
        if document.firstRange(of: "/download/", in: path) != nil, document.firstRange(of: bare(name), in: path) != nil
        {
            return .registry(text(of: address.prefix(pathStart)))
        }
        return .address
    }

    /// Says whether the address is `<the registry seen last>/<name>/-/<file>.tgz`, with or without a digest behind it: what
    /// nearly all of a file's are, told without the searches that the others need.
    private func isUsual(_ address: Slice, name: Slice) -> Bool {
        let start = lastBase.count + 1
        let file = start + name.count + 3
        guard !lastBase.isEmpty, !name.isEmpty, address.count > file, document.byte(name, 0) != UInt8(ascii: "-"),
            document.byte(address, start - 1) == UInt8(ascii: "/"),
            document.hasPrefix(address.dropping(first: file - 3), "/-/"),
            document.equal(address[start..<(file - 3)], name), document.equal(address.prefix(start - 1), lastBase),
            // The first `/-/` is what ends the name: neither the name nor the registry's path has one.
            document.firstRange(of: "/-", in: name) == nil, !document.hasSuffix(lastBase, "/-")
        else { return false }
        let rest = address.dropping(first: file)
        return document.hasSuffix(
            document.firstIndex(of: UInt8(ascii: "#"), in: rest).map { rest.prefix($0) } ?? rest, ".tgz")
    }

    /// Says whether an address is in the folder that a registry's index has for a name, `…/<name>/-/…`.
    func leads(_ address: Slice, to name: Slice) -> Bool {
        guard let dash = document.firstRange(of: "/-/", in: address), dash > name.count else { return false }
        let start = dash - name.count
        return document.byte(address, start - 1) == UInt8(ascii: "/") && document.equal(address[start..<dash], name)
    }

    /// Says whether an address ends with the file name that npm gives a tarball: `<name>-<version>.tgz`.
    func hasTarballName(_ address: Slice, name: Slice, version: Slice) -> Bool {
        let path = Self.withoutQuery(address, in: document)
        let bare = bare(name)
        let expected = bare.count + 1 + version.count + 4
        guard document.hasSuffix(path, ".tgz"), path.count > expected else { return false }
        let file = path.dropping(first: path.count - expected)
        return document.equal(file.prefix(bare.count), bare)
            && document.equal(file.dropping(first: bare.count + 1).dropping(last: 4), version)
    }

    /// Git by its protocol, by a repository's suffix, or by the archive host of GitHub.
    func isGit(_ address: Slice) -> Bool {
        guard !address.isEmpty else { return false }
        switch document.byte(address, 0) {
        case UInt8(ascii: "g"):
            return document.hasPrefix(address, "git+") || document.hasPrefix(address, "git:")
                || document.hasPrefix(address, "git@") || document.hasPrefix(address, "github:")
                || document.hasPrefix(address, "gitlab:") || document.hasPrefix(address, "gist:")
        case UInt8(ascii: "b"):
            return document.hasPrefix(address, "bitbucket:")
        case UInt8(ascii: "s"):
            return document.hasPrefix(address, "ssh:")
        case UInt8(ascii: "h"):
            return document.hasSuffix(Self.withoutQuery(address, in: document), ".git")
        default:
            return false
        }
    }

    /// The address up to the query or the fragment.
    static func withoutQuery(_ address: Slice, in document: Document) -> Slice {
        let end = document.withBytes(of: address) { bytes in
            bytes.indices.first { bytes[$0] == UInt8(ascii: "?") || bytes[$0] == UInt8(ascii: "#") }
        }
        return end.map { address.prefix($0) } ?? address
    }

    func isGitArchive(_ address: Slice) -> Bool {
        document.hasPrefix(address, "https://codeload.github.com/")
            || document.hasPrefix(address, "http://codeload.github.com/")
    }

    /// Where the path of an http address begins; nil for anything else.
    private func pathStart(of address: Slice) -> Int? {
        let scheme = document.hasPrefix(address, "https://") ? 8 : document.hasPrefix(address, "http://") ? 7 : 0
        guard scheme > 0 else { return nil }
        return document.firstIndex(of: UInt8(ascii: "/"), in: address, from: scheme)
    }

    /// An http address up to its path; nil for anything else.
    mutating func host(of address: Slice) -> String? {
        pathStart(of: address).map { text(of: address.prefix($0)) }
    }

    private func bare(_ name: Slice) -> Slice {
        document.lastIndex(of: UInt8(ascii: "/"), in: name).map { name.dropping(first: $0 + 1) } ?? name
    }

    /// The part of the address before the package's name; all of the host if the name there is another one.
    private mutating func base(of address: Slice, before end: Int, name: Slice, pathStart: Int) -> String {
        let package = address.prefix(end)
        for length in [name.count, name.count + 2] where package.count - length > pathStart {
            let start = package.count - length
            let candidate = package.dropping(first: start)
            let isName =
                length == name.count ? document.equal(candidate, name) : isEscapedScope(candidate, of: name)
            if isName, document.byte(package, start - 1) == UInt8(ascii: "/") {
                return text(of: address.prefix(start - 1))
            }
        }
        return text(of: address.prefix(pathStart))
    }

    /// `@scope%2fname` for `@scope/name`.
    private func isEscapedScope(_ text: Slice, of name: Slice) -> Bool {
        guard let slash = document.firstIndex(of: UInt8(ascii: "/"), in: name) else { return false }
        let escape = text.dropping(first: slash).prefix(3)
        return document.equal(text.prefix(slash), name.prefix(slash))
            && (document.equal(escape, "%2f") || document.equal(escape, "%2F"))
            && document.equal(text.dropping(first: slash + 3), name.dropping(first: slash + 1))
    }

    private mutating func text(of base: Slice) -> String {
        if lastBase.isEmpty || !document.equal(base, lastBase) {
            lastBase = base
            lastText = AddressCredentials.removed(from: document.text(base))
        }
        return lastText
    }
}
