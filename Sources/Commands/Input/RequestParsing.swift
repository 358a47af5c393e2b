import Auditing
import PackageModel
import Registry

/// Reads `NAME[@VERSION]` as npm does: the last `@` that is not the first byte parts name and selector.
enum RequestParsing {
    static func plan(_ arguments: [String]) -> AuditPlan {
        let (requests, errors) = requests(arguments)
        return AuditPlan(requests: requests, errors: errors)
    }

    static func requests(
        _ arguments: [String]
    ) -> (requests: [(name: PackageName, selector: ReleaseSelector)], errors: [AuditIssue]) {
        var requests: [(name: PackageName, selector: ReleaseSelector)] = []
        var errors: [AuditIssue] = []
        for argument in arguments {
            do {
                requests.append(try request(argument))
            } catch {
                errors.append(
                    AuditIssue(package: argument, code: "malformed-name", message: "no package name: \(error.words)"))
            }
        }
        return (requests, errors)
    }

    static func request(_ argument: String) throws(PackageNameError) -> (name: PackageName, selector: ReleaseSelector) {
        let bytes = argument.utf8
        guard let at = bytes.dropFirst().lastIndex(of: UInt8(ascii: "@")) else {
            return (try PackageName(parsing: argument), .latest)
        }
        let name = try PackageName(parsing: String(argument[..<at]))
        guard let selector = ReleaseSelector(parsing: String(argument[bytes.index(after: at)...])) else {
            throw .forbiddenByte(UInt8(ascii: "@"))
        }
        return (name, selector)
    }
}

extension PackageNameError {
    var words: String {
        switch self {
        case .empty: "it is empty"
        case .tooLong(let bytes): "\(bytes) bytes, and \(PackageName.maximumLength) is the most"
        case .malformedScope: "a scope is `@scope/name`"
        case .unexpectedSlash: "a slash without a scope"
        case .leadingDot: "it begins with a dot"
        case .forbiddenByte(let byte):
            (0x21...0x7E).contains(byte)
                ? "`\(Character(Unicode.Scalar(byte)))` is not allowed" : "byte \(byte) is not allowed"
        }
    }
}
