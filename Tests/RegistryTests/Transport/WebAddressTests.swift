import Registry
import Testing

@Suite("Addresses")
struct WebAddressTests {
    @Test(
        "scheme, host and port decide whom a request goes to",
        arguments: [
            ("https://registry.npmjs.org/a", "https://registry.npmjs.org", "/a"),
            ("HTTPS://Registry.NPMJS.org:443", "https://registry.npmjs.org", "/"),
            ("http://h:80/a/b?c=d#e", "http://h", "/a/b?c=d"), ("http://h:8080?c", "http://h:8080", "/?c"),
            ("http://[::1]:4873/x", "http://[::1]:4873", "/x"),
        ])
    func parts(_ text: String, _ origin: String, _ path: String) throws {
        let address = try #require(WebAddress(text))
        #expect(address.origin.description == origin)
        #expect(address.path == path)
    }

    @Test(
        "what a server might take for another address is refused",
        arguments: [
            "", "registry.npmjs.org", "ftp://h/", "https:///a", "https://user@h/", "https://user:pw@h/",
            "https://h/../a",
            "https://h/./a", "https://h\\a", "https://h/a b", "https://h/\u{7}", "https://h:0/", "https://h:65536/",
            "https://h:x/", "https://é.example/",
            "https://h/" + String(repeating: "a", count: WebAddress.maximumLength),
        ])
    func refused(_ text: String) { #expect(WebAddress(text) == nil) }

    @Test("this machine's own hosts", arguments: ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.255", "[::1]"])
    func loopback(_ host: String) throws { #expect(try #require(WebAddress("http://\(host)/")).origin.isLoopback) }

    @Test(
        "are none that only look like them",
        arguments: [
            "127.0.0.1.example", "127.example", "127.0.0.256", "127.0.0", "127.0.0.+1", "127.0.0.1.1", "127.0.0.0x1",
            "localhost.example", "128.0.0.1", "127..0.1", "[::2]",
        ])
    func elsewhere(_ host: String) throws {
        guard let address = WebAddress("http://\(host)/") else { return }
        #expect(!address.origin.isLoopback)
    }

    @Test(
        "a redirect leads on from where it was sent",
        arguments: [
            ("/b?c", "https://h:8443/b?c"), ("//other/b", "https://other/b"), ("http://other:1/", "http://other:1/"),
        ])
    func redirect(_ location: String, _ result: String) throws {
        #expect(try #require(WebAddress("https://h:8443/a")).resolving(location)?.text == result)
    }

    /// RFC 3986 §5.4.1, as far as it stays with `http`.
    @Test(
        "one that is relative, too",
        arguments: [
            ("g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"), ("#s", "http://a/b/c/d;p?q"), ("g#s", "http://a/b/c/g"),
            (";x", "http://a/b/c/;x"), ("g;x=1", "http://a/b/c/g;x=1"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
            ("./g", "http://a/b/c/g"), ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
            ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
            ("g/../h", "http://a/b/c/h"),
            ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("./g:x", "http://a/b/c/g:x"),
        ])
    func relative(_ location: String, _ result: String) throws {
        #expect(try #require(WebAddress("http://a/b/c/d;p?q")).resolving(location)?.text == result)
    }

    @Test(
        "or nowhere",
        arguments: [
            "/../b", "%2e%2e/b", "../%2E/b", "javascript:x", "b:c", "//user@other/b", "b\\c", "b c", "",
        ])
    func nowhere(_ location: String) throws {
        #expect(try #require(WebAddress("https://h/a")).resolving(location) == nil)
    }
}
