/// Which tool wrote a file; the raw values are those of the report (Schemas/list.schema.json; docs/lockfiles.md).
public enum LockfileFormat: String, Hashable, Sendable, CaseIterable {
    /// package-lock.json and npm-shrinkwrap.json.
    case npm
    case pnpm
    /// Yarn 1.
    case yarn
    case yarnBerry = "yarn-berry"
    case bun
    case deno
    /// package.json alone: declared ranges, nothing locked.
    case manifest

    /// What a file's name says, which for `yarn.lock` is left to the content.
    static func named(_ name: String) -> LockfileFormat? {
        switch baseName(name) {
        case "package-lock.json", "npm-shrinkwrap.json", ".package-lock.json": return .npm
        case "pnpm-lock.yaml": return .pnpm
        case "bun.lock": return .bun
        case "deno.lock": return .deno
        case "package.json": return .manifest
        default: return nil
        }
    }

    /// What is behind the last slash of a path.
    static func baseName(_ path: String) -> String {
        let parts = path.utf8.split(whereSeparator: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") })
        return parts.last.map { String(Substring($0)) } ?? path
    }
}
