/// Finds the lock file of a folder when none is named.
enum LockfileDiscovery {
    /// By tool, in the order in which they are looked for.
    private static let names: [[LockfileName]] = [
        [.shrinkwrap, .npm], [.pnpm], [.yarn], [.bun, .binaryBun], [.deno],
    ]

    /// The lock file that is named, else the one of this folder, which is said.
    static func chosen(
        _ file: String?, in environment: Environment, _ diagnostics: Diagnostics
    ) throws(CommandFailure) -> String {
        if let file { return file }
        let name = try find(in: environment)
        diagnostics.note("using `\(name)`")
        return name
    }

    private static func find(in environment: Environment) throws(CommandFailure) -> String {
        let found = names.compactMap { tool in
            tool.map(\.rawValue).first { environment.files.exists(environment.absolute($0)) }
        }
        guard found.count <= 1 else {
            throw CommandFailure(
                .usage, "`\(found[0])` and `\(found[1])` are lock files of different tools",
                hint: "name one with `--file`")
        }
        if let name = found.first { return name }
        guard environment.files.exists(environment.absolute("package.json")) else {
            throw CommandFailure(
                .usage, "nothing to audit: no names, and no lock file in this folder",
                hint: "name packages, or a lock file with `--file`")
        }
        return "package.json"
    }
}
