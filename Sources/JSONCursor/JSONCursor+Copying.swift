extension JSONCursor {
    /// Appends the document's bytes from `offset` up to where the cursor is.
    ///
    /// Requires an `offset` that this cursor had.
    public func copy(from offset: Int, to bytes: inout [UInt8]) {
        unsafe bytes.append(contentsOf: scanner.bytes((offset - scanner.origin)..<scanner.position))
    }
}

extension RepeatedMembers {
    /// Whether the last object is remembered; one that is too long, or has a key with escapes, is not.
    public var isRemembered: Bool { !bytes.isEmpty }

    /// Appends the members of the last object that are among the fields, as they are written and with commas between.
    ///
    /// - Parameters:
    ///   - excluded: the index of a field that is left out; -1 for none.
    ///   - isFirst: whether no comma is needed before the next member.
    public func copyFields(excluding excluded: Int, to text: inout [UInt8], isFirst: inout Bool) {
        // The end of the member before, if it was copied.
        var end: Int?
        for member in members {
            guard member.field >= 0, member.field != excluded else {
                end = nil
                continue
            }
            if end == nil, !isFirst { text.append(UInt8(ascii: ",")) }
            text.append(contentsOf: bytes[(end ?? member.key - 1)..<member.end])
            end = member.end
            isFirst = false
        }
    }
}
