import Crypto
import JSONCursor
import PackageModel
import Sigstore
import TestSupport
import Testing
import TransparencyLog

/// The reader of `trusted_root.json` (A.1): what it does not understand makes no anchor.
@Suite struct TrustedRootTests {
    private static func root() throws -> JSONValue { try JSONValue(parsing: Array(Forgery().make().root.utf8)) }

    private func read(_ edit: (inout JSONValue) throws -> Void) throws -> TrustedRoot {
        var root = try Self.root()
        try edit(&root)
        return try TrustedRoot(parsing: Array(root.text.utf8))
    }

    private func error(_ edit: (inout JSONValue) throws -> Void) throws -> TrustedRootError? {
        do {
            _ = try read(edit)
            return nil
        } catch let error as TrustedRootError { return error }
    }

    /// An RSA key of 2048 bits, made for this test.
    static let rsa =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3cYXOareyl4yEUEe6KPxiPKldNIz9si+RW4Ze1NTIKzURbBu3YCQHMeV"
        + "9rnDUBgszpqWAtklaVnAIgXKiiGpzUoT0VgEMYg3I5SgdK2X/ZUeQ3h+Pd2Ce31mpb1enBSvYEiXskN+G7AS+CvjhFYPDR/O2Otw"
        + "fkcPu6GBx6n0LasVgJfCbDAgrsNo+61ZJ+NXRBZI6k3Uyqy2NUOO9QmH89KE2GbCtDulJLSMjwTmli24fA7NHdWD+fePOvgmrpdk"
        + "aLT0hiucog5WYCdnNyNBMNy4oOo+jAlONR5Gyo9KBmv5VItctXUMfN7eb54MQ9Bpf4Y/zwfAsixJEUE6SuQqDwIDAQAB"

    private static let authority = "certificateAuthorities.0"
    private static let certificates = "certificateAuthorities.0.certChain.certificates"

    @Test func readsWhatIsRight() throws {
        let root = try read { _ in }
        #expect(root.transparencyLogs.count == 2 && root.certificateLogs.count == 1)
        #expect(root.certificateAuthorities.map(\.chain.count) == [2])
        #expect(root.timestampAuthorities.map(\.chain.count) == [2])
        #expect(root.transparencyLogs.map(\.key?.name) == ["log.forge.example", ForgeKeys.tileLogName])
    }

    @Test func namesWhatItLacks() throws {
        #expect(try error { $0[path: "mediaType"] = .string("text/plain") } == .unknownMediaType("text/plain"))
        #expect(try error { $0[path: "mediaType"] = nil } == .unknownMediaType(""))
        #expect(try error { $0[path: "tlogs.0.logId"] = nil } == .missing("logId"))
        #expect(try error { $0[path: "ctlogs.0.logId.keyId"] = .string("AAA") } == .missing("logId"))
        #expect(try error { $0[path: "tlogs.0.publicKey"] = nil } == .missing("publicKey"))
        #expect(try error { $0[path: "tlogs.0.publicKey.rawBytes"] = .string("*") } == .missing("publicKey"))
        #expect(try error { $0[path: Self.certificates] = .array([]) } == .missing("certChain"))
        #expect(try error { $0[path: "\(Self.certificates).0.rawBytes"] = .string("AAAA") } == .malformedCertificate)
        #expect(try error { $0[path: "\(Self.certificates).1"] = .object(JSONObject()) } == .malformedCertificate)
    }

    /// Each certificate is issued by the next one.
    @Test func aChainHangsTogether() throws {
        let stranger = try #require(try Self.root()[path: "timestampAuthorities.0.certChain.certificates.1"])
        #expect(try error { $0[path: "\(Self.certificates).1"] = stranger } == .brokenChain)
        let (first, second) = try {
            let root = try Self.root()
            return (
                try #require(root[path: "\(Self.certificates).0"]), try #require(root[path: "\(Self.certificates).1"])
            )
        }()
        #expect(try error { $0[path: Self.certificates] = .array([second, first]) } == .brokenChain)
    }

