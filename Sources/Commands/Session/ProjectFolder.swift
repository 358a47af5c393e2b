import Lockfiles
import PackageModel

/// Finds the folder whose `.npmrc` npm reads for the project's.
enum ProjectFolder {
    /// The nearest folder with a package.json or a node_modules; where that is a member of a workspace, the workspace's. Without
    /// any, the folder itself.
    static func find(from start: String, _ files: FileAccess) -> String {
        var found: (folder: String, hasManifest: Bool)?
        for folder in ConfigurationPaths.ancestors(start) {
            let hasManifest = files.existsAsFile(ConfigurationPaths.child("package.json", of: folder))
            guard let member = found else {
                if hasManifest || files.exists(ConfigurationPaths.child("node_modules/.", of: folder)) {
                    found = (folder, hasManifest)
                }
                continue
            }
            guard member.hasManifest else { break }
            if hasManifest, isMember(member.folder, of: folder, files) { return folder }
        }
        return found?.folder ?? start
    }

    private static func isMember(_ member: String, of root: String, _ files: FileAccess) -> Bool {
        // A manifest that is not readable has no members.
        guard
            let bytes = try? files.read(
                ConfigurationPaths.child("package.json", of: root), LockfileLoading.maximumManifestBytes),
            let manifest = try? ProjectManifest(parsing: bytes)
        else { return false }
        let path = String(member.dropFirst(ConfigurationPaths.child("", of: root).count))
        var isMember = false
        for pattern in manifest.workspacePatterns {
            let isExcluding = pattern.hasPrefix("!")
            // What is not read excludes nothing.
            if matches(isExcluding ? pattern.dropFirst() : pattern[...], path, isUnread: !isExcluding) {
                isMember = !isExcluding
            }
        }
        return isMember
    }

    /// Where a pattern has forms that are not read here, every folder is taken for a member: the worst is a `.npmrc` too many,
    /// where otherwise private names could go elsewhere than npm would ask for them.
    private static func matches(_ pattern: Substring, _ path: String, isUnread: Bool) -> Bool {
        if WorkspaceSearch.meansMore(pattern) { return isUnread }
        return WorkspaceSearch.alternatives(of: String(pattern), atMost: WorkspaceSearch.maximumPatterns)
            .contains { matchesPlainly($0[...], path) }
    }

    private static func matchesPlainly(_ pattern: Substring, _ path: String) -> Bool {
        let parts = pattern.split(separator: "/").filter { $0 != "." }
        // Of a pattern for names, a star alone would stand for any number of folders.
        if parts == ["*"] { return !path.contains("/") }
        return Glob(parts.joined(separator: "/"))?.matches(path) ?? false
    }
}
