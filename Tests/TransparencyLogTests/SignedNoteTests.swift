import Crypto
import CryptoExtras
import PackageModel
import Testing
import TransparencyLog

@Suite struct SignedNoteTests {
    static let signer = Curve25519.Signing.PrivateKey()
    static let name = "log.example"
    static let text = "log.example\n5\n\(Base64.encode(MerkleTree.emptyRoot))\n"

    static func key(_ name: String = name) -> LogKey {
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        return LogKey(
            name: name, algorithm: .ed25519(signer.publicKey),
            subjectPublicKeyInfo: prefix + signer.publicKey.rawRepresentation)
    }

    static func line(
        _ text: String = text, name: String = name, keyID: [UInt8] = key().noteKeyID, flip: Bool = false
    ) throws -> String {
        var signature = Array(try signer.signature(for: Array(text.utf8)))
        if flip { signature[0] ^= 1 }
        return "— \(name) \(Base64.encode(keyID + signature))\n"
    }

    private func note(_ note: String) throws(SignedNoteError) -> SignedNote {
        try SignedNote(parsing: Array(note.utf8))
    }

    @Test func verifiesItsText() throws {
        let note = try note("\(Self.text)\n\(Self.line())")
        #expect(note.text == Array(Self.text.utf8))
        _ = try note.verify(with: [Self.key()])
    }

    /// C2SP signed-note: the text ends before the last empty line, so that it may hold empty lines itself.
    @Test func theLastEmptyLineEndsTheText() throws {
        let text = "a\n\nb\n"
        let note = try note("\(text)\n\(Self.line(text))")
        #expect(note.text == Array(text.utf8))
        _ = try note.verify(with: [Self.key()])
    }

    @Test func unknownSignaturesArePassedOver() throws {
        let foreign = try Self.line(name: "witness.example", flip: true)
        let otherKey = try Self.line(keyID: [1, 2, 3, 4], flip: true)
        let note = try note("\(Self.text)\n\(foreign)\(otherKey)\(Self.line())")
        _ = try note.verify(with: [Self.key()])
    }

    @Test func oneBadSignatureOfAKnownKeyRefusesTheNote() throws {
        let note = try note("\(Self.text)\n\(Self.line())\(Self.line(flip: true))")
        #expect(throws: SignedNoteError.badSignature) { _ = try note.verify(with: [Self.key()]) }
    }

    /// Known attack 16 of docs/verification.md: a name is compared as a whole, and never as a pattern.
    @Test(arguments: ["r", "log", "log.exampl", "log.example.evil", ".*", "LOG.EXAMPLE", "logéexample"])
    func onlyTheWholeNameMatches(_ name: String) throws {
        let note = try note("\(Self.text)\n\(Self.line(name: name))")
        #expect(throws: SignedNoteError.noKnownSignature) { _ = try note.verify(with: [Self.key()]) }
    }

    /// Two spellings of é that Swift's strings call equal.
    @Test func namesAreComparedAsBytes() throws {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        let key = Self.key(composed)
        let same = try note("\(Self.text)\n\(Self.line(name: composed, keyID: key.noteKeyID))")
        _ = try same.verify(with: [key])
        let other = try note("\(Self.text)\n\(Self.line(name: decomposed, keyID: key.noteKeyID))")
        #expect(throws: SignedNoteError.noKnownSignature) { _ = try other.verify(with: [key]) }
    }

    @Test func theKeyIDIsPartOfTheMatch() throws {
        let note = try note("\(Self.text)\n\(Self.line(keyID: [0, 0, 0, 0]))")
        #expect(throws: SignedNoteError.noKnownSignature) { _ = try note.verify(with: [Self.key()]) }
    }

    @Test(arguments: [
        ("", SignedNoteError.noSignatureBlock),
        ("\n", .noSignatureBlock),
        ("\n\n", .noSignatureBlock),
        ("text\n", .noSignatureBlock),
        ("text\n— n AAAAAAA=\n", .noSignatureBlock),
        ("text\n\n— n AAAAAAA=", .noSignatureBlock),
        ("text\n\n", .malformedSignatureLine),
        ("text\n\n- n AAAAAAA=\n", .malformedSignatureLine),
        ("text\n\n--- n AAAAAAA=\n", .malformedSignatureLine),
        ("text\n\n—n AAAAAAA=\n", .malformedSignatureLine),
        ("text\n\n—  n AAAAAAA=\n", .malformedSignatureLine),
        ("text\n\n— n  AAAAAAA=\n", .malformedSignatureLine),
        ("text\n\n— n+m AAAAAAA=\n", .malformedSignatureLine),
        ("text\n\n—  AAAAAAA=\n", .malformedSignatureLine),
        ("text\n\n— n AAAAAA==\n", .malformedSignatureLine),
        ("text\n\n— n AAAAAAA\n", .malformedSignatureLine),
        ("text\n\n— n AA-AAAA=\n", .malformedSignatureLine),
        ("text\n\n— n AAAAAAA= x\n", .malformedSignatureLine),
        ("text\r\n\r\n— n AAAAAAA=\n", .malformedText),
        ("te\u{1}xt\n\n— n AAAAAAA=\n", .malformedText),
        ("te\u{0}xt\n\n— n AAAAAAA=\n", .malformedText),
        ("te\txt\n\n— n AAAAAAA=\n", .malformedText),
        ("te\u{1F}xt\n\n— n AAAAAAA=\n", .malformedText),
    ]) func namesWhatIsMalformed(_ text: String, _ error: SignedNoteError) {
        #expect(throws: error) { _ = try note(text) }
    }

