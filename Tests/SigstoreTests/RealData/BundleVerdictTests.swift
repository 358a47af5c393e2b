import Crypto
import Foundation
import JSONCursor
import PackageModel
import Sigstore
import Testing

/// Other clients' bundles and npm's attestations, each judged as the list beside this file says.
@Suite(.enabled(if: sharedData != nil)) struct BundleVerdictTests {
    /// All bundles of a file: the file itself, or those inside a list of attestations.
    static func bundles(in file: String) throws -> [JSONValue] {
        let folder = try #require(sharedData)
        let bytes = try Array(Data(contentsOf: folder.appending(path: file)))
        let document = try JSONValue(parsing: bytes)
        return document["attestations"]?.array?.compactMap { $0["bundle"] } ?? [document]
    }

    /// The artifact is the file that the bundle is named after, where there is one.
    static func artifact(of file: String) throws -> [UInt8]? {
        let folder = try #require(sharedData)
        for suffix in [".sigstore.json", ".sigstore"] where file.hasSuffix(suffix) {
            let url = folder.appending(path: String(file.dropLast(suffix.count)))
            if let data = try? Data(contentsOf: url) { return Array(data) }
        }
        return nil
    }

    static func verdict(_ value: JSONValue, artifact: [UInt8]?, profile: Verifier.Profile) throws -> String {
        let root = try #require(EmbeddedAnchors.sigstore)
        do throws(Refusal) {
            let bundle = try Bundle(value)
            let verdict = Verifier(root: root, profile: profile).verify(bundle, artifact: artifact.map(Artifact.bytes))
            { hint in
                EmbeddedAnchors.registry.first { $0.keyID == hint && $0.usage == .attestations }.map {
                    Verifier.TrustedKey(subjectPublicKeyInfo: $0.subjectPublicKeyInfo, validity: $0.validity)
                }
            }
            switch verdict {
            case .verified: return "verified"
            case .refused(let refusal, let checks):
                #expect(checks.contains { $0.id == refusal.check && $0.status == refusal.status })
                return "\(refusal.status.rawValue) \(refusal.cause)"
            }
        } catch {
            return "\(error.status.rawValue) \(error.cause)"
        }
    }

    @Test func everyBundleIsOnTheList() throws {
        var listed = Set(BundleVerdicts.expected.keys)
        for index in ["bundles/index.json", "attestations/index.json"] {
            let folder = try #require(sharedData)
            let document = try JSONValue(parsing: Array(Data(contentsOf: folder.appending(path: index))))
            for file in try #require(document["files"]?.object).keys {
                #expect(listed.remove(file) != nil, "\(file) is not on the list")
            }
        }
        #expect(listed.isEmpty, "\(listed) are not in the data")
    }

    /// Two other verifiers' verdicts over the same bundles, computed with the same anchors.
    @Test(arguments: ["bundles/index.json", "attestations/index.json"])
    func agreesWithOtherVerifiersExceptAsReviewed(_ index: String) throws {
        let folder = try #require(sharedData)
        let document = try JSONValue(parsing: Array(Data(contentsOf: folder.appending(path: index))))
        for (file, value) in try #require(document["files"]?.object).members {
            let verdicts = try #require(BundleVerdicts.expected[file])
            for (own, reference) in zip(verdicts, try #require(value.array)) {
                let isVerified = own == "verified"
                let javaScript = try #require(reference["verdict_npm_sigstore_js"]?.string)
                if (javaScript == "verified") != isVerified {
                    #expect(
                        isVerified
                            ? javaScript.contains(BundleVerdicts.notJudgedBySigstoreJS)
                            : BundleVerdicts.differencesToSigstoreJS[own] != nil,
                        "\(file): \(own), sigstore-js: \(javaScript)")
                }
                let python = try #require(reference["verdict_sigstore_python"]?.string)
                guard !python.hasPrefix("n/a"), (python == "verified") != isVerified else { continue }
                #expect(
                    isVerified && BundleVerdicts.differencesToSigstorePython.keys.contains { python.hasPrefix($0) }
                        || own.hasPrefix("failed envelope-without-key-id"),
                    "\(file): \(own), sigstore-python: \(python)")
            }
        }
    }

    @Test(arguments: BundleVerdicts.expected.keys.sorted()) func judges(_ file: String) throws {
        let artifact = try Self.artifact(of: file)
        let verdicts = try Self.bundles(in: file).map { try Self.verdict($0, artifact: artifact, profile: .npm) }
        #expect(verdicts == BundleVerdicts.expected[file], "\(file)")
    }
}
