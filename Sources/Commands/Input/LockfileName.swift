/// The names that package managers give their lock files.
enum LockfileName: String, CaseIterable {
    case yarn = "yarn.lock"
    case shrinkwrap = "npm-shrinkwrap.json"
    case npm = "package-lock.json"
    case pnpm = "pnpm-lock.yaml"
    case bun = "bun.lock"
    case binaryBun = "bun.lockb"
    case deno = "deno.lock"

    /// The last part of a path.
    static func base(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
