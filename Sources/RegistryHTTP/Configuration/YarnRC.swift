import Yams

/// What a `.yarnrc.yml` of Yarn Berry says of registries; the rest of the file is not looked at.
package struct YarnRC: Equatable, Sendable {
    /// The largest file that is read, in bytes.
    package static let maximumBytes = 1 << 18
    /// The most scopes, and the most registries, that are read from a file.
    package static let maximumEntries = 2_000
    /// The most uses of anchors in a file: with a few more, a small file stands for an endless one.
    package static let maximumAliases = 16

    /// A scalar as it is written, variables and all.
    package struct Setting: Equatable, Sendable {
        package let text: String
        /// From 1; 0 for what comes from no file.
        package let line: Int

        package init(text: String, line: Int) {
            self.text = text
            self.line = line
        }
    }

    /// Where packages come from, and as whom they are asked for.
    package struct Access: Equatable, Sendable {
        /// `npmRegistryServer`
        package var server: Setting?
        /// `npmAuthToken`
        package var token: Setting?
        /// `npmAuthIdent`: `name:password`, or the Base64 of that.
        package var ident: Setting?

        package init() {}
    }

    /// For names whose scope has nothing of its own.
    package var main = Access()
    /// `npmScopes`, without `@`.
    package var scopes: [String: Access] = [:]
    /// `npmRegistries`, by address, mostly without a scheme.
    package var registries: [String: Access] = [:]

    package init() {}

    package init(parsing bytes: [UInt8]) throws(YarnRCError) {
        guard bytes.count <= Self.maximumBytes else { throw .tooLarge(limit: Self.maximumBytes) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        guard Self.aliases(in: bytes) <= Self.maximumAliases else { throw .tooManyAliases(limit: Self.maximumAliases) }
        guard let root = try Self.root(of: text) else { return }
        guard case .mapping(let members) = root else { throw .expected("settings", line: root.line) }
        self.main = try Access(members)
        self.scopes = try Self.accesses(members, "npmScopes") { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }
        self.registries = try Self.accesses(members, "npmRegistries") { $0 }
    }

    private static func root(of text: String) throws(YarnRCError) -> Node? {
        do {
            let root = try Parser(yaml: text, encoding: .utf8).nextRoot()
            // A file of comments only is an empty scalar, or nothing.
            if case .scalar(let scalar)? = root, scalar.string.isEmpty { return nil }
            return root
        } catch let error as YamlError {
            throw .syntax(line: error.line)
        } catch { throw .syntax(line: nil) }
    }

    private static func accesses(
        _ members: Node.Mapping, _ key: String, _ name: (String) -> String
    ) throws(YarnRCError) -> [String: Access] {
        guard let value = members.member(key), !value.isNothing else { return [:] }
        guard case .mapping(let entries) = value else { throw .expected(key, line: value.line) }
        guard entries.count <= maximumEntries else { throw .tooManyEntries(limit: maximumEntries) }
        var result: [String: Access] = [:]
        for (entry, value) in entries where !value.isNothing {
            guard case .scalar(let scalar) = entry, case .mapping(let members) = value else {
                throw .expected(key, line: entry.line)
            }
            result[name(scalar.string)] = try Access(members)
        }
        return result
    }

    /// How many aliases (`*name`) there may be: a star that follows none of a word's characters and begins a name.
    private static func aliases(in bytes: [UInt8]) -> Int {
        var count = 0
        var previous = UInt8(ascii: "\n")
        for (index, byte) in bytes.enumerated() {
            defer { previous = byte }
            guard byte == UInt8(ascii: "*"), index + 1 < bytes.count, Self.isWord(bytes[index + 1]) else { continue }
            if previous <= 0x20 || [0x2C, 0x2D, 0x3A, 0x3F, 0x5B, 0x7B].contains(previous) { count += 1 }
        }
        return count
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension YarnRC.Access {
    fileprivate init(_ members: Node.Mapping) throws(YarnRCError) {
        self.server = try members.setting("npmRegistryServer")
        self.token = try members.setting("npmAuthToken")
        self.ident = try members.setting("npmAuthIdent")
    }
}

extension Node.Mapping {
    fileprivate func member(_ key: String) -> Node? { first { $0.key.scalar?.string == key }?.value }

    /// A scalar that is not empty; nil without the key.
    fileprivate func setting(_ key: String) throws(YarnRCError) -> YarnRC.Setting? {
        guard let value = member(key), !value.isNothing else { return nil }
        guard case .scalar(let scalar) = value else { throw .expected(key, line: value.line) }
        return YarnRC.Setting(text: scalar.string, line: value.line)
    }
}

extension Node {
    fileprivate var line: Int { mark?.line ?? 1 }

    /// `null` in any of its forms.
    fileprivate var isNothing: Bool {
        guard case .scalar(let scalar) = self else { return false }
        return scalar.string.isEmpty || scalar.style == .plain && ["null", "~"].contains(scalar.string)
    }
}

extension YamlError {
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }
}

/// Why a `.yarnrc.yml` is not read.
package enum YarnRCError: Error, Equatable {
    case tooLarge(limit: Int)
    case tooManyEntries(limit: Int)
    case tooManyAliases(limit: Int)
    case notUTF8
    case syntax(line: Int?)
    /// The value of a key is of another kind than it has to be.
    case expected(String, line: Int)
}

extension YarnRCError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let limit): "larger than \(limit) bytes"
        case .tooManyEntries(let limit): "more than \(limit) scopes or registries"
        case .tooManyAliases(let limit): "more than \(limit) uses of anchors"
        case .notUTF8: "not UTF-8"
        case .syntax(let line): line.map { "line \($0) is no YAML" } ?? "not YAML"
        case .expected(let key, let line): "line \(line): `\(key)` has a value of another kind"
        }
    }
}
