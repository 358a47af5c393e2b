import Sigstore
import TestSupport
import Testing

/// A bundle that is correctly signed and wrong in exactly one respect, and the condition that must notice.
struct Wrong: Sendable, CustomTestStringConvertible {
    let cause: String
    let title: String
    let profile: Verifier.Profile
    let edit: @Sendable (inout Forgery) -> Void

    init(_ cause: String, _ title: String, _ edit: @escaping @Sendable (inout Forgery) -> Void) {
        self.init(cause, title, .npm, edit)
    }

    init(
        _ cause: String, _ title: String, _ profile: Verifier.Profile,
        _ edit: @escaping @Sendable (inout Forgery) -> Void
    ) {
        self.cause = cause
        self.title = title
        self.profile = profile
        self.edit = edit
    }

    var testDescription: String { "\(cause): \(title)" }

    func check() throws {
        #expect(try Forgery(edit).verdict(profile) == cause, "\(title)")
        // What is known to be signed is none the better for it.
        #expect(try Forgery(edit).verdict(profile, memory: ExactMemory.shared) == cause, "\(title), remembered")
    }
}

@Suite struct VerifierRefusalTests {
    @Test(arguments: WrongEntries.all) func refusesWrongEntries(_ wrong: Wrong) throws { try wrong.check() }
    @Test(arguments: WrongBodies.all) func refusesWrongBodies(_ wrong: Wrong) throws { try wrong.check() }
    @Test(arguments: WrongTokens.all) func refusesWrongTokens(_ wrong: Wrong) throws { try wrong.check() }
    @Test(arguments: WrongTimes.all) func refusesWrongTimes(_ wrong: Wrong) throws { try wrong.check() }
    @Test(arguments: WrongCertificates.all + WrongCertificates.malformed)
    func refusesWrongCertificates(_ wrong: Wrong) throws { try wrong.check() }
    @Test(arguments: WrongPromises.all) func refusesWrongPromises(_ wrong: Wrong) throws { try wrong.check() }
    @Test(arguments: WrongSignatures.all) func refusesWrongSignatures(_ wrong: Wrong) throws { try wrong.check() }
}
