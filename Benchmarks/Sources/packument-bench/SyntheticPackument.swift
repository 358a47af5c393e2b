import PackageModel

/// Writes packuments that look like npm's: compact, with a readme, and versions of 2 to 3 KB that resemble each other.
/// Digests and signatures are random bytes in the right form, and different in every version.
struct SyntheticPackument {
    static let name = "synthetic"

    /// A document of at least that many bytes.
    static func bytes(atLeast size: Int) -> [UInt8] {
        var random = LinearCongruential(state: 42)
        var text = #"{"_id":"\#(name)","_rev":"1-0","name":"\#(name)","dist-tags":{"latest":"1.0.0"},"versions":{"#
        var times = #""time":{"created":"2015-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z""#
        var version = 0
        var lists = (dependencies: "", development: "")
        while text.utf8.count + times.utf8.count < size - readme.utf8.count {
            let number = "\(version / 100).\(version / 10 % 10).\(version % 10)"
            if version > 0 { text += "," }
            // Every third release changes its dependencies.
            if version % 3 == 0 { lists = dependencyLists(&random) }
            text += "\"\(number)\":" + release(number, lists, &random)
            times += ",\"\(number)\":\"2020-01-\(10 + version % 20)T12:34:56.789Z\""
            version += 1
        }
        text += "}," + times + "}," + people + #","readme":""# + readme + #""}"#
        return Array(text.utf8)
    }

    private static let people =
        #""maintainers":[{"name":"alice","email":"alice@example.org"},{"name":"bob","email":"bob@example.org"}]"#

    private static let readme = String(
        repeating:
            #"# Title\n\nSome words about the package, `code`, a [link](https://example.org/a?b=c) and \"quotes\".\n"#,
        count: 100)

    private static func dependencyLists(_ random: inout LinearCongruential) -> (
        dependencies: String, development: String
    ) {
        let dependencies = (0..<12).map {
            "\"dependency-\($0)\":\"^\(random.next(9)).\(random.next(20)).\(random.next(9))\""
        }
        let development = (0..<20).map { "\"@tools/development-\($0)\":\"\(random.next(9)).\(random.next(20)).0\"" }
        return (dependencies.joined(separator: ","), development.joined(separator: ","))
    }

    private static func release(
        _ number: String, _ lists: (dependencies: String, development: String), _ random: inout LinearCongruential
    ) -> String {
        #"""
        {"name":"\#(name)","version":"\#(number)","description":"A package that stands for many, with a sentence about itself.","main":"./dist/index.cjs","module":"./dist/index.mjs","types":"./dist/index.d.ts","exports":{".":{"types":"./dist/index.d.ts","import":"./dist/index.mjs","require":"./dist/index.cjs"},"./package.json":"./package.json"},"repository":{"type":"git","url":"git+https://github.com/example/synthetic.git"},"keywords":["one","two","three"],"author":{"name":"Alice","email":"alice@example.org","url":"https://example.org"},"license":"MIT","bugs":{"url":"https://github.com/example/synthetic/issues"},"homepage":"https://github.com/example/synthetic#readme","scripts":{"build":"unbuild","test":"vitest run --coverage","lint":"eslint --ext .ts,.js . && prettier -c src","release":"pnpm test && standard-version && git push --follow-tags && pnpm publish"},"dependencies":{\#(lists.dependencies)},"devDependencies":{\#(lists.development)},"engines":{"node":">=18"},"gitHead":"\#(random.hexadecimal(40))","_id":"\#(name)@\#(number)","_nodeVersion":"20.11.0","_npmVersion":"10.2.4","dist":{"integrity":"sha512-\#(Base64.encode(random.bytes(64)))","shasum":"\#(random.hexadecimal(40))","tarball":"https://registry.npmjs.org/\#(name)/-/\#(name)-\#(number).tgz","fileCount":17,"unpackedSize":\#(100_000 + random.next(9999)),"signatures":[{"keyid":"SHA256:jl3bwswu80PjjokCgh0o2w5c2U4LhQAE57gj9cz1kzA","sig":"\#(signature(&random))"}]},"_npmUser":{"name":"alice","email":"alice@example.org"},"directories":{},"maintainers":[{"name":"alice","email":"alice@example.org"},{"name":"bob","email":"bob@example.org"}],"_npmOperationalInternal":{"host":"s3://npm-registry-packages","tmp":"tmp/\#(name)_\#(number)_1700000000000_0.\#(random.next(999_999_999))"},"_hasShrinkwrap":false}
        """#
    }

    /// An ECDSA signature over P-256 in DER, with a first number that needs a zero byte before it, in base64.
    private static func signature(_ random: inout LinearCongruential) -> String {
        let first = [0x30, 0x45, 0x02, 0x21, 0x00, 0x80 | UInt8(random.next(128))] + random.bytes(31)
        return Base64.encode(first + [0x02, 0x20, UInt8(1 + random.next(127))] + random.bytes(31))
    }
}

/// The same numbers in every run.
struct LinearCongruential {
    var state: UInt64

    mutating func next(_ bound: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % bound
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(next(256)) } }

    mutating func hexadecimal(_ count: Int) -> String {
        String((0..<count).map { _ in Array("0123456789abcdef")[Int(next(16))] })
    }
}
