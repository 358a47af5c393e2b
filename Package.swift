// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioCompression: Target.Dependency = .product(name: "NIOHTTPCompression", package: "swift-nio-extras")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// A library target of the core: no network, no clock, no environment, no disk.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "proof-of-commitment",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "proof-of-commitment", targets: ["proof-of-commitment"]),
        .executable(name: "sigstore-conformance", targets: ["sigstore-conformance"]),
        .library(name: "TransparencyLog", targets: ["TransparencyLog"]),
        .library(name: "Sigstore", targets: ["Sigstore"]),
        .library(
            name: "ProofOfCommitmentCore",
            targets: ["PackageModel", "JSONCursor", "Lockfiles", "Registry", "Provenance", "Signals"]),
        .library(name: "RegistryHTTP", targets: ["RegistryHTTP"]),
        .library(name: "Storage", targets: ["Storage"]),
        .library(name: "Policy", targets: ["Policy"]),
        // For Benchmarks, a package of its own.
        .library(name: "TestSupport", targets: ["TestSupport"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.100.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        library("PackageModel"),
        library("JSONCursor"),
        library("Lockfiles", ["PackageModel", yams]),
        library("TransparencyLog", ["PackageModel", crypto, cryptoExtras]),
        library("Sigstore", ["PackageModel", "TransparencyLog", "JSONCursor", crypto, cryptoExtras, asn1, x509]),
        library("Registry", ["PackageModel", "JSONCursor"]),
        library("Storage", ["PackageModel", "JSONCursor", "Registry", "TransparencyLog", crypto]),
        library(
            "Provenance", ["PackageModel", "JSONCursor", "Registry", "Sigstore", "TransparencyLog", crypto]),
        library("Signals", ["PackageModel", "Registry"]),
        library("Policy", ["PackageModel", "Signals", yams]),
        library(
            "Auditing",
            [
                "PackageModel", "Lockfiles", "Registry", "TransparencyLog", "Sigstore", "Provenance", "Signals",
                "Policy",
            ]),
        library(
            "Reporting",
            ["PackageModel", "Auditing", "Lockfiles", "Registry", "Provenance", "Signals", "Sigstore", "Policy"]),
        library(
            "RegistryHTTP",
            [
                "PackageModel", "JSONCursor", "Registry", yams, httpClient, nioCore, nioPosix, nioHTTP1, nioCompression,
                nioSSL,
            ]),
        library(
            "Commands",
            [
                "PackageModel", "Lockfiles", "Registry", "RegistryHTTP", "Storage", "Sigstore", "Provenance", "Signals",
                "Policy", "Auditing", "Reporting", argumentParser,
            ]),
        .systemLibrary(name: "GlibcAllocator"),
        .executableTarget(
            name: "proof-of-commitment",
            dependencies: ["Commands", .target(name: "GlibcAllocator", condition: .when(platforms: [.linux]))],
            swiftSettings: strict),
        library("ConformanceClient", ["PackageModel", "Sigstore", crypto]),
        .executableTarget(name: "sigstore-conformance", dependencies: ["ConformanceClient"], swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: [
                "PackageModel", "JSONCursor", "Registry", "TransparencyLog", "Sigstore", crypto, asn1, x509, nioCore,
                nioPosix, nioEmbedded, nioHTTP1, nioCompression, nioSSL,
            ],
            swiftSettings: strict),
        tests("PackageModelTests", ["PackageModel"]),
        tests("JSONCursorTests", ["JSONCursor"]),
        tests("LockfilesTests", ["Lockfiles", yams]),
        tests("TransparencyLogTests", ["TransparencyLog", "PackageModel", "JSONCursor", crypto, cryptoExtras]),
        tests(
            "SigstoreTests",
            [
                "Sigstore", "TransparencyLog", "JSONCursor", "TestSupport", "ConformanceClient", "PackageModel", crypto,
                asn1,
            ]),
        tests("RegistryTests", ["Registry", "PackageModel", "JSONCursor"]),
        tests(
            "ProvenanceTests",
            [
                "Provenance", "Sigstore", "TransparencyLog", "Registry", "PackageModel", "JSONCursor", "TestSupport",
                crypto,
            ]),
        tests("SignalsTests", ["Signals", "Registry", "PackageModel"]),
        tests("PolicyTests", ["Policy", "Signals", "PackageModel", "JSONCursor"]),
        tests("StorageTests", ["Storage", "Registry", "PackageModel", "TransparencyLog", "TestSupport"]),
        tests(
            "RegistryHTTPTests",
            [
                "RegistryHTTP", "JSONCursor", "Registry", "TestSupport", nioCore, nioPosix, nioHTTP1,
            ]),
        tests(
            "AuditingTests",
            ["Auditing", "Lockfiles", "Registry", "PackageModel", "Signals", "TestSupport"]),
        tests("ReportingTests", ["Reporting", "PackageModel", "JSONCursor", "Registry", "Signals"]),
        tests(
            "CommandsTests",
            ["Commands", "Auditing", "TestSupport", "PackageModel", "JSONCursor", "RegistryHTTP"]),
    ]
)
