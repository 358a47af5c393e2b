import Crypto
import CryptoExtras
public import JSONCursor
import PackageModel
import TransparencyLog

extension TrustedRoot {
    /// Reads `trusted_root.json`.
    public init(parsing bytes: [UInt8]) throws(TrustedRootError) {
        let limits = JSONLimits(bytes: Limit.bytes, depth: 32, values: 10_000)
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, limits: limits)
        } catch { throw .json(error) }
        let mediaType = value["mediaType"]?.string ?? ""
        guard mediaType.hasPrefix("application/vnd.dev.sigstore.trustedroot") else {
            throw .unknownMediaType(mediaType)
        }
        self.transparencyLogs = try Self.each(value, "tlogs") { (v) throws(TrustedRootError) in try Log(v) }
        self.certificateLogs = try Self.each(value, "ctlogs") { (v) throws(TrustedRootError) in try Log(v) }
        self.certificateAuthorities = try Self.each(value, "certificateAuthorities") { (v) throws(TrustedRootError) in
            try CertificateAuthority(v)
        }
        self.timestampAuthorities = try Self.each(value, "timestampAuthorities") { (v) throws(TrustedRootError) in
            try CertificateAuthority(v)
        }
    }

    private static func each<Element>(
        _ value: JSONValue, _ key: String, _ read: (JSONValue) throws(TrustedRootError) -> Element
    ) throws(TrustedRootError) -> [Element] {
        let list = value[key]?.array ?? []
        guard list.count <= Limit.anchors else { throw .tooMany(key) }
        var elements: [Element] = []
        for element in list { elements.append(try read(element)) }
        return elements
    }
}

extension TrustedRoot.Log {
    init(_ value: JSONValue) throws(TrustedRootError) {
        guard let id = value["logId"]?["keyId"]?.string.flatMap({ Base64.decode($0) }) else { throw .missing("logId") }
        guard let key = value["publicKey"], let der = key["rawBytes"]?.string.flatMap({ Base64.decode($0) }) else {
            throw .missing("publicKey")
        }
        self.id = id
        self.key = LogKey(
            name: Self.name(value["baseUrl"]?.string ?? ""), details: key["keyDetails"]?.string ?? "",
            subjectPublicKeyInfo: der)
        self.validity = try Validity(json: key["validFor"])
    }

    /// A log's name is its address without scheme and without slashes at the end.
    private static func name(_ address: String) -> String {
        var name = address[...]
        for scheme in ["https://", "http://"] where name.hasPrefix(scheme) { name = name.dropFirst(scheme.count) }
        while name.hasSuffix("/") { name = name.dropLast() }
        return String(name)
    }
}

extension CertificateAuthority {
    init(_ value: JSONValue) throws(TrustedRootError) {
        let list = value["certChain"]?["certificates"]?.array ?? []
        guard !list.isEmpty, list.count <= TrustedRoot.Limit.certificates else { throw .missing("certChain") }
        var chain: [X509Certificate] = []
        for entry in list {
            guard let der = entry["rawBytes"]?.string.flatMap({ Base64.decode($0) }),
                let certificate = X509Certificate(der)
            else { throw .malformedCertificate }
            chain.append(certificate)
        }
        for (index, certificate) in chain.enumerated() where index + 1 < chain.count {
            guard certificate.isIssued(by: chain[index + 1]) else { throw .brokenChain }
        }
        self.chain = chain
        self.validity = try Validity(json: value["validFor"])
    }
}

extension Validity {
    /// `{start, end}`; nil without a start.
    init?(json value: JSONValue?) throws(TrustedRootError) {
        guard let start = try Self.instant(value?["start"]) else { return nil }
        self.init(start: start, end: try Self.instant(value?["end"]))
    }

    /// Nil where there is none; an instant that is not understood is an error, since an end that is overlooked never comes.
    private static func instant(_ value: JSONValue?) throws(TrustedRootError) -> Timestamp? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.string, let instant = try? Timestamp(parsing: text) else { throw .malformedTime }
        return instant
    }
}

extension LogKey {
    /// Reads a key by its declared algorithm (protobuf-specs, `PublicKeyDetails`); nil if it is not supported.
    init?(name: String, details: String, subjectPublicKeyInfo der: [UInt8]) {
        let algorithm: Algorithm?
        switch details {
        case "PKIX_ECDSA_P256_SHA_256":
            algorithm = (try? P256.Signing.PublicKey(derRepresentation: der)).map(Algorithm.ecdsaP256)
        case "PKIX_ECDSA_P384_SHA_384":
            algorithm = (try? P384.Signing.PublicKey(derRepresentation: der)).map(Algorithm.ecdsaP384)
        case "PKIX_ECDSA_P521_SHA_512":
            algorithm = (try? P521.Signing.PublicKey(derRepresentation: der)).map(Algorithm.ecdsaP521)
        case "PKCS1_RSA_PKCS1V5", "PKIX_RSA_PKCS1V5", "PKIX_RSA_PKCS1V15_2048_SHA256", "PKIX_RSA_PKCS1V15_3072_SHA256",
            "PKIX_RSA_PKCS1V15_4096_SHA256":
            algorithm = (try? _RSA.Signing.PublicKey(derRepresentation: der)).map(Algorithm.rsa)
        case "PKIX_ED25519": algorithm = PublicKey.ed25519(der).map(Algorithm.ed25519)
        default: algorithm = nil
        }
        guard let algorithm else { return nil }
        self.init(name: name, algorithm: algorithm, subjectPublicKeyInfo: der)
    }
}

/// Why a file holds no trust anchors.
public enum TrustedRootError: Error, Hashable, Sendable {
    case json(JSONError)
    case unknownMediaType(String)
    case missing(String)
    case tooMany(String)
    case malformedCertificate
    /// A certificate of an authority's chain is not issued by the next one.
    case brokenChain
    case malformedTime
}

extension TrustedRootError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .json(let error): "\(error)"
        case .unknownMediaType(let type): "the media type `\(type)` is not known"
        case .missing(let member): "`\(member)` is missing, or not of a known kind"
        case .tooMany(let member): "too many entries in `\(member)`"
        case .malformedCertificate: "a malformed certificate"
        case .brokenChain: "a certificate is not issued by the next one of its chain"
        case .malformedTime: "a malformed time"
        }
    }
}
