/// An `http` or `https` address (RFC 3986) in the parts that decide whom a request goes to.
///
/// User information, other schemes, blanks, control characters and the segments `.` and `..` are refused: what a server would
/// make of them is not what is read here.
public struct WebAddress: Hashable, Sendable {
    /// The longest address that is read, in bytes.
    public static let maximumLength = 8192

    /// Scheme, host and port: what credentials are bound to.
    public struct Origin: Hashable, Sendable, CustomStringConvertible {
        /// Lower case.
        public let scheme: String
        /// Lower case; an IPv6 address keeps its brackets.
        public let host: String
        public let port: Int

        public var isSecure: Bool { scheme == "https" }

        /// Whether the host is this machine's own: traffic to it does not leave the machine.
        public var isLoopback: Bool { host == "localhost" || host == "[::1]" || isLoopbackIPv4 }

        /// Four numbers of which the first is 127, and no name that begins like it.
        private var isLoopbackIPv4: Bool {
            let numbers = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { part in
                part.allSatisfy { (0x30...0x39).contains($0) } ? UInt8(String(decoding: part, as: UTF8.self)) : nil
            }
            return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
        }

        public var description: String {
            port == (isSecure ? 443 : 80) ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
        }
    }

    public let origin: Origin
    /// Path and query, from the first slash on; `/` when there is none.
    public let path: String

    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        guard let separator = Self.firstIndex(of: Array("://".utf8), in: text) else { return nil }
        let scheme = text[..<separator].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[text.utf8.index(separator, offsetBy: 3)...]
        let authorityEnd = rest.utf8.firstIndex { Self.delimiters.contains($0) } ?? rest.endIndex
        guard let (host, port) = Self.hostAndPort(rest[..<authorityEnd]) else { return nil }
        self.origin = Origin(scheme: scheme, host: host, port: port ?? (scheme == "https" ? 443 : 80))
        let tail = rest[authorityEnd...].prefix { $0 != "#" }
        guard !tail.utf8.contains(0x5C), !Self.hasDotSegment(tail) else { return nil }
        self.path = tail.utf8.first == 0x2F ? String(tail) : "/" + tail
    }

    public var text: String { "\(origin)\(path)" }

    /// The address that a `Location` header means, seen from this one (RFC 3986 §5.2); nil for what is refused.
    ///
    /// The segments `.` and `..` are resolved in a path that is relative, and refused in one that is not, as everywhere.
    public func resolving(_ location: String) -> WebAddress? {
        guard !location.isEmpty else { return nil }
        if location.hasPrefix("//") { return WebAddress("\(origin.scheme):\(location)") }
        if location.hasPrefix("/") { return WebAddress("\(origin)\(location)") }
        // Only a scheme has a colon in the first segment.
        let first = location.utf8.prefix { !Self.delimiters.contains($0) }
        guard !first.contains(UInt8(ascii: ":")) else { return WebAddress(location) }
        let path = self.path.prefix { $0 != "?" }
        switch location.utf8.first {
        case UInt8(ascii: "?"): return WebAddress("\(origin)\(path)\(location)")
        case UInt8(ascii: "#"): return self
        default:
            let end = location.utf8.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
            let (relative, rest) = (location[..<(end ?? location.endIndex)], location[(end ?? location.endIndex)...])
            return WebAddress("\(origin)\(Self.merged(path, relative))\(rest)")
        }
    }

    /// A relative path in the folder of another one, without dot segments (RFC 3986 §5.2.3 and §5.2.4).
    private static func merged(_ base: Substring, _ relative: Substring) -> String {
        let slash = UInt8(ascii: "/")
        var segments = base.utf8.split(separator: slash, omittingEmptySubsequences: false).dropFirst().dropLast()
            .map { Substring($0) }
        let own = relative.utf8.split(separator: slash, omittingEmptySubsequences: false).map { Substring($0) }
        for (index, segment) in own.enumerated() {
            let isLast = index == own.count - 1
            switch segment {
            case "..":
                if !segments.isEmpty { segments.removeLast() }
                if isLast { segments.append("") }
            case ".": if isLast { segments.append("") }
            default: segments.append(segment)
            }
        }
        return "/" + segments.joined(separator: "/")
    }

    /// What ends the authority, or a segment of a path.
    private static let delimiters: [UInt8] = [0x2F, 0x3F, 0x23, 0x5C]

    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        guard !authority.utf8.contains(UInt8(ascii: "@")) else { return nil }
        var host = authority
        var port: Int?
        let isBracketed = authority.utf8.first == UInt8(ascii: "[")
        if let colon = authority.utf8.lastIndex(of: UInt8(ascii: ":")),
            !isBracketed || authority.utf8.index(before: colon) == authority.utf8.lastIndex(of: UInt8(ascii: "]"))
        {
            guard let number = Int(authority[authority.utf8.index(after: colon)...]), (1...65535).contains(number)
            else {
                return nil
            }
            port = number
            host = authority[..<colon]
        }
        guard !host.isEmpty else { return nil }
        let allowed: (UInt8) -> Bool = { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"): isBracketed
            default: false
            }
        }
        guard host.utf8.allSatisfy(allowed) else { return nil }
        return (host.lowercased(), port)
    }

    private static func hasDotSegment(_ tail: Substring) -> Bool {
        tail.utf8.prefix { $0 != UInt8(ascii: "?") }.split(separator: UInt8(ascii: "/")).contains { segment in
            var dots = 0
            var rest = segment
            while !rest.isEmpty {
                if rest.first == UInt8(ascii: ".") {
                    rest = rest.dropFirst()
                } else if rest.starts(with: "%2e".utf8) || rest.starts(with: "%2E".utf8) {
                    rest = rest.dropFirst(3)
                } else {
                    return false
                }
                dots += 1
            }
            return dots <= 2
        }
    }

    private static func firstIndex(of pattern: [UInt8], in text: String) -> String.Index? {
        text.utf8.indices.first { text.utf8[$0...].starts(with: pattern) }
    }
}
