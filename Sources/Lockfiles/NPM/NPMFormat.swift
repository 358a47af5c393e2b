/// package-lock.json and npm-shrinkwrap.json, versions 1, 2 and 3.
///
/// Version 2 says everything twice; `packages` is what npm 7 and later read, and is what counts here.
enum NPMFormat {
    static func read(
        _ document: Document, manifests: [ProjectManifest], isManifestUnreadable: Bool
    ) throws(LockfileError) -> Lockfile {
        let root = document.root
        let version = try version(of: root)
        var contents = LockfileContents()
        contents.reserve(nodes: document.nodeCount)
        var areBelievable = true
        if let packages = root["packages"] {
            guard packages.isObject else { throw LockfileError(.unexpectedType(key: "packages"), line: packages.line) }
            var section = PackagesSection(
                document: document, packages: packages, replacements: manifests.first?.replacements ?? Replacements())
            try section.read(into: &contents)
            areBelievable = manifests.allSatisfy { manifest in
                NPMFlags(manifest, isDevelopmentFirst: true).areBelievable(in: contents) {
                    section.entry($0, seenFrom: manifest.folder)
                }
            }
        } else if let dependencies = root["dependencies"] {
            guard dependencies.isObject else {
                throw LockfileError(.unexpectedType(key: "dependencies"), line: dependencies.line)
            }
            var section = DependenciesSection(document: document)
            try section.read(dependencies, into: &contents)
            try section.connect(
                project: label(of: root), manifest: manifests.first, into: &contents)
            section.settleBundles(of: manifests.first, in: &contents)
            section.settleAddresses(manifests.first, in: &contents)
            let flags = NPMFlags(manifests.first, isDevelopmentFirst: false)
            areBelievable = flags.areBelievable(in: contents) { section.topLevelEntry($0) }
        }
        if !areBelievable || isManifestUnreadable { contents.forgetFlags() }
        var lockfile = contents.lockfile(.npm, version: version, flags: .stated)
        lockfile.areFlagsDisbelieved = !areBelievable
        return lockfile
    }

    /// The files of early 2017 have no version, and mean 1.
    private static func version(of root: Element) throws(LockfileError) -> String {
        guard let element = root["lockfileVersion"] else { return "" }
        guard let text = element.scalar, ["1", "2", "3"].contains(text) else {
            throw LockfileError(.unsupportedVersion(.npm, element.scalar), line: element.line)
        }
        return text
    }

    static func label(of project: Element) -> String {
        let name = project["name"]?.string ?? ""
        guard let version = project["version"]?.string else { return name.isEmpty ? "." : name }
        return "\(name)@\(version)"
    }

    /// Reads a member that must be a text.
    static func text(_ element: Element) throws(LockfileError) -> Slice {
        guard element.kind == .string else {
            if element.isNull { return .empty }
            throw LockfileError(.unexpectedType(key: element.key), line: element.line)
        }
        return element.valueSlice
    }

    static func kind(ofSection element: Element) -> DependencyKind? {
        if element.keyIs("dependencies") { return .production }
        if element.keyIs("devDependencies") { return .dev }
        if element.keyIs("optionalDependencies") { return .optional }
        if element.keyIs("peerDependencies") { return .peer }
        return nil
    }
}
