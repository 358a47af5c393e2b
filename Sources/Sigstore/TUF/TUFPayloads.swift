import JSONCursor
import PackageModel

/// The keys of the four top-level roles (TUF 1.0.34 §4.3).
struct TUFRoot: Sendable {
    let metadata: TUFMetadata
    /// Whether files are named by their versions; Sigstore's first four roots say no.
    let hasConsistentSnapshots: Bool
    let root: TUFRole
    let timestamp: TUFRole
    let snapshot: TUFRole
    let targets: TUFRole

    init(parsing bytes: [UInt8], file: String) throws(TUFRefusal) {
        let metadata = try TUFMetadata(parsing: bytes, as: .root, file: file)
        let keys = try Self.keys(metadata.signed["keys"], in: file)
        let roles = metadata.signed["roles"]
        self.metadata = metadata
        self.hasConsistentSnapshots = metadata.signed["consistent_snapshot"]?.bool ?? false
        self.root = try TUFRole(json: roles?["root"], keys: keys, in: file)
        self.timestamp = try TUFRole(json: roles?["timestamp"], keys: keys, in: file)
        self.snapshot = try TUFRole(json: roles?["snapshot"], keys: keys, in: file)
        self.targets = try TUFRole(json: roles?["targets"], keys: keys, in: file)
    }

    /// The keys of a file by their identifiers; those of a kind that is not understood are left out.
    static func keys(_ json: JSONValue?, in file: String) throws(TUFRefusal) -> [String: TUFKey] {
        // check: tuf-keys
        guard let object = json?.object, object.count <= TUFLimit.keys
        else { throw .refused(file, "tuf-keys", "no list of at most \(TUFLimit.keys) keys") }
        return Dictionary(object.members.compactMap { member in TUFKey(json: member.value).map { (member.key, $0) } }) {
            first, _ in first
        }
    }
}

/// Versions of other files: the content of timestamp and snapshot (TUF 1.0.34 §4.4, §4.5).
struct TUFVersions: Sendable {
    let metadata: TUFMetadata
    let files: [String: TUFFileInfo]

    init(parsing bytes: [UInt8], as kind: TUFMetadata.Kind, file: String) throws(TUFRefusal) {
        let metadata = try TUFMetadata(parsing: bytes, as: kind, file: file)
        // check: tuf-meta
        guard let meta = metadata.signed["meta"]?.object, meta.count <= TUFLimit.entries
        else { throw .refused(file, "tuf-meta", "no list of files") }
        var files: [String: TUFFileInfo] = [:]
        for member in meta.members {
            files[member.key] = try TUFFileInfo(json: member.value, isTarget: false, in: file)
        }
        self.metadata = metadata
        self.files = files
    }
}

/// Targets, and who else may list some (TUF 1.0.34 §4.6).
struct TUFTargets: Sendable {
    struct Delegation: Sendable {
        let name: String
        let role: TUFRole
        let paths: [Glob]
        let isTerminating: Bool
    }

    let metadata: TUFMetadata
    let targets: [String: TUFFileInfo]
    /// In the order of the file, which is their order of precedence.
    let delegations: [Delegation]

    init(parsing bytes: [UInt8], file: String) throws(TUFRefusal) {
        let metadata = try TUFMetadata(parsing: bytes, as: .targets, file: file)
        // check: tuf-targets
        guard let list = metadata.signed["targets"]?.object, list.count <= TUFLimit.entries
        else { throw .refused(file, "tuf-targets", "no list of targets") }
        var targets: [String: TUFFileInfo] = [:]
        for member in list.members {
            targets[member.key] = try TUFFileInfo(json: member.value, isTarget: true, in: file)
        }
        self.metadata = metadata
        self.targets = targets
        self.delegations = try Self.delegations(metadata.signed["delegations"], in: file)
    }

    private static func delegations(_ json: JSONValue?, in file: String) throws(TUFRefusal) -> [Delegation] {
        guard let json else { return [] }
        let keys = try TUFRoot.keys(json["keys"], in: file)
        // check: tuf-delegations
        guard let roles = json["roles"]?.array, roles.count <= TUFLimit.delegations
        else { throw .refused(file, "tuf-delegations", "no list of at most \(TUFLimit.delegations) roles") }
        var delegations: [Delegation] = []
        for entry in roles {
            // check: tuf-role-name
            guard let name = entry["name"]?.string, isName(name)
            else { throw .refused(file, "tuf-role-name", "a delegated role whose name is none") }
            // A role that names its targets by digests is not asked for any: the two targets have names.
            let paths = entry["paths"]?.array?.compactMap { $0.string.flatMap { Glob($0) } } ?? []
            delegations.append(
                Delegation(
                    name: name, role: try TUFRole(json: entry, keys: keys, in: file), paths: paths,
                    isTerminating: entry["terminating"]?.bool ?? false))
        }
        return delegations
    }

    /// A role's name becomes part of a file's name, here and on the mirror: letters, digits, `.`, `-` and `_`.
    private static func isName(_ text: String) -> Bool {
        let isOwn = ["root", "timestamp", "snapshot", "targets"].contains { equalBytewise($0, text) }
        return !isOwn && (1...TUFLimit.roleName).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: ".")
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }
}
