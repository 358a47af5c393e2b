#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where npm looks for files, as its `@npmcli/config` finds them.
struct ConfigurationPaths {
    let environment: Environment

    /// Nil without a home folder.
    var home: String? { environment.variable("HOME").map(Self.normal) }

    /// A path as npm reads one in its configuration: `~/` is the home folder, and what is relative starts at the current one.
    func path(_ text: String) -> String {
        guard text.hasPrefix("~/"), let home else { return Self.normal(environment.absolute(text)) }
        return Self.normal(home + text.dropFirst())
    }

    /// The folder of a file that was named on the command line, or the current one.
    func folder(of file: String?) -> String {
        guard let file, file != "-", let slash = file.lastIndex(of: "/") else {
            return Self.normal(environment.currentDirectory)
        }
        return Self.normal(environment.absolute(String(file[...slash])))
    }

    /// npm's prefix where nothing sets it: two folders above the `node` that npm would run with.
    ///
    /// A `node` that only starts another one, as some version managers have it, is taken for the real one.
    var prefix: String {
        if let prefix = environment.variable("PREFIX") { return path(prefix) }
        guard let node = program("node") else { return "/usr/local" }
        return Self.normal((environment.variable("DESTDIR") ?? "") + "/" + Self.parent(Self.parent(node)))
    }

    /// The configuration that comes with npm itself; nil where there is no npm, or one that is installed otherwise.
    var builtIn: String? {
        guard let npm = program("npm"), npm.hasSuffix("/bin/npm-cli.js") else { return nil }
        return Self.child("npmrc", of: Self.parent(Self.parent(npm)))
    }

    /// A program on the path, behind all links.
    private func program(_ name: String) -> String? {
        let folders = environment.variable("PATH")?.split(separator: ":") ?? []
        let found = folders.lazy.map { environment.absolute(Self.child(name, of: String($0))) }
            .first { environment.files.existsAsFile($0) }
        return found.map { Self.normal(Self.resolved($0)) }
    }

    /// Where links lead; the path itself where there is no such file.
    private static func resolved(_ path: String) -> String {
        guard let target = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(target) }
        return unsafe String(cString: target)
    }

    /// A folder and those that it is in, up to the root.
    static func ancestors(_ folder: String) -> [String] {
        var result = [folder]
        while let last = result.last, last != "/" { result.append(parent(last)) }
        return result
    }

    static func child(_ name: String, of folder: String) -> String {
        folder.hasSuffix("/") ? folder + name : folder + "/" + name
    }

    private static func parent(_ path: String) -> String {
        let parent = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
        return parent.isEmpty ? "/" : String(parent)
    }

    /// An absolute path without `.`, `..` and needless slashes.
    static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
