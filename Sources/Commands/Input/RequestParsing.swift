import PackageModel
import Registry

/// Reads `NAME[@VERSION]` as npm does: the first `@` that is not the first byte parts name and selector.
enum RequestParsing {
    /// - Throws: wrong usage for the first name that is malformed: no registry could ever have it.
    static func requests(
        _ arguments: [String]
    ) throws(CommandFailure) -> [(name: PackageName, selector: ReleaseSelector)] {
        var requests: [(name: PackageName, selector: ReleaseSelector)] = []
        for argument in arguments { requests.append(try request(argument)) }
        return requests
    }

    static func request(_ argument: String) throws(CommandFailure) -> (name: PackageName, selector: ReleaseSelector) {
        let bytes = argument.utf8
        guard let at = bytes.dropFirst().firstIndex(of: UInt8(ascii: "@")) else {
            return (try name(argument, in: argument), .latest)
        }
        let name = try name(String(argument[..<at]), in: argument)
        let text = String(argument[bytes.index(after: at)...])
        if text.hasPrefix(aliasPrefix) {
            let hint = "name the package itself: `\(text.dropFirst(aliasPrefix.count))`"
            throw CommandFailure(.usage, "`\(argument)` is an alias", hint: hint)
        }
        guard let selector = ReleaseSelector(parsing: text) else {
            throw CommandFailure(
                .usage, "`\(argument)` names no release: `\(text)` is no version, range or tag",
                hint: "write a name, or `name@version`")
        }
        return (name, selector)
    }

    /// What a dependency under another name than its own begins with.
    private static let aliasPrefix = "npm:"

    private static func name(_ text: String, in argument: String) throws(CommandFailure) -> PackageName {
        do {
            return try PackageName(parsing: text)
        } catch { throw CommandFailure(.usage, "`\(argument)` is no package name: \(error.words(of: text))") }
    }
}

extension PackageNameError {
    func words(of text: String) -> String {
        switch self {
        case .empty: "it is empty"
        case .tooLong(let bytes): "\(bytes) bytes, and \(PackageName.maximumLength) is the most"
        case .malformedScope: "a scope is `@scope/name`"
        case .unexpectedSlash: "a slash without a scope"
        case .leadingDot: "it begins with a dot"
        case .forbiddenByte(let byte):
            // No character beyond ASCII is allowed, so that the first one is it.
            "`\(text.unicodeScalars.first { byte < 0x80 ? $0.value == UInt32(byte) : !$0.isASCII } ?? "?")` is not allowed"
        }
    }
}
