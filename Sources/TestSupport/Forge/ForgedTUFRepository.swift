import Crypto
public import JSONCursor
import PackageModel

/// A TUF repository like Sigstore's, made in memory: by default right in every respect, and signed whatever is changed.
///
/// Two roots, timestamp, snapshot, targets, and npm's delegation; the client carries the first root.
public struct ForgedTUFRepository: Sendable {
    /// A key that signs metadata.
    public struct Key: Sendable {
        public let id: String
        let secret: P256.Signing.PrivateKey

        public init(_ id: String) {
            self.id = id
            self.secret = P256.Signing.PrivateKey()
        }

        private init(_ id: String, _ secret: P256.Signing.PrivateKey) {
            self.id = id
            self.secret = secret
        }

        /// The same key under another identifier.
        public func renamed(_ id: String) -> Key { Key(id, secret) }

        /// As metadata lists it.
        public var json: JSONValue {
            ForgedTUFRepository.object([
                ("keytype", .string("ecdsa")), ("scheme", .string("ecdsa-sha2-nistp256")),
                ("keyval", ForgedTUFRepository.object([("public", .string(secret.publicKey.pemRepresentation))])),
            ])
        }

        func sign(_ message: [UInt8]) throws -> String { Hexadecimal.encode(try ForgeKeys.sign(message, secret)) }
    }

    /// One signed file.
    public struct File: Sendable {
        public var signed: JSONValue
        public var signers: [Key]
        /// Signatures that are written without having been made.
        public var inventedSignatures: [(keyID: String, signature: String)] = []
        /// Changes the finished file.
        public var edit: @Sendable (String) -> String = { $0 }

