// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault")]

/// Measures parts of the program and prints a table; run with `swift run -c release NAME`.
func benchmark(_ name: String, _ products: [String], _ others: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: name, dependencies: products.map { .product(name: $0, package: "proof-of-commitment") } + others,
        swiftSettings: settings)
}

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "proof-of-commitment", path: ".."),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    ],
    targets: [
        benchmark("lockfile-bench", ["ProofOfCommitmentCore"]),
        benchmark("judging-bench", ["ProofOfCommitmentCore"]),
        benchmark("packument-bench", ["ProofOfCommitmentCore"]),
        benchmark(
            "verification-bench", ["ProofOfCommitmentCore", "Sigstore"],
            [.product(name: "Crypto", package: "swift-crypto")]),
        benchmark(
            "audit-bench", ["ProofOfCommitmentCore", "TestSupport"], [.product(name: "Crypto", package: "swift-crypto")]
        ),
    ]
)
