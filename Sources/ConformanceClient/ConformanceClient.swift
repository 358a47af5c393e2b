import Crypto
import PackageModel
import Sigstore

/// The client that the public conformance suite drives (sigstore-conformance, docs/cli_protocol.md).
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

    package func run(_ arguments: [String]) -> Outcome {
        guard arguments.first == "verify-bundle" else { return .usage("the only command is `verify-bundle`") }
        var options: [String: String] = [:]
        var positional: [String] = []
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst() {
            if argument == "--staging" {
                return .usage("there is no trust root for Sigstore's staging instance; name one with `--trusted-root`")
            }
            if argument.hasPrefix("--") {
                guard let value = rest.popFirst() else { return .usage("`\(argument)` needs a value") }
                options[argument] = value
            } else {
                positional.append(argument)
            }
        }
        guard let bundlePath = options["--bundle"], positional.count == 1 else {
            return .usage("a bundle and one file or digest are needed")
        }
        do {
            return try verify(bundlePath, positional[0], options)
        } catch let refusal as Refusal {
            return .refused(cause: refusal.cause, refusal.detail)
        } catch {
            return .refused(cause: "input", "\(error)")
        }
    }

    private func verify(_ bundlePath: String, _ subject: String, _ options: [String: String]) throws -> Outcome {
        let root: TrustedRoot
        if let path = options["--trusted-root"] {
            root = try TrustedRoot(parsing: try readFile(path))
        } else if let embedded = EmbeddedAnchors.sigstore {
            root = embedded
        } else {
            return .usage("no trust root")
        }
        let bundle = try Bundle(parsing: try readFile(bundlePath))
        let (artifact, digest) = try artifact(subject)
        let key = try options["--key"].map { try trustedKey(try readFile($0)) }
        let isKeyBundle = if case .publicKey = bundle.keyMaterial { true } else { false }
        // A managed key was asked for, or an identity: the bundle must have what was asked for.
        guard isKeyBundle == (key != nil) else {
            return .refused(cause: "key-material", "the bundle's key material is not of the kind that was asked for")
        }
        let verdict = Verifier(root: root, profile: .strict)
            .verify(bundle, artifactDigest: digest, artifact: artifact, key: { _ in key })
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

    private func artifact(_ subject: String) throws -> ([UInt8]?, GivenSHA256) {
        let prefix = "sha256:"
        if subject.hasPrefix(prefix), let bytes = Hexadecimal.decode(String(subject.dropFirst(prefix.count))),
            let digest = GivenSHA256(bytes)
        {
            return (nil, digest)
        }
        let artifact = try readFile(subject)
        guard let digest = GivenSHA256(Array(SHA256.hash(data: artifact))) else { throw ConformanceError.noDigest }
        return (artifact, digest)
    }

    /// A managed key has no validity of its own.
    private func trustedKey(_ pem: [UInt8]) throws -> Verifier.TrustedKey {
        guard let key = Verifier.TrustedKey(pem: pem) else { throw ConformanceError.malformedKey }
        return key
    }
}

enum ConformanceError: Error { case malformedKey, noDigest }
