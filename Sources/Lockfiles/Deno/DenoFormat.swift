/// deno.lock, versions 2 to 5: packages of npm and of JSR, and modules by their URL.
enum DenoFormat {
    static func read(_ document: Document) throws(LockfileError) -> Lockfile {
        let root = document.root
        let version = root["version"]
        guard let text = version?.string, ["2", "3", "4", "5"].contains(text) else {
            throw LockfileError(.unsupportedVersion(.deno, version?.scalar), line: version?.line)
        }
        // Version 2 has its packages under `npm`, version 3 everything but the modules under `packages`.
        let holder = text == "3" ? root["packages"] : root
        let npm = text == "2" ? root["npm"]?["packages"] : holder?["npm"]
        let specifiers = text == "2" ? root["npm"]?["specifiers"] : holder?["specifiers"]
        var reader = DenoReader(document: document)
        for package in try npm?.members() ?? [] { try reader.read(npm: package) }
        for package in try holder?["jsr"]?.members() ?? [] { try reader.read(jsr: package) }
        for module in try root["remote"]?.members() ?? [] { try reader.read(remote: module) }
        for specifier in try specifiers?.members() ?? [] { reader.read(specifier: specifier) }
        try reader.connectPackages()
        try reader.connect(workspace: root["workspace"], specifiers: specifiers)
        return reader.lockfile(version: text)
    }
}
