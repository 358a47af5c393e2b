/// What the projects of a workspace say of each other, in a file that has no packages.
///
/// A file that was cut among its projects may hold nothing but links until then. pnpm lists every project of the workspace:
/// a link to one that is not there tells that it was cut.
enum PNPMWorkspaceLinks {
    /// Throws for a link to a project of the workspace that is not among the importers.
    static func requireTargets(in importers: Element) throws(LockfileError) {
        let projects = Set(importers.children.map(\.key))
        for importer in importers.children {
            let folders = importer.keyIs(".") ? [] : importer.key.split(separator: "/")
            for section in importer.children where NPMFormat.kind(ofSection: section) != nil {
                for dependency in section.children {
                    guard let path = target(of: dependency, from: folders), !projects.contains(path) else {
                        continue
                    }
                    throw LockfileError(.missing(key: path, in: "importers"), line: dependency.line)
                }
            }
        }
    }

    /// The project that a dependency is linked to; nil for what is no link, was asked for as a folder, or is outside.
    private static func target(of dependency: Element, from importer: [Substring]) -> String? {
        guard let version = dependency["version"]?.scalar, version.hasPrefix("link:"),
            let specifier = dependency["specifier"]?.scalar,
            !["link:", "file:", ".", "/", "~"].contains(where: { specifier.hasPrefix($0) })
        else { return nil }
        let path = version.dropFirst(5)
        guard !path.hasPrefix("/"), !path.contains(":") else { return nil }
        var parts = importer
        for part in path.split(separator: "/") where part != "." {
            if part != ".." { parts.append(part) } else if parts.popLast() == nil { return nil }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}
