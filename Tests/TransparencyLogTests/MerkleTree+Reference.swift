import TransparencyLog

/// A tree by the definition of RFC 6962 §2.1, with the proofs of §2.1.1 and §2.1.2: recursive, and slow.
struct ReferenceTree {
    let leaves: [[UInt8]]

    init(size: Int) { leaves = (0..<size).map { MerkleTree.leafHash([UInt8(truncatingIfNeeded: $0), 7]) } }

    func root(_ range: Range<Int>) -> [UInt8] {
        guard range.count > 1 else { return range.first.map { leaves[$0] } ?? MerkleTree.emptyRoot }
        let middle = range.lowerBound + Self.split(range.count)
        return MerkleTree.nodeHash(root(range.lowerBound..<middle), root(middle..<range.upperBound))
    }

    func inclusion(of index: Int, in range: Range<Int>) -> [[UInt8]] {
        guard range.count > 1 else { return [] }
        let middle = range.lowerBound + Self.split(range.count)
        return index < middle
            ? inclusion(of: index, in: range.lowerBound..<middle) + [root(middle..<range.upperBound)]
            : inclusion(of: index, in: middle..<range.upperBound) + [root(range.lowerBound..<middle)]
    }

    func consistency(from first: Int, in range: Range<Int>, isWhole: Bool = true) -> [[UInt8]] {
        guard first < range.count else { return isWhole ? [] : [root(range)] }
        let split = Self.split(range.count)
        let middle = range.lowerBound + split
        return first <= split
            ? consistency(from: first, in: range.lowerBound..<middle, isWhole: isWhole)
                + [root(middle..<range.upperBound)]
            : consistency(from: first - split, in: middle..<range.upperBound, isWhole: false)
                + [root(range.lowerBound..<middle)]
    }

    /// The largest power of two below the count.
    private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
