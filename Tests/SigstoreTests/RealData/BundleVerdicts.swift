/// How each bundle of the real data is judged by npm's profile and the embedded anchors, in the order of its file.
///
/// What is signed by Sigstore's staging instance is in logs that production does not know.
enum BundleVerdicts {
    static let expected: [String: [String]] = [
        "attestations/npm-cli/valid-sigstore-attestations.json": ["verified", "verified"],
        "attestations/npm-cli/valid-tuf-js-attestations.json": ["verified", "verified"],
        "attestations/pacote/invalid-attestations.json": ["verified", "failed bundle-base64"],
        "attestations/pacote/malformed-subject-attestations.json": ["verified", "failed body-digest"],
        "attestations/pacote/mismatched-keyid-attestations.json": ["failed envelope-without-key-id", "verified"],
        "attestations/pacote/mismatched-subject-digest-attestations.json": ["verified", "failed body-digest"],
        "attestations/pacote/mismatched-subject-name-attestations.json": ["verified", "failed body-digest"],
        "attestations/pacote/no-keyid-attestations.json": ["failed bundle-base64", "failed key-hint"],
        "attestations/pacote/unsupported-attestations.json": ["verified", "failed body-payload-type"],
        "attestations/pacote/valid-attestations.json": ["verified", "verified"],
        "attestations/playwright-cli-0.1.1/playwright-cli-0.1.1-attestations.json": ["verified", "verified"],
        "attestations/playwright-cli-0.1.1/playwright-cli-0.1.1-provenance.sigstore.json": ["verified"],
        "attestations/playwright-cli-0.1.1/playwright-cli-0.1.1-publish.sigstore.json": ["verified"],
        "attestations/provenance-action/nuxt@3.13.0.json": ["verified", "verified"],
        "attestations/provenance-action/nuxt@4.1.2.json": ["verified", "verified"],
        "attestations/slsa-verifier-gha/bundle/attestation.intoto.sigstore": ["verified"],
        "attestations/slsa-verifier-gha/bundle/invalid-dsse-sig.intoto.sigstore": ["failed bundle-base64"],
        "attestations/slsa-verifier-gha/bundle/invalid-set.intoto.sigstore": ["failed bundle-base64"],
        "attestations/slsa-verifier-gha/bundle/mismatch-tlog.intoto.sigstore": ["failed chain-valid-at-time"],
        "attestations/slsa-verifier-gha/bundle/valid-v0.3.intoto.sigstore": ["verified"],
        "attestations/slsa-verifier-gha/bundle/valid.intoto.sigstore": ["verified"],
        "attestations/slsa-verifier-gha/npm-att-mismatch-prov-payloadtype.intoto.sigstore": [
            "failed body-payload-type", "verified",
        ],
        "attestations/slsa-verifier-gha/npm-att-mismatch-prov-predicatetype.intoto.sigstore": ["verified", "verified"],
        "attestations/slsa-verifier-gha/npm-att-mismatch-pub-payloadtype.intoto.sigstore": [
            "failed body-payload-type", "verified",
        ],
        "attestations/slsa-verifier-gha/npm-att-mismatch-pub-predicatetype.intoto.sigstore": ["verified", "verified"],
        "attestations/slsa-verifier-gha/npm-att-prov-invalid-signature.intoto.sigstore": [
            "failed body-digest", "verified",
        ],
        "attestations/slsa-verifier-gha/npm-att-publish-invalid-signature.intoto.sigstore": [
            "verified", "failed body-digest",
        ],
        "attestations/slsa-verifier-gha/npm-att-publish-nodigest.intoto.sigstore": ["verified", "failed body-digest"],
        "attestations/slsa-verifier-gha/npm-att-publish-nosubjects.intoto.sigstore": [
            "verified", "failed body-digest",
        ],
        "attestations/slsa-verifier-gha/npm-attestations.intoto.sigstore": ["verified", "verified"],
        "attestations/slsa-verifier-gha/npm-stmt-mismatch-prov-predicatetype.intoto.sigstore": [
            "failed body-digest", "verified",
        ],
        "attestations/slsa-verifier-gha/npm-stmt-mismatch-prov-type.intoto.sigstore": [
            "failed body-digest", "verified",
        ],
        "attestations/slsa-verifier-gha/npm-stmt-mismatch-pub-predicatetype.intoto.sigstore": [
            "verified", "failed body-digest",
        ],
        "attestations/slsa-verifier-gha/npm-stmt-mismatch-pub-type.intoto.sigstore": [
            "verified", "failed body-digest",
        ],
        "bundles/npm-cli-libnpmpublish/bad-dsse-payload-bundle.json": ["failed bundle-has-entry"],
        "bundles/npm-cli-libnpmpublish/digest-mismatch-provenance-bundle.json": ["failed bundle-has-entry"],
        "bundles/npm-cli-libnpmpublish/invalid-signature-bundle.json": ["failed bundle-base64"],
        "bundles/npm-cli-libnpmpublish/multi-subject-provenance-bundle.json": ["failed bundle-has-entry"],
        "bundles/npm-cli-libnpmpublish/no-provenance-envelope-bundle.json": ["failed bundle-one-content"],
        "bundles/npm-cli-libnpmpublish/no-provenance-subject-bundle.json": ["failed bundle-has-entry"],
        "bundles/npm-cli-libnpmpublish/valid-bundle.json": ["failed bundle-has-entry"],
        "bundles/sigstore-go-examples/bundle-provenance.json": ["verified"],
        "bundles/sigstore-go-examples/bundle-publish.json": ["verified"],
        "bundles/sigstore-go/bundles/dsse-2sigs.sigstore.json": ["failed dsse-one-signature"],
        "bundles/sigstore-go/bundles/dsse.sigstore.json": ["verified"],
        "bundles/sigstore-go/bundles/othername.sigstore.json": ["failed entry-known-log"],
        "bundles/sigstore-go/bundles/public-key-validity.sigstore.json": ["failed bundle-has-entry"],
        "bundles/sigstore-go/bundles/sigstore.js@2.0.0-provenance.sigstore.json": ["verified"],
        "bundles/sigstore-js/bundleV01-dsse-no-proof.sigstore": ["verified"],
        "bundles/sigstore-js/bundleV01-dsse-with-proof.sigstore": ["verified"],
        "bundles/sigstore-js/bundleV01-full-cert-chain.sigstore": ["verified"],
        "bundles/sigstore-js/bundleV01-intoto-no-proof.sigstore": ["verified"],
        "bundles/sigstore-js/bundleV01-intoto-with-proof.sigstore": ["verified"],
        "bundles/sigstore-js/bundleV02-dsse.sigstore": ["verified"],
        "bundles/sigstore-js/bundleV02-intoto.sigstore": ["verified"],
        "bundles/sigstore-js/bundleV03-dsse.sigstore": ["verified"],
        "bundles/sigstore-js/bundleV03-intoto.sigstore": ["verified"],
        "bundles/sigstore-python/a.dsse.staging-rekor-v2.txt.sigstore.json": ["failed entry-known-log"],
        "bundles/sigstore-python/bundle.txt.sigstore": ["failed entry-known-log"],
        "bundles/sigstore-python/bundle_cve_2022_36056.txt.sigstore": ["failed entry-known-log"],
        "bundles/sigstore-python/bundle_invalid_version.txt.sigstore": ["unknown bundle-version"],
        "bundles/sigstore-python/bundle_no_cert_v1.txt.sigstore": ["failed bundle-certificate-count"],
        "bundles/sigstore-python/bundle_no_checkpoint.txt.sigstore": ["failed entry-known-log"],
        "bundles/sigstore-python/bundle_no_log_entry.txt.sigstore": ["failed bundle-has-entry"],
        "bundles/sigstore-python/bundle_v3.txt.sigstore": ["failed entry-known-log"],
        "bundles/sigstore-python/bundle_v3_alt.txt.sigstore": ["failed entry-known-log"],
        "bundles/sigstore-python/bundle_v3_github.whl.sigstore": ["verified"],
        "bundles/sigstore-python/bundle_v3_no_signed_time.txt.sigstore.json": ["failed time-present"],
        "bundles/sigstore-python/integration/Python-3.12.5.tgz.sigstore": ["unknown artifact-missing"],
        "bundles/sigstore-python/integration/bundle_v3.txt.sigstore": ["failed entry-known-log"],
        "bundles/sigstore-python/staging-rekor-v2.txt.sigstore.json": ["failed entry-known-log"],
        "bundles/sigstore-python/tsa/bundle.duplicate.sigstore": ["failed entry-known-log"],
        "bundles/sigstore-python/tsa/bundle.many_timestamp.sigstore": ["unknown bundle-timestamp-limit"],
        "bundles/sigstore-python/tsa/bundle.txt.late_timestamp.sigstore": ["failed entry-known-log"],
        "bundles/sigstore-python/tsa/bundle.txt.sigstore": ["failed entry-known-log"],
        "bundles/sigstore-rs/bundle_v03.json": ["verified"],
    ]

    /// Where @sigstore/verify 1.2.1, as npm 10.8.2 runs it, judges otherwise, and why: it verifies what we refuse.
    static let differencesToSigstoreJS: [String: String] = [
        "failed envelope-without-key-id": "npm's own certificates come without a key's name (A.5)",
        "failed key-hint":
            "the envelope must name the key that the bundle hints at (protobuf-specs, PublicKeyIdentifier)",
    ]

    /// Why @sigstore/verify cannot judge what we verify: it was run without the artifact.
    static let notJudgedBySigstoreJS = "artifact not supplied"

    /// Where sigstore-python 4.5.1 refuses what we verify: the beginning of its words, and why.
    static let differencesToSigstorePython: [String: String] = [
        "fail: VerificationError: Integrated time only supported for dsse/hashedrekord 0.0.1 types":
            "it takes no time from entries of kind intoto 0.0.2, which all of npm's provenance had until 2025",
        "fail: InvalidBundle: failed to load bundle: 1 validation error for Bundle":
            "it wants an inclusion proof in bundles of version 0.1, which the format does not",
    ]
}
