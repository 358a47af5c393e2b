import Lockfiles

extension LockfileError {
    /// One sentence: where, and what is wrong.
    var sentence: String {
        guard let line else { return words }
        return "line \(line)\(column.map { ", column \($0)" } ?? ""): \(words)"
    }

    private var words: String {
        switch reason {
        case .tooLarge(let bytes, let limit): "\(bytes) bytes, and \(limit) is the most that is read"
        case .tooManyNodes(let limit): "more than \(limit) values"
        case .tooManyEntries(let limit): "more than \(limit) entries"
        case .tooManyDependencies(let limit): "more than \(limit) dependencies"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .empty: "the file is empty"
        case .notUTF8: "not UTF-8 text"
        case .unknownFormat: "no known lock file"
        case .binaryBunLockfile: "Bun's binary lock file cannot be read"
        case .unsupportedVersion(let format, let version):
            "version \(version.map { "`\($0)`" } ?? "(none)") of \(format.rawValue)'s lock file is not supported"
        case .mergeConflict: "an unresolved merge conflict"
        case .syntax(let expected): "\(expected.rawValue) expected"
        case .unexpectedEnd: "the file ends too early"
        case .duplicateKey(let key): "the key `\(key)` is there twice"
        case .unexpectedType(let key): "`\(key)` has a value of the wrong type"
        case .missing(let key, let place): "`\(key)` is missing in `\(place)`"
        case .danglingDependency(let name, let dependent): "`\(dependent)` depends on `\(name)`, which is not there"
        case .alias: "a YAML alias, which no package manager writes"
        }
    }

    /// What to do about it.
    var hint: String? {
        switch reason {
        case .binaryBunLockfile: "write the text form with `bun install --save-text-lockfile --lockfile-only`"
        case .mergeConflict: "resolve the conflict, then run your package manager's install again"
        case .unsupportedVersion(.npm, _): "rewrite it with `npm install --package-lock-only`"
        case .unsupportedVersion(.pnpm, _): "rewrite it with `pnpm install --lockfile-only`"
        case .unknownFormat:
            "package-lock.json, npm-shrinkwrap.json, pnpm-lock.yaml, yarn.lock, bun.lock, deno.lock and package.json are read"
        case .danglingDependency, .unexpectedEnd: "the file may have been cut: run your package manager's install again"
        default: nil
        }
    }
}
