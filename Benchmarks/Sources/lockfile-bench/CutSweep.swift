import Foundation
import Lockfiles

/// Reads a file cut at every line end, and at single bytes: a cut is refused, or gives the same entries.
///
/// Every byte of a file up to `everyByteLimit`, and every `stride`th of a larger one.
struct CutSweep {
    static let everyByteLimit = 100_000
    static let stride = 499

    private(set) var cuts = 0
    private(set) var refused = 0
    private(set) var same = 0
    /// All packages and versions are there, with something else about them.
    private(set) var altered: [Int] = []
    /// What must not happen.
    private(set) var fewer: [Int] = []

    init(_ bytes: [UInt8], named name: String, manifests: [ProjectManifest]) throws {
        let whole = try Lockfile(reading: bytes, named: name, manifests: manifests).entries
        let identities = whole.map(\.identity)
        let stride = bytes.count <= Self.everyByteLimit ? 1 : Self.stride
        for count in bytes.indices
        where count % stride == 0 || bytes[count] == UInt8(ascii: "\n")
            || count > 0 && bytes[count - 1] == UInt8(ascii: "\n")
        {
            cuts += 1
            let cut = Array(bytes[..<count])
            guard let entries = try? Lockfile(reading: cut, named: name, manifests: manifests).entries else {
                refused += 1
                continue
            }
            if entries == whole {
                same += 1
            } else if entries.map(\.identity) == identities {
                altered.append(count)
            } else {
                fewer.append(count)
            }
        }
    }

    /// Sweeps over a file alone, and with the package.json beside it if there is one.
    static func report(_ path: String) throws {
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let manifest = (try? Data(contentsOf: URL(fileURLWithPath: folder + "/package.json")))
            .flatMap { try? ProjectManifest(parsing: Array($0)) }
        for manifests in manifest.map({ [[], [$0]] }) ?? [[]] {
            let title = path + (manifests.isEmpty ? "" : " with package.json")
            do {
                let sweep = try CutSweep(bytes, named: path, manifests: manifests)
                print(
                    "| \(title) | \(sweep.cuts) | \(sweep.refused) | \(sweep.same) | \(sweep.altered.count) \(sweep.altered.suffix(3)) | \(sweep.fewer.count) \(sweep.fewer.suffix(40)) |"
                )
            } catch {
                print("| \(title) | not read: \(error) |")
            }
        }
    }
}
