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
        func says(_ file: String, _ test: (Substring) -> Bool) -> String? {
            guard let bytes = try? files.read(ConfigurationPaths.child(file, of: folder), maximumBytes) else {
                return nil
            }
            let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            guard lines.contains(where: test) else { return nil }
            return "`\(file)` names registries and is not read; name them in `.npmrc`: `@scope:registry=https://host/`"
        }
        if has(.bun, .binaryBun), let notice = says("bunfig.toml", isBunRegistry) { return notice }
        if has(.pnpm) { return says("pnpm-workspace.yaml") { $0.hasPrefix("registries:") } }
        return nil
    }

    /// `registry = …` or the head of `[install.scopes]`, however they are spaced.
    private static func isBunRegistry(_ line: Substring) -> Bool {
        let line = line.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        return ["registry=", "install.registry=", "[install.scopes", "[install.registry", "scopes=", "install.scopes"]
            .contains { line.hasPrefix($0) }
    }
}
