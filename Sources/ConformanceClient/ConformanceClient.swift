import Crypto
import PackageModel
import Sigstore

/// The client that the public conformance suite drives (sigstore/sigstore-conformance, docs/cli_protocol.md).
///
/// Only verification is offered. Exit status 0 is verified, anything else is not.
package struct ConformanceClient {
    /// How an invocation ended.
    package enum Outcome: Equatable {
        case verified
        /// The condition that did not hold, and its sentence.
        case refused(cause: String, String)
        case usage(String)
    }

    private let readFile: (String) throws -> [UInt8]

    package init(readFile: @escaping (String) throws -> [UInt8]) { self.readFile = readFile }

    /// What the protocol's command line may say; each at most once.
    private static let options: Set<String> = [
        "--bundle", "--certificate-identity", "--certificate-oidc-issuer", "--key", "--trusted-root",
    ]

    /// Runs one command line of the protocol, without the program's name in front.
    package func run(_ arguments: [String]) -> Outcome {
        guard arguments.first == "verify-bundle" else { return .usage("the only command is `verify-bundle`") }
        var options: [String: String] = [:]
        var isStaging = false
        var positional: [String] = []
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst() {
            if argument == "--staging" {
                isStaging = true
            } else if argument.hasPrefix("--") {
                guard Self.options.contains(argument) else { return .usage("`\(argument)` is not known") }
                guard let value = rest.popFirst() else { return .usage("`\(argument)` needs a value") }
                guard options.updateValue(value, forKey: argument) == nil else { return .usage("`\(argument)` twice") }
            } else {
                positional.append(argument)
            }
        }
        guard let bundlePath = options["--bundle"], positional.count == 1 else {
            return .usage("a bundle and one file or digest are needed")
        }
        let identity = ["--certificate-identity", "--certificate-oidc-issuer"].compactMap { options[$0] }
        guard identity.count == (options["--key"] == nil ? 2 : 0) else {
            return .usage("either a key is needed, or an identity and its issuer")
        }
        do {
            let root = try trustedRoot(options["--trusted-root"], isStaging: isStaging)
            return try verify(bundlePath, positional[0], options, root)
        } catch let refusal as Refusal {
            return .refused(cause: refusal.cause, refusal.detail)
        } catch {
            return .refused(cause: "input", "\(error)")
        }
    }

    /// The file that was named; else the instance's own, of which production is the default.
    private func trustedRoot(_ path: String?, isStaging: Bool) throws -> TrustedRoot {
        if let path { return try TrustedRoot(parsing: try readFile(path)) }
        if isStaging { return try TrustedRoot(parsing: Array(StagingAnchors.trustedRoot.utf8)) }
        guard let embedded = EmbeddedAnchors.sigstore else { throw ConformanceError.noTrustedRoot }
        return embedded
    }

    private func verify(
        _ bundlePath: String, _ subject: String, _ options: [String: String], _ root: TrustedRoot
    ) throws -> Outcome {
        let bundle = try Bundle(parsing: try readFile(bundlePath))
        let (artifact, digest) = try artifact(subject)
        let key = try options["--key"].map { try trustedKey(try readFile($0)) }
        let isKeyBundle = if case .publicKey = bundle.keyMaterial { true } else { false }
        // A managed key was asked for, or an identity: the bundle must have what was asked for.
        guard isKeyBundle == (key != nil) else {
            return .refused(cause: "key-material", "the bundle's key material is not of the kind that was asked for")
        }
        let verdict = Verifier(root: root, profile: .strict)
            .verify(bundle, artifact: artifact, key: { _ in key })
        guard case .verified(let verified) = verdict else {
            guard case .refused(let refusal, _) = verdict else { return .usage("no verdict") }
            return .refused(cause: refusal.cause, refusal.detail)
        }
        if let payload = verified.payload {
            let subjects = try StatementDigests(parsing: payload)
            guard subjects.sha256.contains(digest.bytes) else {
                return .refused(cause: "statement-subject", "the statement is about another artifact")
            }
        }
        if key == nil {
            let policy = IdentityPolicy(
                subject: options["--certificate-identity"] ?? "", issuer: options["--certificate-oidc-issuer"] ?? "")
            try policy.require(verified)
        }
        return .verified
    }

    /// A digest is what begins with `sha256:`, is as long as one, and is no file; everything else is a file's path.
    private func artifact(_ subject: String) throws -> (Artifact, GivenSHA256) {
        let prefix = "sha256:"
        if subject.hasPrefix(prefix), subject.utf8.count == prefix.utf8.count + 64, (try? readFile(subject)) == nil {
            guard let bytes = Hexadecimal.decode(String(subject.dropFirst(prefix.count))),
                let digest = GivenSHA256(bytes)
            else { throw ConformanceError.malformedDigest }
            return (.sha256(digest), digest)
        }
        let artifact = try readFile(subject)
        guard let digest = GivenSHA256(Array(SHA256.hash(data: artifact))) else {
            throw ConformanceError.malformedDigest
        }
        return (.bytes(artifact), digest)
    }

    /// A managed key has no validity of its own.
    private func trustedKey(_ pem: [UInt8]) throws -> Verifier.TrustedKey {
        guard let key = Verifier.TrustedKey(pem: pem) else { throw ConformanceError.malformedKey }
        return key
    }
}

enum ConformanceError: Error { case malformedKey, malformedDigest, noTrustedRoot }
