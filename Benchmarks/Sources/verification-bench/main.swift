import Crypto
import Foundation
import PackageModel
import Provenance
import Registry
import Sigstore

// `verification-bench ATTESTATIONS.json PACKUMENT.json VERSION` verifies one release again and again: both attestations and
// the registry's signature, from bytes to verdict, beside the bare signature operations that this takes.

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 3, let version = arguments.last else {
    print("usage: verification-bench ATTESTATIONS.json PACKUMENT.json VERSION")
    exit(2)
}
let files = arguments.dropLast().map { URL(fileURLWithPath: $0) }
let attestations = try Array(Data(contentsOf: files[0]))
let document = try Array(Data(contentsOf: files[1]))

struct Named: Decodable { let name: String }
let name = try PackageName(parsing: JSONDecoder().decode(Named.self, from: Data(document)).name)
var decoder = PackumentDecoder(name: name)
try decoder.decode(document.span.bytes)
guard let release = try decoder.packument().releases.first(where: { $0.versionText == version }) else {
    print("there is no version \(version)")
    exit(2)
}
let identity = ReleaseIdentity(name: name, version: version, integrity: release.distribution.integrity)
let trust = RegistryTrust(keys: EmbeddedAnchors.registry, grade: .pinned)

func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The median processor time in milliseconds; everything runs in one thread.
func median(rounds: Int = 400, _ work: () throws -> Bool) rethrows -> Double {
    var times: [Double] = []
    for _ in 0..<rounds {
        let start = processorTime()
        guard try work() else {
            print("not verified")
            exit(1)
        }
        times.append(processorTime() - start)
    }
    return times.sorted()[rounds / 2] * 1000
}

func line(_ title: String, _ milliseconds: Double) {
    print("| \(title) | \(String(format: "%.3f", milliseconds)) |")
}

print("| Step | ms, median on one core |\n| --- | --- |")
// The anchors are read when they are asked for first.
let start = processorTime()
let root = EmbeddedAnchors.sigstore
line("load the embedded trust root, once in a run", (processorTime() - start) * 1000)

let both = median {
    AttestationVerification(root: root, trust: trust).verify(.document(attestations), of: identity).provenance.status
        == .verified
}
line("both attestations, from bytes", both)
let registry = median {
    RegistrySignatureVerification(trust: trust)
        .verify(release.distribution.signatures, of: identity, signedAt: nil).status == .verified
}
line("the registry's signature", registry)
line("**one package**", both + registry)

let message = [UInt8](repeating: 7, count: 4096)
let p256 = P256.Signing.PrivateKey()
let signature256 = try p256.signature(for: message)
let bare256 = median { p256.publicKey.isValidSignature(signature256, for: message) }
let p384 = P384.Signing.PrivateKey()
let signature384 = try p384.signature(for: message)
let bare384 = median { p384.publicKey.isValidSignature(signature384, for: message) }
line("bare: one P-256 verification", bare256)
line("bare: one P-384 verification", bare384)
// Certificate by intermediate; then the log's promise, checkpoint and signature of both, the certificate log, the registry.
line("bare: one P-384 and eight P-256", bare384 + 8 * bare256)
