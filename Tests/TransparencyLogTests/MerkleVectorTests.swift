import Foundation
import JSONCursor
import PackageModel
import Testing
import TransparencyLog

/// The folder of vectors, where the environment names one.
private let merkleVectors = ProcessInfo.processInfo.environment["POC_SHARED_DATA"].map {
    URL(fileURLWithPath: $0).appending(path: "merkle")
}

/// The vectors of transparency-dev/merkle.
@Suite(.enabled(if: merkleVectors != nil)) struct MerkleVectorTests {
    static func vectors(_ kind: String) -> [String] {
        guard let folder = merkleVectors?.appending(path: kind),
            let paths = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        else { return [] }
        return paths.compactMap { ($0 as? URL)?.path }.filter { $0.hasSuffix(".json") }.sorted()
    }

    static let inclusion = vectors("inclusion")
    static let consistency = vectors("consistency")

    @Test func allVectorsAreThere() {
        #expect(Self.inclusion.count == 98)
        #expect(Self.consistency.count == 98)
    }

    private struct Vector {
        let value: JSONValue

        init(_ path: String) throws {
            value = try JSONValue(parsing: Array(Data(contentsOf: URL(fileURLWithPath: path))))
        }

        var isValid: Bool { value["wantErr"]?.bool == false }

        /// Numbers go up to 2^64 − 1.
        func number(_ key: String) throws -> UInt64 { try #require(UInt64(value[key]?.number?.text ?? "")) }

        func bytes(_ key: String) throws -> [UInt8] {
            guard let text = value[key]?.string else { return [] }
            return try #require(Base64.decode(text))
        }

        func proof() throws -> [[UInt8]] {
            try (value["proof"]?.array ?? []).map { try #require(Base64.decode($0.string ?? "")) }
        }
    }

    @Test(arguments: inclusion) func judgesInclusion(_ path: String) throws {
        let vector = try Vector(path)
        let (index, size) = (try vector.number("leafIdx"), try vector.number("treeSize"))
        let (leaf, root, proof) = (try vector.bytes("leafHash"), try vector.bytes("root"), try vector.proof())
        let verifies: Bool
        do {
            try MerkleTree.verifyInclusion(leafHash: leaf, index: index, size: size, proof: proof, root: root)
            verifies = true
        } catch { verifies = false }
        #expect(verifies == vector.isValid)
    }

    @Test(arguments: consistency) func judgesConsistency(_ path: String) throws {
        let vector = try Vector(path)
        let (first, second) = (try vector.number("size1"), try vector.number("size2"))
        let (old, new, proof) = (try vector.bytes("root1"), try vector.bytes("root2"), try vector.proof())
        let verifies: Bool
        do {
            try MerkleTree.verifyConsistency(
                first: first, firstRoot: old, second: second, secondRoot: new, proof: proof)
            verifies = true
        } catch { verifies = false }
        #expect(verifies == vector.isValid)
    }
}
