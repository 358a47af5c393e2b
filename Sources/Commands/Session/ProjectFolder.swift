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
            if matches(isExcluding ? pattern.dropFirst() : pattern[...], path) { isMember = !isExcluding }
        }
        return isMember
    }

    private static func matches(_ pattern: Substring, _ path: String) -> Bool {
        let parts = pattern.split(separator: "/").filter { $0 != "." }
        // Of a pattern for names, a star alone would stand for any number of folders.
        if parts == ["*"] { return !path.contains("/") }
        return Glob(parts.joined(separator: "/"))?.matches(path) ?? false
    }
}
