import JSONCursor
import PackageModel
import TestSupport

/// Who signed, and what the certificate says of the build (A.12; C 10, 41, 46).
enum WrongSigners {
    private static func issuer(_ text: String) -> WrongRelease {
        WrongRelease("unknown signer-issuer", "C 41: identified by \(text)") {
            $0.extensions[1] = text
            $0.extensions[8] = text
        }
    }

    private static func differing(_ number: UInt, _ text: String) -> WrongRelease {
        WrongRelease(
            "failed signer-extensions-agree", "the old extension \(number) says another thing than the new one"
        ) {
            $0.extensions[number] = text
        }
    }

    static let all: [WrongRelease] = [
        issuer("https://token.actions.githubusercontent.com.evil"),
        issuer("https://token.actions.githubusercontent.com/"),
        issuer("https://token.actions.githubusercontent.com/octo"),
        issuer("http://token.actions.githubusercontent.com"),
        issuer("https://TOKEN.actions.githubusercontent.com"), issuer("https://gitlab.com.evil"),
        issuer("https://gitlab.example"), issuer("https://oidc.circleci.com/org/1"),
        WrongRelease("unknown signer-issuer", "identified by nobody") {
            $0.extensions[1] = nil
            $0.extensions[8] = nil
        },
        WrongRelease("failed signer-is-workflow", "a person with an e-mail address") {
            $0.signer = .email("a@b.example")
        },
        WrongRelease("failed signer-is-workflow", "a name of another kind") { $0.signer = .other("octocat") },
        WrongRelease("failed signer-build-uri", "C 46: a certificate for another workflow than it was issued to") {
            $0.signer = .uri("https://github.com/owner/name-evil/.github/workflows/release.yml@refs/tags/v1.0.0")
        },
        WrongRelease("failed signer-build-uri", "C 46: a reference that goes on") {
            $0.extensions[9] = ($0.extensions[9] ?? "") + "x"
        },
        WrongRelease("failed signer-source", "a certificate without a repository") {
            $0.extensions[12] = nil
            $0.extensions[5] = nil
        },
        WrongRelease("failed signer-source", "a certificate without a commit") {
            $0.extensions[13] = nil
            $0.extensions[3] = nil
        },
        WrongRelease("failed signer-source", "GitLab's repository by GitHub's old extension", of: .gitLab, .gitLab) {
            $0.extensions[12] = nil
            $0.extensions[5] = "group/project"
        },
        differing(1, "https://gitlab.com"), differing(2, "pull_request_target"),
        differing(3, String(repeating: "f", count: 40)), differing(5, "owner/other"), differing(6, "refs/heads/main"),
        WrongRelease("failed provenance-by-certificate", "provenance that the registry's key has signed") {
            $0.provenance?.bundle.signer = .key
            $0.provenance?.bundle.keyID = ForgeKeys.registryHint
        },
        WrongRelease("failed publish-by-key", "a publication that a build has signed") {
            $0.publish?.bundle.signer = .certificate
            $0.publish?.bundle.keyID = ""
        },
        WrongRelease("failed key-validity", "C 10: a publication by a key that was not in use yet") {
            $0.publish?.bundle.signer = .key
            $0.publish?.bundle.entry.integratedTime = Forgery.signedAt - 86_401
        },
        WrongRelease("failed key-known", "a publication by a key that nobody knows") {
            $0.publish?.bundle.hint = "SHA256:other"
            $0.publish?.bundle.keyID = "SHA256:other"
        },
    ]
}
