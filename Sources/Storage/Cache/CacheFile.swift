/// What a file of the cache is, by its name: all others in the folder are not this program's, and are left alone.
enum CacheFile: Hashable {
    /// Named as segments are: whether it is one, or was to become one, its bytes say.
    case segment
    /// One that was being written.
    case part
    case signatures
    /// Its time says when the cache was last looked at.
    case marker

    static let markerName = "trimmed"

    /// Nil for a name that no file of the cache has.
    init?(_ name: String) {
        let words = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let first = words.first, let whole = Self(whole: String(Substring(first))) else { return nil }
        if words.count == 1 {
            self = whole
            return
        }
        // See `Folder.part(of:)`.
        guard words.count == 4, Self.isNumber(words[1]), Self.isNumber(words[2]), words[3].elementsEqual("part".utf8)
        else { return nil }
        self = .part
    }

    private init?(whole name: String) {
        switch name {
        case SignatureLedger.file: self = .signatures
        case Self.markerName: self = .marker
        default:
            guard Segment.isName(name) else { return nil }
            self = .segment
        }
    }

    private static func isNumber(_ word: Substring.UTF8View) -> Bool {
        !word.isEmpty && word.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension CacheFolder {
    /// The files in the folder that this program wrote, or began to: nothing else is counted or removed.
    func ownFiles() -> [(file: Folder.File, kind: CacheFile)] {
        folder.files().compactMap { file in
            guard let kind = CacheFile(file.name) else { return nil }
            guard kind != .segment || Segment.isBegun(file, in: folder) else { return nil }
            return (file, kind)
        }
    }
}
