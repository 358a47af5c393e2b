import PackageModel
import Sigstore
import Testing

/// PEM as keys are given in it and log entries have it: one block, lines of any length, and nothing else.
@Suite struct PEMTests {
    private static let begin = "-----BEGIN PUBLIC KEY-----"
    private static let end = "-----END PUBLIC KEY-----"

    private func der(_ text: String) -> [UInt8]? {
        Verifier.TrustedKey(pem: Array(text.utf8))?.subjectPublicKeyInfo
    }

    @Test(arguments: [
        "\(begin)\nAQID\nBAUG\n\(end)\n", "\(begin)\nAQIDBAUG\n\(end)", "\(begin)\r\nAQID\r\nBAUG\r\n\(end)\r\n",
        "\n \(begin)\t\n  AQID\n\nBAUG \n\(end)\n\n",
    ])
    func readsOneBlock(_ text: String) { #expect(der(text) == [1, 2, 3, 4, 5, 6]) }

    @Test(arguments: [
        "", "AQID", "\(begin)\n\(end)\n", "\(begin)\nAQID\n", "AQID\n\(end)\n", "AQID\nAQID\n\(end)\n",
        "\(begin)\nAQID\nAQID\n", "BEGIN PUBLIC KEY-----\nAQID\n\(end)\n", "\(begin)\nAQID\nEND PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY\nAQID\n-----END PUBLIC KEY\n", "-----BEGIN PUBLIC KEY     \nAQID\n\(end)\n",
        "-----BEGIN \nAQID\n-----END \n", "\(begin)\nAQID\n-----END CERTIFICATE-----\n",
        "------BEGIN PUBLIC KEY-----\nAQID\n\(end)\n", "\(begin)\nAQID\n=----END PUBLIC KEY-----\n",
        "=----BEGIN PUBLIC KEY-----\nAQID\n\(end)\n", "\(begin)\nAQI\n\(end)\n", "\(begin)\nA*ID\n\(end)\n",
        "\(begin)\nAQID\n\(end)\n\(begin)\nAQID\n\(end)\n", "x\n\(begin)\nAQID\n\(end)\n",
        "\(begin)\nAQID\n\(end)\nx\n",
    ])
    func everythingElseIsNone(_ text: String) { #expect(der(text) == nil) }

    @Test func aKeyThatIsGivenIsTrustedAtAnyTime() throws {
        let key = try #require(Verifier.TrustedKey(pem: Array("\(Self.begin)\nAQID\n\(Self.end)\n".utf8)))
        for year in ["0001", "1970", "2026", "9999"] {
            #expect(key.validity.contains(try Timestamp(parsing: "\(year)-01-01")))
        }
    }
}
