import Crypto

/// Hashes and proofs of a Merkle tree as transparency logs use it (RFC 6962 §2.1).
public enum MerkleTree {
    /// The length of every hash, in bytes.
    public static let hashLength = 32

    /// SHA-256 of 0x00 and the entry.
    public static func leafHash(_ entry: some Collection<UInt8>) -> [UInt8] {
        Array(SHA256.hash(data: [0x00] + entry))
    }

    /// SHA-256 of 0x01 and both children.
    public static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: [0x01] + left + right))
    }

    /// SHA-256 of nothing: the root of the empty tree.
    public static var emptyRoot: [UInt8] { Array(SHA256.hash(data: [UInt8]())) }

    /// Says whether a leaf is entry `index` of the tree with this root (RFC 9162 §2.1.3.2).
    ///
    /// - Throws: `MerkleProofError` with the first thing that is wrong; returning is the proof.
    public static func verifyInclusion(
        leafHash: [UInt8], index: UInt64, size: UInt64, proof: [[UInt8]], root: [UInt8]
    ) throws(MerkleProofError) {
        // check: inclusion-index-range
        guard index < size else { throw .indexOutOfRange(index: index, size: size) }
        // check: inclusion-hash-length
        guard leafHash.count == hashLength, proof.allSatisfy({ $0.count == hashLength }) else { throw .hashLength }
        let inner = UInt64.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
        let border = (inner == UInt64.bitWidth ? 0 : index >> UInt64(inner)).nonzeroBitCount
        // check: inclusion-proof-length
        guard proof.count == inner + border else { throw .proofLength(expected: inner + border, found: proof.count) }
        var hash = leafHash
        for (level, sibling) in proof.enumerated() {
            let isRightChild = level >= inner || index >> UInt64(level) & 1 == 1
            hash = isRightChild ? nodeHash(sibling, hash) : nodeHash(hash, sibling)
        }
        // check: inclusion-root
        guard hash == root else { throw .rootMismatch }
    }

    /// Says whether the tree of `first` entries is a prefix of the tree of `second` (RFC 9162 §2.1.4.2).
    public static func verifyConsistency(
        first: UInt64, firstRoot: [UInt8], second: UInt64, secondRoot: [UInt8], proof: [[UInt8]]
    ) throws(MerkleProofError) {
        guard first <= second else { throw .indexOutOfRange(index: first, size: second) }
        guard proof.allSatisfy({ $0.count == hashLength }) else { throw .hashLength }
        if first == second || first == 0 {
            guard proof.isEmpty else { throw .proofLength(expected: 0, found: proof.count) }
            guard first == 0 || firstRoot == secondRoot else { throw .rootMismatch }
            return
        }
        let skipped = first.trailingZeroBitCount
        let last = first - 1
        let inner = UInt64.bitWidth - (last ^ (second - 1)).leadingZeroBitCount - skipped
        let border = (last >> UInt64(inner + skipped)).nonzeroBitCount
        // A first tree that is a perfect subtree of the second is its own starting point.
        let isPerfect = first == 1 << UInt64(skipped)
        let start = isPerfect ? 0 : 1
        guard proof.count == start + inner + border else {
            throw .proofLength(expected: start + inner + border, found: proof.count)
        }
        let seed = isPerfect ? firstRoot : proof[0]
        let mask = last >> UInt64(skipped)
        var (old, new) = (seed, seed)
        for (level, sibling) in proof.dropFirst(start).enumerated() {
            if level >= inner || mask >> UInt64(level) & 1 == 1 {
                old = nodeHash(sibling, old)
                new = nodeHash(sibling, new)
            } else {
                new = nodeHash(new, sibling)
            }
        }
        guard old == firstRoot, new == secondRoot else { throw .rootMismatch }
    }
}

/// Why a proof proves nothing.
public enum MerkleProofError: Error, Hashable, Sendable {
    case indexOutOfRange(index: UInt64, size: UInt64)
    case hashLength
    case proofLength(expected: Int, found: Int)
    case rootMismatch
}
