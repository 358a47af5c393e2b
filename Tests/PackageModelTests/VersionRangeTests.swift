import PackageModel
import Testing

@Suite struct VersionRangeTests {
    enum Outcome { case matches, differs, refused }

    static let cases: [(String, String, Outcome)] = [
        (">= v2.1.0-1.x||~>*||>0.x =2.2.2", "0.3.3-0", .differs),
        ("0.1.1-0 - * || <*", "0.0.1-1.x", .differs),
        ("<=3.1", "1.0.0", .matches),
        (">=* ~>2.x", "10.0.0-1.x", .differs),
        ("<*||<2.x", "10.10.2", .differs),
        ("0.3.* - 1.0.*||=2.x||>= 3.0.10", "0.10.0-0", .differs),
        ("10.x =2.10.0 || ~3.0 || >=0", "0.0.1", .matches),
        (">=1.x || <*", "10.2.2", .matches),
        ("<10.0.* || <=v10.0.10", "1.10.0", .matches),
        ("^ v0.0.0 >=v3.3.1", "10.10.0", .differs),
        ("<* || ~>* || >=* <*", "0.0.3-rc.10", .differs),
        ("<||<*||=3.1.3", "0.0.0", .refused),
        (">= 0.2.0", "1.0.2", .matches),
        ("<0.0.* || ~>2.3.3", "10.0.2", .differs),
        (">3.0 ^ *", "10.2.2", .matches),
        ("<=3.1 || ^v0.1.10 || <=0.0", "2.0.1-0", .differs),
        ("~>* || <0.x", "3.3.0", .matches),
        ("10.2.2 =1.1||>=10", "10.0.0", .matches),
        ("^ 0 || >=10 ^v0.0.3-alpha", "0.1.0-1.x", .differs),
        ("10.x =0.10.3", "2.0.1-0", .differs),
        (">2", "2.2.2", .differs),
        ("~1.3 || ^ 0 || <* * - *", "0.0.3", .refused),
        (">= 3.3.1 || >= 0.1.1", "1.0.2", .matches),
        (">1.0.1 <=10.2.10", "10.10.0", .differs),
        ("1.2.* - 0.x||10.x 0.0.10||>=2", "2.2.10", .matches),
        ("* - * <*||0.1.3 ~0", "10.2.0", .refused),
        ("<=2.2.0-alpha", "2.0.10", .matches),
        ("<=3.1.* ~3.3.1", "0.2.0-1.x", .differs),
        ("=0.10.10 ~0.10", "1.3.3-1.x", .differs),
        ("10.3.3 - 1.0||>= 1.10", "1.0.3-alpha", .differs),
        ("<2.x||>= 3.0.3", "10.0.0-alpha", .differs),
        ("=0.1.1||>2.2.0 3.3.0||~0", "2.1.3", .differs),
        (">2.10.0-alpha ~>0.0.*||~>1.10.*", "0.10.0", .differs),
        ("10.x 1.0||^0 >=v0.0.2", "0.2.2", .matches),
        ("^0 * - ||>= 3.0.* <=3.2||~>0.x", "10.2.0", .refused),
        ("^ 2||>= 0.3", "10.10.0", .matches),
        ("^ 0.0.*||~>3.0.*||>= 10.10 ^2", "0.2.0", .differs),
        ("~>* 10.x - 1.x || >= 2.2", "0.0.1", .refused),
        ("~>2.2.0 3.0.* - 3.1.*", "3.0.0", .refused),
        ("^ 0.3.* ~>0.2.*", "2.0.0", .differs),
        (">2.10.1-alpha >= 0.2.2", "0.3.3", .differs),
        ("<* || * - *", "1.3.3-0", .differs),
        ("~1.0.2 || <1.1.* 10.x", "3.1.0", .differs),
        (">= 3.1||>= 1.2", "2.3.3", .matches),
        ("<=0 || >=0 >=v10.0.10-0", "3.0.3-0", .differs),
        ("<* || =2.x >= 1.1.*", "2.0.0", .matches),
        ("0.x <* || ~>*", "3.3.3-1.x", .differs),
        ("0.x 2.10.0||>= 0", "10.2.0", .matches),
        ("~3.3", "3.1.3", .differs),
        ("<=1.0||>=0", "10.3.0-1.x", .differs),
        (" - 0.2.2||>10.x 0.2.10", "3.1.1-alpha", .refused),
        ("~0.0.3||^v0.10.0 ^ *||~>*", "3.3.3", .matches),
        ("^0.x||>= >0.x", "0.10.2", .refused),
        ("< || ~0.1.3 ^ 3.3.* || <0.3.*", "2.10.0", .refused),
        ("~>* || <*", "1.3.10", .matches),
        ("<10.0.1 || >= 0.2 || ~>", "1.1.1", .refused),
        (">= v0.0.2||=0.x 2.1.3||>= 0.2", "2.2.2", .matches),
        ("^ 2 ^ X || * - *", "3.0.0", .matches),
        ("^ 0.0.1 ~3.1.3||^ * ~>*||=0.0.2", "3.3.0", .matches),
        ("1.3 - 0.10 ^1.3.*", "0.1.0", .refused),
        ("* - ", "10.10.0", .refused),
        ("~>*||~>0.x||>= 1.0 ~>*", "10.2.0", .matches),
        (">0.3.1-0 1.0.* - 3.x || ~*", "3.0.1-alpha", .refused),
        ("~>* || ^10.x >1.3", "10.0.2", .matches),
        (" - 2.10.1 || >=v10.2.2-0", "0.1.0", .refused),
        ("<* || >0.3.1 || ~1.0", "2.10.2", .matches),
        ("<10.x || 0.x ~2.2.10-1.x || ~>*", "2.10.2", .matches),
        ("10.x >1.0.2-1.x", "10.10.0", .matches),
        (">=* ~>", "10.0.2", .refused),
        (">=2 ^v0.1.1-1.x || ~>* || * - *", "0.10.2", .matches),
        (">= * || 0.x =2.10.0", "0.2.10", .matches),
        ("~> || >0.10.10 >10.2.0", "0.1.0", .refused),
        ("1.1.1 - 0.3.2 ^ *||1.3.0", "10.1.0-0", .refused),
        ("~>", "1.3.1-rc.10", .refused),
        ("~2 ^ v0.0.3-1.x||~>", "0.3.1", .refused),
        ("<=1.10 || <* ||  - 0.0.0", "0.0.0", .refused),
        ("^1.1.* 1.0.* - 0.1.*||<2.10.2", "0.1.0", .refused),
        ("^ 10 >=v0.0.2 || * -  ~0.1.1", "1.3.3", .refused),
        ("~>||0.2 ~>3.1.0", "2.10.2", .refused),
        ("<0.3.*||=0.x||>1.x * - *", "0.0.0", .refused),
        ("< >=3.0.0", "0.2.2", .refused),
        ("^ v10.2.10-alpha  - 2.3.3-0", "0.0.0", .refused),
        ("^ 1.0.* 10.2.* - 0.0.0||^ 1.0.*", "10.2.0", .refused),
        ("=0.1.0||~10||^ 1 2.x - 0.x", "0.2.0", .refused),
    ]

    /// What node-semver says of random ranges.
    @Test(arguments: cases)
    func agreesWithNodeSemver(range: String, version: String, expected: Outcome) throws {
        let version = try Version(parsing: version)
        let outcome: Outcome
        do {
            outcome = try VersionRange(parsing: range).contains(version) ? .matches : .differs
        } catch { outcome = .refused }
        #expect(outcome == expected)
    }

    @Test func prereleaseMatchesOnlyItsOwnTriple() throws {
        let range = try VersionRange(parsing: "^1.2.3-beta.2")
        #expect(range.contains(try Version(parsing: "1.2.3-beta.4")))
        #expect(!range.contains(try Version(parsing: "1.3.0-beta.4")))
        #expect(range.contains(try Version(parsing: "1.3.0")))
    }

    @Test func boundsItsInput() {
        #expect(throws: VersionRangeError.tooManyComparators) {
            try VersionRange(parsing: Array(repeating: "1", count: 300).joined(separator: " "))
        }
        #expect(throws: VersionRangeError.tooLong(bytes: 5000)) {
            try VersionRange(parsing: String(repeating: " ", count: 5000))
        }
    }
}
