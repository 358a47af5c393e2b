import Auditing
import PackageModel
import Policy

/// Reads the project's policy: the file that is named, else the one beside the lock file.
enum PolicyLoading {
    static func file(
        _ options: GateOptions, beside lockfile: String?, in environment: Environment
    ) throws(CommandFailure) -> PolicyFile? {
        guard !options.noPolicy else { return nil }
        let folder = lockfile.flatMap { name in name.lastIndex(of: "/").map { String(name[...$0]) } } ?? ""
        let path = options.policy ?? folder + Policy.fileName
        guard var policy = try read(path, isRequired: options.policy != nil, environment) else { return nil }
        if let record = try read(originRecord(beside: path), isRequired: false, environment) {
            policy.origins += record.origins
        }
        return PolicyFile(path: path, policy: policy)
    }

    static func originRecord(beside path: String) -> String {
        (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + OriginRecord.fileName
    }

    private static func read(
        _ path: String, isRequired: Bool, _ environment: Environment
    ) throws(CommandFailure) -> Policy? {
        let bytes: [UInt8]
        do {
            bytes = try environment.files.read(environment.absolute(path), Policy.maximumBytes)
        } catch {
            guard !isRequired, case .notFound = error else { throw CommandFailure(error, path: path) }
            return nil
        }
        do {
            return try Policy(parsing: bytes)
        } catch { throw CommandFailure(.usage, "`\(path)`: \(error.description)") }
    }
}
