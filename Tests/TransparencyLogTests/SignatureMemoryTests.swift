import Crypto
import Testing
import TransparencyLog

@Suite struct SignatureMemoryTests {
    /// What a memory is asked and told, in order.
    private final class Notes: SignatureMemory, @unchecked Sendable {
        var known: Set<SignatureFact> = []
        var asked = 0

        func knows(_ fact: SignatureFact) -> Bool {
            asked += 1
            return known.contains(fact)
        }

        func remember(_ fact: SignatureFact) { known.insert(fact) }
    }

    private static func fact(_ key: UInt8 = 1, _ message: UInt8 = 2, _ signature: UInt8 = 3) -> SignatureFact {
        SignatureFact(key: [key], message: [message], signature: [signature])
    }

    @Test func verifiesOnceWhatIsValid() {
        let notes = Notes()
        let memory: (any SignatureMemory)? = notes
        var verifications = 0
        for _ in 0..<3 {
            let isValid = memory.isValid(Self.fact()) {
                verifications += 1
                return true
            }
            #expect(isValid)
        }
        #expect(verifications == 1 && notes.asked == 3)
    }

    @Test func remembersNothingThatIsInvalid() {
        let notes = Notes()
        let memory: (any SignatureMemory)? = notes
        for _ in 0..<2 { #expect(!memory.isValid(Self.fact()) { false }) }
        #expect(notes.known.isEmpty)
    }

    @Test func everyPartOfAFactCounts() {
        let notes = Notes()
        let memory: (any SignatureMemory)? = notes
        #expect(memory.isValid(Self.fact()) { true })
        for other in [Self.fact(9, 2, 3), Self.fact(1, 9, 3), Self.fact(1, 2, 9)] {
            #expect(!memory.isValid(other) { false })
        }
    }

    @Test func withoutOneEverythingIsVerified() {
        let none: (any SignatureMemory)? = nil
        #expect(none.isValid(Self.fact()) { true })
        #expect(!none.isValid(Self.fact()) { false })
    }

    /// What one key has signed is remembered as that key's, and of this message alone.
    @Test func anotherKeysSignatureIsNotRemembered() throws {
        let notes = Notes()
        let message = Array("message".utf8)
        func key(_ secret: P256.Signing.PrivateKey) -> LogKey {
            LogKey(
                name: "log", algorithm: .ecdsaP256(secret.publicKey),
                subjectPublicKeyInfo: Array(secret.publicKey.derRepresentation))
        }
        let secret = P256.Signing.PrivateKey()
        let signature = Array(try secret.signature(for: message).derRepresentation)
        #expect(key(secret).isValid(signature, for: message, memory: notes))
        #expect(!key(P256.Signing.PrivateKey()).isValid(signature, for: message, memory: notes))
        #expect(!key(secret).isValid(signature, for: message + [0], memory: notes))
        #expect(!key(secret).isValid(Array(signature.dropLast()), for: message, memory: notes))
        #expect(notes.known.count == 1)
    }

    /// A checkpoint whose signature is remembered is believed; one that differs in a byte is not.
    @Test func aNoteIsRememberedByItsTextAndItsSignature() throws {
        let notes = Notes()
        let line = try SignedNoteTests.line()
        let note = try SignedNote(parsing: Array("\(SignedNoteTests.text)\n\(line)".utf8))
        _ = try note.verify(with: [SignedNoteTests.key()], memory: notes)
        #expect(notes.known.count == 1)
        _ = try note.verify(with: [SignedNoteTests.key()], memory: notes)
        #expect(notes.known.count == 1 && notes.asked == 2)
        let text = SignedNoteTests.text.replacing("5", with: "6")
        let other = try SignedNote(parsing: Array("\(text)\n\(line)".utf8))
        #expect(throws: SignedNoteError.badSignature) {
            _ = try other.verify(with: [SignedNoteTests.key()], memory: notes)
        }
    }
}
