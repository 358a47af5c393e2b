/// Tells the JSON formats apart by their top-level members, and by the file's name where those don't decide.
enum JSONFormats {
    static func format(of document: Document, named: LockfileFormat?) throws(LockfileError) -> LockfileFormat {
        let root = document.root
        guard root.isObject else { throw LockfileError(.unexpectedType(key: ""), line: root.line) }
        if root["lockfileVersion"] != nil {
            if named == .bun || root["workspaces"] != nil { return .bun }
            return .npm
        }
        if root["version"]?.kind == .string, isDeno(root) { return .deno }
        switch named {
        case .npm, .bun, .deno, .manifest:
            if let named { return named }
        default:
            break
        }
        if let dependencies = root["dependencies"], dependencies.children.contains(where: \.isObject) { return .npm }
        if ["name", "dependencies", "devDependencies", "workspaces"].contains(where: { root.hasMember($0) }) {
            return .manifest
        }
        throw LockfileError(.unknownFormat)
    }

    private static func isDeno(_ root: Element) -> Bool {
        ["specifiers", "jsr", "npm", "remote", "redirects", "workspace"].contains { root.hasMember($0) }
            || root["packages"]?["specifiers"] != nil
    }
}

extension Element {
    fileprivate func hasMember(_ name: String) -> Bool { children.contains { $0.key == name } }
}
