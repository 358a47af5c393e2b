import FuzzDriver
import PackageModel
import Policy
import Signals

// Any bytes as a policy: what is read keeps the rules for exceptions, an error is at a line of the file, and an exception that
// is added changes nothing else, or is refused.
fuzz { bytes in
    let policy: Policy
    do throws(PolicyError) {
        policy = try Policy(parsing: bytes)
    } catch {
        // libyaml puts what is missing at the end on the line after it.
        guard (1...lines(bytes) + 1).contains(error.line ?? 1), !"\(error)".isEmpty else {
            fatalError("an error without a place: \(error)")
        }
        return
    }
    for exception in policy.exceptions {
        guard !PolicyException.notAcceptable.contains(exception.rule), PolicyException.isReason(exception.reason) else {
            fatalError("an exception that must not be")
        }
    }
    guard let added = exception(), let text = try? Policy.adding(added, to: bytes) else { return }
    guard let again = try? Policy(parsing: Array(text.utf8)),
        again.exceptions.count == policy.exceptions.count + 1, again.origins == policy.origins,
        again.failOn == policy.failOn, again.requireProvenance == policy.requireProvenance
    else { fatalError("another policy than before:\n\(text)") }
    guard (try? Policy.adding(added, to: Array(text.utf8))) == nil else { fatalError("accepted twice") }
}

private func exception() -> PolicyException? {
    guard let glob = Glob("@x/*"), let range = try? VersionRange(parsing: "^1.2.3"), let day = ExpiryDate("2027-01-31")
    else { return nil }
    return PolicyException(
        package: glob, versions: range, rule: .solePublisher, reason: "# \"quoted\": 'and' more\u{2028}", expires: day)
}

/// Lines as YAML counts them: U+0085, U+2028 and U+2029 end one, too.
private func lines(_ bytes: [UInt8]) -> Int {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.count {
        [0x0A, 0x0D, 0x85, 0x2028, 0x2029].contains($0.value)
    } + 1
}
