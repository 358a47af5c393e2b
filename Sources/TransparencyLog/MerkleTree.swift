import Crypto

/// Hashes and proofs of a Merkle tree as transparency logs use it (RFC 6962 §2.1).
public enum MerkleTree {
    /// The length of every hash, in bytes.
    public static let hashLength = 32

    /// SHA-256 of 0x00 and the entry.
    public static func leafHash(_ entry: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: [0x00] as [UInt8])
        hasher.update(data: entry)
        return Array(hasher.finalize())
    }

    /// SHA-256 of 0x01 and both children.
    public static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: [0x01] as [UInt8])
        hasher.update(data: left)
        hasher.update(data: right)
        return Array(hasher.finalize())
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
        // check: inclusion-leaf-hash-length
        guard leafHash.count == hashLength else { throw .hashLength }
        // check: inclusion-hash-length
        guard proof.allSatisfy({ $0.count == hashLength }) else { throw .hashLength }
        // Below `inner` the path runs inside the subtree that the last leaf shares with this one; above, it climbs along
        // the tree's right border.
        let inner = bitLength(index ^ (size &- 1))
        let border = (index >> UInt64(inner)).nonzeroBitCount
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
    ///
    /// Every tree begins with the empty one, so that a proof from there would say nothing: it is refused.
    ///
    /// - Throws: `MerkleProofError` with the first thing that is wrong; returning is the proof.
    public static func verifyConsistency(
        first: UInt64, firstRoot: [UInt8], second: UInt64, secondRoot: [UInt8], proof: [[UInt8]]
    ) throws(MerkleProofError) {
        // check: consistency-order
        guard first <= second else { throw .indexOutOfRange(index: first, size: second) }
        // check: consistency-empty-tree
        guard first > 0 else { throw .emptyTree }
        // check: consistency-hash-length
        guard proof.allSatisfy({ $0.count == hashLength }) else { throw .hashLength }
        if first == second {
            // check: consistency-empty-proof
            guard proof.isEmpty else { throw .proofLength(expected: 0, found: proof.count) }
            // check: consistency-same-root
            guard firstRoot == secondRoot else { throw .rootMismatch }
            return
        }
        let skipped = first.trailingZeroBitCount
        let last = first - 1
        let inner = bitLength(last ^ (second - 1)) - skipped
        let border = (last >> UInt64(inner + skipped)).nonzeroBitCount
        // A first tree that is one whole subtree of the second is its own starting point.
        let given = first.nonzeroBitCount == 1 ? 0 : 1
        // check: consistency-proof-length
        guard proof.count == given + inner + border else {
            throw .proofLength(expected: given + inner + border, found: proof.count)
        }
        let seed = given == 0 ? firstRoot : proof.first ?? []
        let path = last >> UInt64(skipped)
        var (old, new) = (seed, seed)
        for (level, sibling) in proof.dropFirst(given).enumerated() {
            if level >= inner || path >> UInt64(level) & 1 == 1 {
                old = nodeHash(sibling, old)
                new = nodeHash(sibling, new)
            } else {
                new = nodeHash(new, sibling)
            }
        }
        // check: consistency-first-root
        guard old == firstRoot else { throw .rootMismatch }
        // check: consistency-second-root
        guard new == secondRoot else { throw .rootMismatch }
    }

    private static func bitLength(_ value: UInt64) -> Int { UInt64.bitWidth - value.leadingZeroBitCount }
}

/// Why a proof proves nothing.
public enum MerkleProofError: Error, Hashable, Sendable {
    case indexOutOfRange(index: UInt64, size: UInt64)
    case hashLength
    /// A proof from the tree of no entries.
    case emptyTree
    case proofLength(expected: Int, found: Int)
    case rootMismatch
}

extension MerkleProofError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .indexOutOfRange(let index, let size): "entry \(index) of a tree of \(size)"
        case .hashLength: "a hash that is not \(MerkleTree.hashLength) bytes long"
        case .emptyTree: "a proof from an empty tree"
        case .proofLength(let expected, let found): "\(found) hashes in the proof instead of \(expected)"
        case .rootMismatch: "the proof leads to another root"
        }
    }
}
