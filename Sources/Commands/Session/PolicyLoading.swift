import Auditing
import Policy

/// Reads the project's policy, the file that is named, else the one beside the lock file; and beside that the recorded origins.
enum PolicyLoading {
    static func file(
        _ options: GateOptions, beside lockfile: String?, in environment: Environment
    ) throws(CommandFailure) -> PolicyFile? {
        guard !options.noPolicy else { return nil }
        let path = path(options.policy, beside: lockfile)
        let policy = try read(path, isRequired: options.policy != nil, environment) { bytes throws(PolicyError) in
            try Policy(parsing: bytes)
        }
        // A record counts without a policy too.
        let origins = try origins(beside: path, environment)
        guard var policy else {
            return origins.map { PolicyFile(path: originRecord(beside: path), policy: Policy(origins: $0)) }
        }
        policy.origins += origins ?? []
        return PolicyFile(path: path, policy: policy)
    }

    /// Where the policy is: what `--policy` names, else beside the lock file, else in the current folder.
    static func path(_ option: String?, beside lockfile: String?) -> String {
        option ?? lockfile.map { folder(of: $0) + Policy.fileName } ?? Policy.fileName
    }

    static func originRecord(beside path: String) -> String { folder(of: path) + OriginRecord.fileName }

    /// The origins that are recorded beside a policy; nil without a record.
    static func origins(
        beside path: String, _ environment: Environment
    ) throws(CommandFailure) -> [RecordedOrigin]? {
        try read(originRecord(beside: path), isRequired: false, environment) { bytes throws(PolicyError) in
            try OriginRecord.origins(parsing: bytes)
        }
    }

    /// With its slash; empty for a bare name.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    private static func read<Value>(
        _ path: String, isRequired: Bool, _ environment: Environment,
        _ parse: ([UInt8]) throws(PolicyError) -> Value
    ) throws(CommandFailure) -> Value? {
        let bytes: [UInt8]
        do {
            bytes = try environment.files.read(environment.absolute(path), Policy.maximumBytes)
        } catch {
            guard !isRequired, case .notFound = error else { throw CommandFailure(error, path: path) }
            return nil
        }
        do {
            return try parse(bytes)
        } catch { throw CommandFailure(error, policy: path) }
    }
}

extension CommandFailure {
    /// A policy, or a record of origins, that is not understood.
    init(_ error: PolicyError, policy path: String) {
        self.init(.usage, "`\(path)`: \(error.description)", hint: error.hint)
    }
}
