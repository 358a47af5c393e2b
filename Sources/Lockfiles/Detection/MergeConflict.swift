/// The markers that git leaves in a file that it could not merge.
enum MergeConflict {
    private static let markers: [UInt8] = [
        UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "|"),
    ]
    private static let length = 7

    /// The offset of the first marker: seven of a kind at the beginning of a line.
    static func firstMarker(in bytes: [UInt8]) -> Int? {
        var position = 0
        while position < bytes.count {
            let line = bytes[position...]
            if let byte = line.first, markers.contains(byte), line.prefix(length).count == length,
                line.prefix(length).allSatisfy({ $0 == byte }),
                line.dropFirst(length).first.map({ $0 <= 0x20 }) ?? true
            {
                return position
            }
            guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            position = end + 1
        }
        return nil
    }
}

extension LockfileError {
    /// Says whether a merge conflict in the file could be the cause.
    var isAboutText: Bool {
        switch reason {
        case .syntax, .unexpectedEnd, .duplicateKey, .unknownFormat, .unsupportedVersion, .unexpectedType, .missing,
            .danglingDependency:
            true
        default:
            false
        }
    }
}
