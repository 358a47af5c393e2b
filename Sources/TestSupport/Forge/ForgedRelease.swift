import Crypto
import JSONCursor
public import PackageModel
public import Registry
public import Sigstore

/// A release with its attestations and signatures as npm's registry serves them: by default right in every respect.
///
/// Publish attestation and registry signature are by the forge's registry key, the provenance is by a build.
public struct ForgedRelease: Sendable {
    /// What writes the provenance.
    public enum Predicate: Sendable {
        case slsa1
        /// GitHub's build type, and what it has for an entry point (nil: the workflow's path).
        case slsa02(type: String, entryPoint: String?)
        case gitLab
    }

    /// The package, its version and its tarball's SHA-512.
    public var name = "left-pad"
    public var version = "1.0.0"
    public var sha512 = [UInt8](repeating: 0xAB, count: 64)
    public var build: ForgedBuild
    /// What the certificate says: its name, and Fulcio's extensions by number.
    public var signer: ForgeCertificate.Name
    public var extensions: [UInt: String]
    /// The attestations of the list, in this order; nil leaves one out.
    public var publish: ForgedAttestation?
    public var provenance: ForgedAttestation?
    public var others: [ForgedAttestation] = []
    /// Changes the finished list.
    public var editList: @Sendable (String) -> String = { $0 }

    /// A release that is right in every respect but those that `edit` changes.
    ///
    /// - Parameter name: with its scope; the statements are about `subject`, the package URL.
    public init(
        _ build: ForgedBuild = ForgedBuild(), _ predicate: Predicate = .slsa1, name: String = "left-pad",
        version: String = "1.0.0", _ edit: (inout ForgedRelease) throws -> Void = { _ in }
    ) throws {
        self.name = name
        self.version = version
        self.build = build
        self.signer = .uri(build.workflowURI)
        self.extensions = build.extensions
        let subject = PackageURL.npm(try PackageName(parsing: name), version)
        let claim = JSONObject([
            ("name", .string(name)), ("version", .string(version)),
            ("registry", .string(PackageURL.defaultRegistry)),
        ])
        self.publish = ForgedAttestation(
            type: ForgedAttestation.publish, subject: subject, sha512: sha512, predicate: .object(claim),
            bundle: Forgery {
                $0.signer = .key
                $0.keyID = ForgeKeys.registryHint
                $0.entry.integratedTime += 2
            })
        let (type, body) =
            switch predicate {
            case .slsa1: (ForgedAttestation.slsa1, try build.predicate1())
            case .slsa02(let type, let entryPoint):
                (ForgedAttestation.slsa02, try build.predicate02(type: type, entryPoint: entryPoint))
            case .gitLab: (ForgedAttestation.slsa02, try build.gitLabPredicate())
            }
        self.provenance = ForgedAttestation(type: type, subject: subject, sha512: sha512, predicate: body)
        try edit(&self)
    }

    /// The provenance with the certificate that `signer` and `extensions` describe.
    private var certified: ForgedAttestation? {
        guard var provenance, provenance.bundle.signer == .certificate else { return provenance }
        provenance.bundle.leaf.names = [signer]
        provenance.bundle.leaf.extensions = Forgery.fulcio(extensions)
        return provenance
    }

    /// The answer of `/-/npm/v1/attestations`.
    public func answer() throws -> [UInt8] {
        let items = try ([publish, certified].compactMap { $0 } + others).map { try $0.make().item }
        return Array(editList(#"{"attestations":[\#(items.joined(separator: ","))]}"#).utf8)
    }

    /// `trusted_root.json` of the forge; every forgery of one run is under the same keys.
    public func trustedRoot() throws -> [UInt8] {
        Array(try (certified?.bundle ?? Forgery()).make().root.utf8)
    }

    /// `dist.integrity`.
    public var integrity: Integrity? { IntegrityDigest(.sha512, bytes: sha512).map { Integrity($0) } }

    /// The registry's key, for both of its uses.
    public static let keys = [RegistryKey.Usage.signatures, .attestations].map {
        RegistryKey(
            keyID: ForgeKeys.registryHint, usage: $0,
            subjectPublicKeyInfo: Array(ForgeKeys.registry.publicKey.derRepresentation),
            validity: Validity(start: Forgery.at(-86_400), end: nil))
    }

    /// The answer of `/-/npm/v1/keys`.
    public static var keysDocument: [UInt8] {
        let key = Base64.encode(Array(ForgeKeys.registry.publicKey.derRepresentation))
        let members =
            #""expires":null,"keyid":"\#(ForgeKeys.registryHint)","keytype":"ecdsa-sha2-nistp256","scheme":"ecdsa-sha2-nistp256""#
        return Array(#"{"keys":[{\#(members),"key":"\#(key)"}]}"#.utf8)
    }

    /// An element of `dist.signatures`, over `name@version:integrity`.
    public func registrySignature() throws -> RegistrySignature {
        let message = Array("\(name)@\(version):\(integrity?.text ?? "")".utf8)
        return RegistrySignature(
            keyID: ForgeKeys.registryHint, signature: Base64.encode(try ForgeKeys.sign(message, ForgeKeys.registry)))
    }
}
