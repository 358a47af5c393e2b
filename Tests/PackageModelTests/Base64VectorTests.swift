import PackageModel
import Testing

@Suite struct Base64VectorTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func theVectorsOfTheSpecificationHold(_ text: String, _ encoded: String) {
        #expect(Base64.decode(encoded) == Array(text.utf8))
        #expect(Base64.encode(text.utf8) == encoded)
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "====", "=", "==", "Z===", "=Zg=", "Zg=g", "Zg==Zg==", "Zh==", "Zm9=", "Zm9v\n",
        " Zm9v", "Zm9-", "Zm9_",
        "Zm9v====", "\u{E9}Zg=", "Zm9\u{0}",
    ])
    func onlyTheCanonicalFormIsRead(_ text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func everyByteSurvives() {
        let bytes = (0...255).map { UInt8($0) }
        for length in 0...255 {
            let part = Array(bytes.prefix(length))
            #expect(Base64.decode(Base64.encode(part)) == part)
            #expect(Base64.decode(Array(Base64.encode(part).utf8)[...]) == part)
            #expect(Hexadecimal.decode(Hexadecimal.encode(part)) == part)
        }
    }
}