    @Test func bytesThatAreNoUTF8AreRefused() {
        #expect(throws: SignedNoteError.malformedText) {
            _ = try SignedNote(parsing: [0xFF] + Array("\n\n— n AAAAAAA=\n".utf8))
        }
    }

    @Test func signaturesAndBytesAreLimited() throws {
        let line = "— n AAAAAAA=\n"
        let most = String(repeating: line, count: SignedNote.maximumSignatures)
        #expect(try note("text\n\n" + most).signatures.count == SignedNote.maximumSignatures)
        #expect(throws: SignedNoteError.tooManySignatures(limit: SignedNote.maximumSignatures)) {
            _ = try note("text\n\n" + most + line)
        }
        let rest = SignedNote.maximumBytes - "\n\n".utf8.count - line.utf8.count
        let longest = String(repeating: "x", count: rest) + "\n\n" + line
        #expect(try note(longest).signatures.count == 1)
        #expect(throws: SignedNoteError.tooLarge(limit: SignedNote.maximumBytes)) { _ = try note("x" + longest) }
    }
}

@Suite struct LogKeyTests {
    /// The identifier of Rekor's key in the public-good instance begins its log identifier, `wNI9atQGlz+V…`.
    @Test func anECDSAKeyIsNamedByTheHashOfItsInformation() throws {
        let der = try #require(
            Base64.decode(
                "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE2G2Y+2tabdTV5BcGiBIx0a9fAFwrkBbmLSGtks4L3qX6yYY0zufBnhC8Ur/iy55GhWP/9A/bY2LhC30M9+RYtw=="
            ))
        let key = LogKey(
            name: "rekor.sigstore.dev", algorithm: .ecdsaP256(try .init(derRepresentation: der)),
            subjectPublicKeyInfo: der)
        #expect(key.noteKeyID == [0xC0, 0xD2, 0x3D, 0x6A])
    }

    @Test func anEd25519KeyIsNamedWithItsLog() {
        #expect(SignedNoteTests.key("a").noteKeyID != SignedNoteTests.key("b").noteKeyID)
    }

    /// sigstore_trustroot.proto: the log's name, LF, 0xFF, the kind of the key, and its information.
    @Test func anRSAKeyIsNamedWithItsLogAndItsKind() throws {
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048).publicKey
        let der = Array(rsa.derRepresentation)
        let named = Array("log\n".utf8) + [0xFF] + Array("PKIX-RSA-PKCS#1v1.5".utf8) + der
        let key = LogKey(name: "log", algorithm: .rsa(rsa), subjectPublicKeyInfo: der)
        #expect(key.noteKeyID == Array(SHA256.hash(data: named).prefix(4)))
    }

    @Test func everyKindOfKeyVerifiesItsSignaturesAndNoOthers() throws {
        let message = Array("message".utf8)
        let (p256, p384, p521) = (P256.Signing.PrivateKey(), P384.Signing.PrivateKey(), P521.Signing.PrivateKey())
        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let keys: [(LogKey.Algorithm, [UInt8])] = [
            (.ecdsaP256(p256.publicKey), Array(try p256.signature(for: message).derRepresentation)),
            (.ecdsaP384(p384.publicKey), Array(try p384.signature(for: message).derRepresentation)),
            (.ecdsaP521(p521.publicKey), Array(try p521.signature(for: message).derRepresentation)),
            (.ed25519(SignedNoteTests.signer.publicKey), Array(try SignedNoteTests.signer.signature(for: message))),
            (
                .rsa(rsa.publicKey),
                Array(
                    try rsa.signature(for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5).rawRepresentation)
            ),
        ]
        for (place, item) in keys.enumerated() {
            let key = LogKey(name: "log", algorithm: item.0, subjectPublicKeyInfo: [1])
            #expect(key.isValid(item.1, for: message))
            #expect(!key.isValid(item.1, for: message + [0]))
            #expect(!key.isValid([], for: message))
            for (other, pair) in keys.enumerated() where other != place {
                #expect(!key.isValid(pair.1, for: message))
            }
        }
    }
}