    /// An end that is overlooked never comes.
    @Test(arguments: ["\(authority).validFor", "tlogs.0.publicKey.validFor", "ctlogs.0.publicKey.validFor"])
    func aTimeThatIsNotUnderstoodIsAnError(_ path: String) throws {
        for member in ["start", "end"] {
            for time in [JSONValue.string("soon"), .string(""), .int(7)] {
                #expect(try error { $0[path: "\(path).\(member)"] = time } == .malformedTime)
            }
        }
        #expect(try error { $0[path: "\(path).end"] = .null } == nil)
    }

    @Test func withoutAStartNothingIsTrusted() throws {
        let root = try read {
            $0[path: "\(Self.authority).validFor.start"] = nil
            $0[path: "\(Self.authority).validFor.end"] = .string("2030-01-01T00:00:00Z")
        }
        #expect(root.certificateAuthorities.map { $0.validity == nil } == [true])
    }

    @Test func aCertificateOfMoreThan16KiBIsNone() throws {
        func verdict(_ size: Int) throws -> String {
            try Forgery {
                $0.root.extensions = [
                    .init(identifier: ForgeCertificate.unheardOf, value: [UInt8](repeating: 0, count: size))
                ]
            }.verdict()
        }
        #expect(try verdict(Bundle.Limit.certificateBytes - 1024) == "verified")
        #expect(throws: TrustedRootError.malformedCertificate) { try verdict(Bundle.Limit.certificateBytes) }
    }

    /// C 9: each limit, and one more.
    @Test func listsAreLimited() throws {
        for name in ["tlogs", "ctlogs", "certificateAuthorities", "timestampAuthorities"] {
            func filled(_ count: Int) throws -> TrustedRootError? {
                try error {
                    let first = try #require($0[path: "\(name).0"])
                    $0[path: name] = .array(Array(repeating: first, count: count))
                }
            }
            #expect(try filled(TrustedRoot.Limit.anchors) == nil)
            #expect(try filled(TrustedRoot.Limit.anchors + 1) == .tooMany(name))
        }
        // A root issues itself, as often as one likes.
        func chain(_ count: Int) throws -> TrustedRootError? {
            try error {
                let root = try #require($0[path: "\(Self.certificates).1"])
                $0[path: Self.certificates] = .array(Array(repeating: root, count: count))
            }
        }
        #expect(try chain(TrustedRoot.Limit.certificates) == nil)
        #expect(try chain(TrustedRoot.Limit.certificates + 1) == .missing("certChain"))
    }

    @Test(arguments: [
        "https://log.example", "http://log.example", "https://log.example/", "https://log.example//", "log.example",
    ])
    func aLogIsNamedByItsAddress(_ address: String) throws {
        let root = try read { $0[path: "tlogs.0.baseUrl"] = .string(address) }
        #expect(root.transparencyLogs.first?.key?.name == "log.example")
    }

    /// The kind of the key is the one that is declared, and the key is of that kind.
    @Test func keysAreOfTheirDeclaredKind() throws {
        let keys: [(String, [UInt8])] = [
            ("PKIX_ECDSA_P256_SHA_256", Array(P256.Signing.PrivateKey().publicKey.derRepresentation)),
            ("PKIX_ECDSA_P384_SHA_384", Array(P384.Signing.PrivateKey().publicKey.derRepresentation)),
            ("PKIX_ECDSA_P521_SHA_512", Array(P521.Signing.PrivateKey().publicKey.derRepresentation)),
            ("PKIX_RSA_PKCS1V15_2048_SHA256", try #require(Base64.decode(Self.rsa))),
            ("PKIX_ED25519", ForgeKeys.tileLogInformation),
        ]
        for (place, (_, der)) in keys.enumerated() {
            for (other, (details, _)) in keys.enumerated() {
                let root = try read {
                    $0[path: "tlogs.0.publicKey.rawBytes"] = .string(Base64.encode(der))
                    $0[path: "tlogs.0.publicKey.keyDetails"] = .string(details)
                }
                #expect((root.transparencyLogs.first?.key != nil) == (place == other), "\(details)")
            }
        }
        // RFC 8410: 32 bytes behind the prefix that all of these keys share.
        let information = ForgeKeys.tileLogInformation
        for der in [information + [0], Array(information.dropLast()), [0x31] + information.dropFirst()] {
            let root = try read { $0[path: "tlogs.1.publicKey.rawBytes"] = .string(Base64.encode(der)) }
            #expect(root.transparencyLogs.last?.key == nil)
        }
    }
}