        public func bytes() throws -> [UInt8] {
            let message = Array(ForgedTUFRepository.canonical(signed).utf8)
            let made = try signers.map { ($0.id, try $0.sign(message)) } + inventedSignatures.map { ($0.0, $0.1) }
            let list = made.map {
                ForgedTUFRepository.object([("keyid", .string($0.0)), ("sig", .string($0.1))]).text
            }
            return Array(edit(#"{"signatures":[\#(list.joined(separator: ","))],"signed":\#(signed.text)}"#).utf8)
        }
    }

    /// Two of three sign roots and targets.
    public static let rootKeys = ["root-a", "root-b", "root-c"].map(Key.init)
    public static let onlineKey = Key("online")
    public static let delegateKey = Key("delegate")
    public static let stranger = Key("stranger")

    public static let trustedRoot = "trusted_root.json"
    public static let registryKeys = "registry.npmjs.org/keys.json"

    /// The first is the one that the client carries.
    public var roots: [File]
    public var timestamp: File
    public var snapshot: File
    public var targets: File
    public var delegated: File
    /// Contents of the targets, where they are not the signed ones.
    public var contents: [String: [UInt8]]
    /// Changes the finished files: names and bytes.
    public var editFiles: @Sendable (inout [String: [UInt8]]) -> Void = { _ in }
    private let version: Int64

    /// - Parameters:
    ///   - version: of all files but the roots.
    ///   - expires: of all files.
    ///   - targets: what the two targets hold.
    public init(
        version: Int64 = 5, expires: String = "2026-12-01T00:00:00Z", trustedRoot: [UInt8] = Array("root".utf8),
        registryKeys: [UInt8] = Array("keys".utf8), _ edit: (inout ForgedTUFRepository) -> Void = { _ in }
    ) {
        func signed(_ type: String, _ version: Int64, _ members: [JSONObject.Member]) -> JSONValue {
            Self.object(
                [
                    ("_type", .string(type)), ("spec_version", .string("1.0.31")),
                    ("version", .number(JSONNumber(version))), ("expires", .string(expires)),
                ] + members)
        }
        func info(_ version: Int64) -> JSONValue { Self.object([("version", .number(JSONNumber(version)))]) }
        self.version = version
        self.contents = [Self.trustedRoot: trustedRoot, Self.registryKeys: registryKeys]
        let roles = Self.object([
            ("root", Self.role(Self.rootKeys, 2)), ("timestamp", Self.role([Self.onlineKey], 1)),
            ("snapshot", Self.role([Self.onlineKey], 1)), ("targets", Self.role(Self.rootKeys, 2)),
        ])
        let keys = Self.object((Self.rootKeys + [Self.onlineKey]).map { ($0.id, $0.json) })
        let signers = Array(Self.rootKeys.prefix(2))
        self.roots = [1, 2].map { number in
            File(
                signed: signed(
                    "root", number, [("consistent_snapshot", .bool(true)), ("keys", keys), ("roles", roles)]),
                signers: signers)
        }
        self.timestamp = File(
            signed: signed("timestamp", version, [("meta", Self.object([("snapshot.json", info(version))]))]),
            signers: [Self.onlineKey])
        self.snapshot = File(
            signed: signed(
                "snapshot", version,
                [("meta", Self.object([("targets.json", info(version)), ("registry.npmjs.org.json", info(version))]))]),
            signers: [Self.onlineKey])
        let delegation = Self.object([
            ("keys", Self.object([(Self.delegateKey.id, Self.delegateKey.json)])),
            (
                "roles",
                .array([
                    Self.object([
                        ("name", .string("registry.npmjs.org")), ("paths", .array([.string("registry.npmjs.org/*")])),
                        ("terminating", .bool(true)), ("keyids", .array([.string(Self.delegateKey.id)])),
                        ("threshold", .number(JSONNumber(1))),
                    ])
                ])
            ),
        ])
        self.targets = File(
            signed: signed(
                "targets", version,
                [
                    ("targets", Self.object([(Self.trustedRoot, Self.description(of: trustedRoot))])),
                    ("delegations", delegation),
                ]), signers: signers)
        self.delegated = File(
            signed: signed(
                "targets", version,
                [("targets", Self.object([(Self.registryKeys, Self.description(of: registryKeys))]))]),
            signers: [Self.delegateKey])
        edit(&self)
    }

    /// The root that the client carries.
    public func anchor() throws -> [UInt8] { try roots[0].bytes() }

    /// Every file under the name by which a mirror serves it.
    public func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = ["timestamp.json": try timestamp.bytes()]
        for (index, root) in roots.enumerated().dropFirst() { files["\(index + 1).root.json"] = try root.bytes() }
        files["\(version).snapshot.json"] = try snapshot.bytes()
        files["\(version).targets.json"] = try targets.bytes()
        files["\(version).registry.npmjs.org.json"] = try delegated.bytes()
        for (name, file) in [(Self.trustedRoot, targets), (Self.registryKeys, delegated)] {
            let digest = file.signed[steps: ["targets", name, "hashes", "sha256"]]?.string ?? ""
            let parts = name.split(separator: "/")
            let place = (["targets"] + parts.dropLast().map(String.init)).joined(separator: "/")
            files["\(place)/\(digest).\(parts.last ?? "")"] = contents[name]
        }
        editFiles(&files)
        return files
    }

    /// Who may sign, and how many must.
    public static func role(_ keys: [Key], _ threshold: Int64) -> JSONValue {
        object([
            ("keyids", .array(keys.map { .string($0.id) })), ("threshold", .number(JSONNumber(threshold))),
        ])
    }

    /// Length and digest of a file's bytes.
    public static func description(of bytes: [UInt8]) -> JSONValue {
        object([
            ("length", .number(JSONNumber(Int64(bytes.count)))),
            ("hashes", object([("sha256", .string(Hexadecimal.encode(ForgeKeys.hash(bytes))))])),
        ])
    }

    static func object(_ members: [JSONObject.Member]) -> JSONValue { .object(JSONObject(members)) }

    /// The bytes that are signed: keys in order, and `"` and `\` escaped.
    static func canonical(_ value: JSONValue) -> String {
        switch value {
        case .array(let list): "[\(list.map(canonical).joined(separator: ","))]"
        case .object(let object):
            "{"
                + object.members.sorted { precedesBytewise($0.key, $1.key) }
                .map { "\(canonical(.string($0.key))):\(canonical($0.value))" }.joined(separator: ",") + "}"
        case .string(let text):
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        default: value.text
        }
    }
}
