import ConformanceClient
import Foundation
import JSONCursor
import TestSupport
import Testing

/// The folder of real data, where the environment names one.
let sharedData = TestFiles.sharedData

/// The public conformance suite: every case by path and by digest, each refusal for the reason that the case is about.
@Suite(.enabled(if: sharedData != nil)) struct ConformanceSuiteTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let passes: Bool
        let hasRoot: Bool
        let hasKey: Bool
        let artifact: String
        let digest: String
        let identity: String
        let issuer: String

        var testDescription: String { name }
    }

    private static let folder = sharedData?.appending(path: "conformance")

    static let cases: [Case] = {
        guard let folder, let data = try? Data(contentsOf: folder.appending(path: "cases.json")),
            let document = try? JSONValue(parsing: Array(data)), let list = document["cases"]?.array
        else { return [] }
        return list.compactMap { value in
            guard let name = value["case"]?.string, let artifact = value["artifact"]?.string else { return nil }
            return Case(
                name: name, passes: value["expect"]?.string == "pass", hasRoot: value["trusted_root"]?.bool == true,
                hasKey: value["key"]?.bool == true, artifact: artifact, digest: value["sha256"]?.string ?? "",
                identity: value["identity"]?.string ?? "", issuer: value["issuer"]?.string ?? "")
        }
    }()

    @Test func theSuiteIsComplete() { #expect(Self.cases.count == 70) }

    @Test(arguments: cases, [false, true])
    func judges(_ item: Case, byDigest: Bool) throws {
        let folder = try #require(Self.folder).appending(path: "assets/bundle-verify/\(item.name)")
        let client = ConformanceClient { path in
            try Array(Data(contentsOf: path.hasPrefix("/") ? URL(fileURLWithPath: path) : folder.appending(path: path)))
        }
        var arguments = ["verify-bundle", "--bundle", "bundle.sigstore.json"]
        if item.hasKey {
            arguments += ["--key", "key.pub"]
        } else {
            arguments += ["--certificate-identity", item.identity, "--certificate-oidc-issuer", item.issuer]
        }
        if item.hasRoot { arguments += ["--trusted-root", "trusted_root.json"] }
        arguments.append(byDigest ? "sha256:\(item.digest)" : item.artifact)
        let outcome = client.run(arguments)
        if item.passes {
            #expect(outcome == .verified)
        } else {
            guard case .refused(let cause, _) = outcome else {
                Issue.record("\(item.name): \(outcome)")
                return
            }
            #expect(cause == ConformanceReasons.expected[item.name], "\(item.name): \(outcome)")
        }
    }
}
