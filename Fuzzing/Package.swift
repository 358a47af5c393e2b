// swift-tools-version: 6.2

import PackageDescription

/// A fuzz target: an executable that libFuzzer drives.
///
/// The package that is fuzzed gets its instrumentation from the command line, see README.md.
func fuzzer(_ name: String, _ product: String = "ProofOfCommitmentCore", with targets: [Target.Dependency] = [])
    -> Target
{
    .executableTarget(
        name: name,
        dependencies: ["FuzzDriver", .product(name: product, package: "proof-of-commitment")] + targets,
        swiftSettings: [
            .swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"),
            .unsafeFlags(["-sanitize=fuzzer"]),
        ],
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])
}

let sigstore = Target.Dependency.product(name: "Sigstore", package: "proof-of-commitment")

let package = Package(
    name: "Fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "proof-of-commitment", path: "..")],
    targets: [
        .target(name: "FuzzDriver", swiftSettings: [.swiftLanguageMode(.v6)]),
        fuzzer("fuzz-json"),
        fuzzer("fuzz-packument"),
        fuzzer("fuzz-answers", with: [sigstore]),
        fuzzer("fuzz-bundle", "Sigstore"),
        fuzzer("fuzz-certificate", "Sigstore"),
        fuzzer("fuzz-timestamp", "Sigstore"),
        fuzzer("fuzz-note", "TransparencyLog"),
        fuzzer("fuzz-trusted-root", "Sigstore"),
        fuzzer("fuzz-tuf", with: [sigstore]),
        fuzzer(
            "fuzz-configuration", "RegistryHTTP",
            with: [.product(name: "ProofOfCommitmentCore", package: "proof-of-commitment")]),
        fuzzer(
            "fuzz-policy", "Policy",
            with: [.product(name: "ProofOfCommitmentCore", package: "proof-of-commitment")]),
        fuzzer(
            "fuzz-record", "Storage",
            with: [.product(name: "ProofOfCommitmentCore", package: "proof-of-commitment")]),
        fuzzer(
            "fuzz-cache", "Storage",
            with: [.product(name: "ProofOfCommitmentCore", package: "proof-of-commitment")]),
        fuzzer("fuzz-attestations", with: [sigstore]),
        fuzzer("fuzz-statement", with: [sigstore]),
        .target(
            name: "LockfileInvariants",
            dependencies: [.product(name: "ProofOfCommitmentCore", package: "proof-of-commitment")],
            swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
        + ["npm", "pnpm", "yarn", "berry", "bun", "deno", "manifest"].map { format in
            fuzzer("fuzz-lock-\(format)", with: ["LockfileInvariants"])
        }
)
