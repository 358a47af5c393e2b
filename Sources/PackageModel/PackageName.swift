/// The name of an npm package, `name` or `@scope/name`, compared byte by byte.
///
/// Accepts every name that the registry has ever accepted (capitals and a few punctuation marks live on in old packages)
/// and refuses what could change the meaning of a path, a URL, or a line of a report.
public struct PackageName: Hashable, Sendable {
    /// The longest name that npm accepts, in bytes.
    public static let maximumLength = 214

    /// The name as the registry writes it.
    public let text: String

    /// Reads a name, or says what is wrong with it.
    public init(parsing text: String) throws(PackageNameError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= Self.maximumLength else { throw .tooLong(bytes: bytes.count) }
        var parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if bytes[0] == UInt8(ascii: "@") {
            guard parts.count == 2 else { throw .malformedScope }
            parts[0] = parts[0].dropFirst()
        } else {
            guard parts.count == 1 else { throw .unexpectedSlash }
        }
        for part in parts {
            guard let first = part.first else { throw parts.count == 2 ? .malformedScope : .empty }
            if let bad = part.first(where: { !Self.isAllowed($0) }) { throw .forbiddenByte(bad) }
            guard first != UInt8(ascii: ".") || parts.count == 2 && !Self.isDots(part) else { throw .leadingDot }
        }
        self.text = text
    }

    /// The scope without its `@`, or nil.
    public var scope: Substring? {
        guard text.utf8.first == UInt8(ascii: "@") else { return nil }
        return text.dropFirst().prefix { $0 != "/" }
    }

    /// The part after the scope.
    public var bare: Substring {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return text[...] }
        return text[text.utf8.index(after: slash)...]
    }

    /// The name as one segment of a registry's URL: `@scope%2fname`.
    public var pathSegment: String {
        guard let scope else { return text }
        return "@\(scope)%2f\(bare)"
    }

    public static func == (left: Self, right: Self) -> Bool { equalBytewise(left.text, right.text) }

    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }

    /// RFC 3986 unreserved characters, and `!*'()`, which names from before 2014 may have.
    public static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "!"),
            UInt8(ascii: "*"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"):
            true
        default:
            false
        }
    }

    private static func isDots(_ part: ArraySlice<UInt8>) -> Bool {
        part.allSatisfy { $0 == UInt8(ascii: ".") }
    }
}

extension PackageName: Comparable {
    public static func < (left: Self, right: Self) -> Bool { precedesBytewise(left.text, right.text) }
}

extension PackageName: CustomStringConvertible {
    public var description: String { text }
}

/// Why a text is not the name of a package.
public enum PackageNameError: Error, Equatable {
    case empty
    case tooLong(bytes: Int)
    /// `@` without exactly one `/` that has text on both sides.
    case malformedScope
    case unexpectedSlash
    /// A name that begins with a dot, or a segment of dots only: a path trick.
    case leadingDot
    case forbiddenByte(UInt8)
}
