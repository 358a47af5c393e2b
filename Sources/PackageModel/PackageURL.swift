/// Package URLs of type `npm` (purl specification), as npm writes them into the subject of an attestation.
public enum PackageURL {
    /// The registry whose packages need no `repository_url` qualifier.
    public static let defaultRegistry = "https://registry.npmjs.org"

    /// `pkg:npm/%40scope/name@1.2.3`, byte for byte what npm-package-arg's `toPurl` returns.
    ///
    /// - Parameter registry: the address of the registry; any but the default one becomes a qualifier.
    public static func npm(_ name: PackageName, _ version: String, registry: String = defaultRegistry) -> String {
        let escaped = name.scope == nil ? name.text : "%40" + name.text.dropFirst()
        let qualifier = registry == defaultRegistry ? "" : "?repository_url=\(percentEncoded(registry))"
        return "pkg:npm/\(escaped)@\(version)\(qualifier)"
    }

    /// JavaScript's `encodeURIComponent`.
    private static func percentEncoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "!"), UInt8(ascii: "~"), UInt8(ascii: "*"), UInt8(ascii: "'"), UInt8(ascii: "("),
                UInt8(ascii: ")"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%" + Hexadecimal.encode([byte]).uppercased()
            }
        }
        return result
    }
}
