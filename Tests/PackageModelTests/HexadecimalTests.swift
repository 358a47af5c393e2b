import PackageModel
import Testing

@Suite struct HexadecimalTests {
    @Test func bothCasesAreRead() {
        #expect(Hexadecimal.decode("00fFAa") == [0, 255, 170])
        #expect(Hexadecimal.encode([0, 255, 170]) == "00ffaa")
        #expect(Hexadecimal.decode("") == [])
    }

    @Test(arguments: ["0", "0g", "g0", " 00", "0x00", "0\u{660}0"])
    func whatIsNoDigitIsRefused(_ text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }
}
