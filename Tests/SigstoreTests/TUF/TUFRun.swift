import JSONCursor
import PackageModel
import Sigstore
import TestSupport
import Testing

/// One update of a forged repository, as the client does it.
enum TUFRun {
    static let now = "2026-11-01T00:00:00Z"
    static let targets = [ForgedTUFRepository.trustedRoot, ForgedTUFRepository.registryKeys]

    static func update(
        _ repository: ForgedTUFRepository, trusted: TUFRepository? = nil, now: String = now,
        enforcesExpiry: Bool = true
    ) async throws -> TUFRepository {
        let client = TUFClient(
            anchor: try repository.anchor(), targets: targets, now: try Timestamp(parsing: now),
            enforcesExpiry: enforcesExpiry)
        return try await client.update(from: TUFFiles(try repository.files()), trusted: trusted)
    }

    /// `verified`, or the kind and the cause of the refusal.
    static func outcome(
        _ repository: ForgedTUFRepository, trusted: TUFRepository? = nil, now: String = now
    ) async throws -> String {
        do {
            _ = try await update(repository, trusted: trusted, now: now)
            return "verified"
        } catch let refusal as TUFRefusal {
            return "\(refusal.kind) \(refusal.cause)"
        }
    }
}

/// A repository that is signed by the right keys and wrong in one respect, and the condition that must notice.
struct WrongRepository: Sendable, CustomTestStringConvertible {
    let outcome: String
    let title: String
    let edit: @Sendable (inout ForgedTUFRepository) -> Void

    init(_ outcome: String, _ title: String, _ edit: @escaping @Sendable (inout ForgedTUFRepository) -> Void) {
        self.outcome = outcome
        self.title = title
        self.edit = edit
    }

    var testDescription: String { "\(outcome): \(title)" }
}

extension JSONValue {
    static func int(_ value: Int64) -> JSONValue { .number(JSONNumber(value)) }
}
