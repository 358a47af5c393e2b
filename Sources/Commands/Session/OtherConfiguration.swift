/// Says of configuration that is not read that it may name registries: private names would go to npm without a word.
enum OtherConfiguration {
    private static let maximumBytes = 1 << 20

    /// Nil mostly.
    static func notice(beside lockfile: String?, _ paths: ConfigurationPaths) -> String? {
        let folder = paths.folder(of: lockfile)
        let files = paths.environment.files
        func has(_ names: LockfileName...) -> Bool {
            names.contains { name in
                lockfile.map { LockfileName.base($0) == name.rawValue }
                    ?? files.exists(ConfigurationPaths.child(name.rawValue, of: folder))
            }
        }
        func says(_ file: String, of folder: String = folder, _ test: (Substring) -> Bool) -> String? {
            guard let bytes = try? files.read(ConfigurationPaths.child(file, of: folder), maximumBytes) else {
                return nil
            }
            let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            guard lines.contains(where: test) else { return nil }
            return "`\(file)` names registries and is not read; name them in `.npmrc`: `@scope:registry=https://host/`"
        }
        if has(.bun, .binaryBun), let notice = says("bunfig.toml", isBunRegistry) { return notice }
        if has(.pnpm) {
            let variables = paths.environment.variables
            let own = variables["XDG_CONFIG_HOME"] ?? paths.home.map { ConfigurationPaths.child(".config", of: $0) }
            return says("pnpm-workspace.yaml") { plain($0).hasPrefix("registries:") && !$0.hasPrefix(" ") }
                ?? own.flatMap { says("pnpm/rc", of: $0, isRegistry) }
        }
        if has(.yarn) {
            return says(".yarnrc", isRegistry) ?? paths.home.flatMap { says(".yarnrc", of: $0, isRegistry) }
        }
        return nil
    }

    /// `registry …`, `@scope:registry=…` or the same in quotes, as Yarn 1 and pnpm write them.
    private static func isRegistry(_ line: Substring) -> Bool {
        let line = plain(line)
        return line.hasPrefix("registry") || line.hasPrefix("@") && line.contains(":registry")
    }

    private static func plain(_ line: Substring) -> String { line.filter { !" \t\"'".contains($0) } }

    /// `registry = …` or the head of `[install.scopes]`, however they are spaced.
    private static func isBunRegistry(_ line: Substring) -> Bool {
        let line = plain(line)
        return ["registry=", "install.registry=", "[install.scopes", "[install.registry", "scopes=", "install.scopes"]
            .contains { line.hasPrefix($0) }
    }
}
