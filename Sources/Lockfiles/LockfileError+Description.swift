/// Sentences for the facts of an error, in one place.
extension LockfileError: CustomStringConvertible {
    /// `12:3: expected comma or end`, on one line, with what the file says in backticks.
    public var description: String {
        let place = [line, column].compactMap { $0.map(String.init) }.joined(separator: ":")
        return place.isEmpty ? sentence : "\(place): \(sentence)"
    }

    private var sentence: String {
        switch reason {
        case .tooLarge(let bytes, let limit): "\(bytes) bytes, over the limit of \(limit)"
        case .unusualYAMLTooLarge(let bytes, let limit):
            "\(bytes) bytes of YAML that is not as pnpm and Yarn write it, over the limit of \(limit)"
        case .tooManyNodes(let limit): "over \(limit) values"
        case .tooManyEntries(let limit): "over \(limit) entries"
        case .tooManyDependencies(let limit): "over \(limit) dependencies"
        case .tooDeep(let limit): "nested deeper than \(limit)"
        case .pathTooLong(let limit): "a folder's path of over \(limit) bytes"
        case .empty: "no entry in the file"
        case .notUTF8: "not UTF-8"
        case .unknownFormat: "no lock file that is known"
        case .binaryBunLockfile: "the binary form of Bun's lock file"
        case .unsupportedVersion(let format, let version):
            version.map { "version `\($0)` of a lock file of \(format.rawValue) is not supported" }
                ?? "a lock file of \(format.rawValue) without its version"
        case .mergeConflict: "a merge conflict is not resolved"
        case .syntax(let expected): "expected \(expected.rawValue)"
        case .unexpectedEnd: "the file ends too early"
        case .duplicateKey(let key): "the key `\(shown(key))` is there twice"
        case .unexpectedType(let key): "`\(shown(key))` is of another type than it should be"
        case .missing(let key, let owner): "`\(shown(key))` is missing in `\(shown(owner))`"
        case .danglingDependency(let name, let owner):
            "`\(shown(owner))` depends on `\(shown(name))`, which is not in the file"
        case .alias: "YAML aliases are not read"
        }
    }

    /// What the file says may be an address.
    private func shown(_ text: String) -> String { AddressCredentials.removed(from: text) }

    /// What to do about it; nil where there is nothing to advise.
    public var hint: String? {
        switch reason {
        case .binaryBunLockfile, .unsupportedVersion(.bun, _):
            "`bun install --save-text-lockfile --frozen-lockfile --lockfile-only` writes bun.lock"
        case .unsupportedVersion(.npm, _):
            "`npm install --package-lock-only --lockfile-version 3` writes one that is read"
        case .unsupportedVersion(.pnpm, _): "`pnpm install --lockfile-only` of pnpm 9 or later writes one that is read"
        case .unsupportedVersion(.yarn, _), .unsupportedVersion(.yarnBerry, _):
            "`yarn install --mode=update-lockfile` of Yarn 4 writes one that is read"
        case .unsupportedVersion(.deno, _): "`deno install` of Deno 2 writes one that is read"
        case .danglingDependency, .missing, .unexpectedEnd, .empty:
            "the file was cut or edited: let the package manager write it again"
        case .mergeConflict: "resolve the conflict, or let the package manager write the file again"
        case .unusualYAMLTooLarge: "let the package manager write the file again"
        case .unknownFormat: "name the file as its tool does, such as `package-lock.json`"
        default: nil
        }
    }
}
