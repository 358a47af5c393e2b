import PackageModel
import Testing
import TransparencyLog

@Suite struct MerkleTreeTests {
    /// RFC 6962 §2.1.3 in certificate-transparency's own tests: the hashes of nothing and of an empty leaf.
    @Test func hashesAreDomainSeparated() {
        #expect(
            Hexadecimal.encode(MerkleTree.emptyRoot)
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            Hexadecimal.encode(MerkleTree.leafHash([]))
                == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        #expect(MerkleTree.nodeHash([], []) != MerkleTree.leafHash([]))
    }

    @Test(arguments: 1...33) func provesEveryLeafAndNoOther(size: Int) throws {
        let tree = ReferenceTree(size: size)
        let root = tree.root(0..<size)
        for index in 0..<size {
            let proof = tree.inclusion(of: index, in: 0..<size)
            try MerkleTree.verifyInclusion(
                leafHash: tree.leaves[index], index: UInt64(index), size: UInt64(size), proof: proof, root: root)
            for other in 0..<size where other != index {
                #expect(throws: MerkleProofError.self) {
                    try MerkleTree.verifyInclusion(
                        leafHash: tree.leaves[index], index: UInt64(other), size: UInt64(size), proof: proof,
                        root: root)
                }
            }
        }
    }

    @Test(arguments: 1...33) func provesEveryPrefixAndNoOther(size: Int) throws {
        let tree = ReferenceTree(size: size)
        let root = tree.root(0..<size)
        for first in 1...size {
            let proof = tree.consistency(from: first, in: 0..<size)
            let firstRoot = tree.root(0..<first)
            try MerkleTree.verifyConsistency(
                first: UInt64(first), firstRoot: firstRoot, second: UInt64(size), secondRoot: root, proof: proof)
            for place in proof.indices {
                var wrong = proof
                wrong[place][0] ^= 1
                #expect(throws: MerkleProofError.rootMismatch) {
                    try MerkleTree.verifyConsistency(
                        first: UInt64(first), firstRoot: firstRoot, second: UInt64(size), secondRoot: root, proof: wrong
                    )
                }
            }
        }
    }

    static let tree = ReferenceTree(size: 5)
    static let root = tree.root(0..<5)
    static let proof = tree.inclusion(of: 2, in: 0..<5)

    private func inclusion(
        leaf: [UInt8] = tree.leaves[2], index: UInt64 = 2, size: UInt64 = 5, proof: [[UInt8]] = proof,
        root: [UInt8] = root
    ) throws(MerkleProofError) {
        try MerkleTree.verifyInclusion(leafHash: leaf, index: index, size: size, proof: proof, root: root)
    }

    @Test func inclusionNamesWhatIsWrong() throws {
        try inclusion()
        #expect(throws: MerkleProofError.indexOutOfRange(index: 5, size: 5)) { try inclusion(index: 5) }
        #expect(throws: MerkleProofError.indexOutOfRange(index: 0, size: 0)) { try inclusion(index: 0, size: 0) }
        #expect(throws: MerkleProofError.hashLength) { try inclusion(leaf: Array(Self.tree.leaves[2].dropLast())) }
        #expect(throws: MerkleProofError.hashLength) { try inclusion(proof: [[], [], []]) }
        #expect(throws: MerkleProofError.hashLength) { try inclusion(proof: Array(Self.proof.dropLast()) + [[]]) }
        #expect(throws: MerkleProofError.proofLength(expected: 3, found: 2)) {
            try inclusion(proof: Array(Self.proof.dropLast()))
        }
        #expect(throws: MerkleProofError.proofLength(expected: 3, found: 4)) {
            try inclusion(proof: Self.proof + [Self.root])
        }
        #expect(throws: MerkleProofError.rootMismatch) { try inclusion(root: Self.tree.root(0..<4)) }
    }

    /// A leaf of 64 bytes could pass for an inner node.
    @Test func aHashOfAnotherLengthIsRefused() {
        let root = MerkleTree.nodeHash(MerkleTree.nodeHash([1], [2]), [])
        #expect(throws: MerkleProofError.hashLength) {
            try MerkleTree.verifyInclusion(
                leafHash: MerkleTree.nodeHash([1], [2]), index: 0, size: 2, proof: [[]], root: root)
        }
        #expect(throws: MerkleProofError.hashLength) {
            try MerkleTree.verifyInclusion(leafHash: [], index: 0, size: 1, proof: [], root: [])
        }
    }

    @Test(arguments: [UInt64.max, UInt64.max - 1, 1 << 63]) func thereIsNoOverflowAtTheEnds(size: UInt64) {
        #expect(throws: MerkleProofError.self) {
            try MerkleTree.verifyInclusion(
                leafHash: MerkleTree.emptyRoot, index: size - 1, size: size, proof: [], root: MerkleTree.emptyRoot)
        }
        #expect(throws: MerkleProofError.self) {
            try MerkleTree.verifyInclusion(
                leafHash: MerkleTree.emptyRoot, index: 0, size: size, proof: [], root: MerkleTree.emptyRoot)
        }
        #expect(throws: MerkleProofError.self) {
            try MerkleTree.verifyConsistency(
                first: 1, firstRoot: MerkleTree.emptyRoot, second: size, secondRoot: MerkleTree.emptyRoot, proof: [])
        }
    }

    @Test func consistencyNamesWhatIsWrong() {
        let roots = (0...5).map { Self.tree.root(0..<$0) }
        func verify(_ first: UInt64, _ second: UInt64, _ proof: [[UInt8]], swap: Bool = false) throws {
            try MerkleTree.verifyConsistency(
                first: first, firstRoot: roots[Int(swap ? second : first)], second: second,
                secondRoot: roots[Int(swap ? first : second)], proof: proof)
        }
        #expect(throws: MerkleProofError.indexOutOfRange(index: 5, size: 3)) { try verify(5, 3, []) }
        #expect(throws: MerkleProofError.emptyTree) { try verify(0, 5, []) }
        #expect(throws: MerkleProofError.emptyTree) { try verify(0, 0, []) }
        #expect(throws: MerkleProofError.hashLength) { try verify(3, 5, [[1]]) }
        #expect(throws: MerkleProofError.proofLength(expected: 0, found: 1)) { try verify(5, 5, [roots[5]]) }
        #expect(throws: MerkleProofError.rootMismatch) {
            try MerkleTree.verifyConsistency(
                first: 5, firstRoot: roots[5], second: 5, secondRoot: roots[4], proof: [])
        }
        #expect(throws: MerkleProofError.proofLength(expected: 4, found: 0)) { try verify(3, 5, []) }
        let proof = Self.tree.consistency(from: 3, in: 0..<5)
        #expect(throws: MerkleProofError.proofLength(expected: 4, found: 5)) { try verify(3, 5, proof + [roots[1]]) }
        #expect(throws: MerkleProofError.rootMismatch) { try verify(3, 5, proof, swap: true) }
        #expect(throws: MerkleProofError.rootMismatch) {
            try MerkleTree.verifyConsistency(
                first: 3, firstRoot: roots[3], second: 5, secondRoot: roots[4], proof: proof)
        }
        #expect(throws: MerkleProofError.rootMismatch) {
            try MerkleTree.verifyConsistency(
                first: 3, firstRoot: roots[2], second: 5, secondRoot: roots[5], proof: proof)
        }
    }
}
