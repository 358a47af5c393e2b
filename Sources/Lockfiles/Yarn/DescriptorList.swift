import PackageModel

/// The descriptors of a Berry entry's key, separated by a comma and a blank.
///
/// A descriptor may hold that separator itself (`patch:…#a.patch, b.patch`); a piece without `@` belongs to the one before.
struct DescriptorList: Sequence {
    private let key: Slice
    private let document: Document

    init(_ key: Slice, in document: Document) {
        self.key = key
        self.document = document
    }

    func makeIterator() -> AnyIterator<Slice> {
        var start = 0
        return AnyIterator { [key, document] in
            guard start < key.count else { return nil }
            var end = start
            while true {
                end = Self.separator(in: key, from: end, document) ?? key.count
                let next = key.dropping(first: end + 2)
                let name = next.prefix(PackageName.maximumLength)
                guard end < key.count, Descriptor.split(name, in: document) == nil else { break }
                end += 2
            }
            defer { start = end + 2 }
            return key[start..<end]
        }
    }

    private static func separator(in key: Slice, from start: Int, _ document: Document) -> Int? {
        var index = start
        while let comma = document.firstIndex(of: UInt8(ascii: ","), in: key, from: index) {
            if comma + 1 < key.count, document.byte(key, comma + 1) == UInt8(ascii: " ") { return comma }
            index = comma + 1
        }
        return nil
    }
}
