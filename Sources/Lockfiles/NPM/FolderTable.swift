/// Folders of an installed tree, and Node's way to find a package from one of them.
struct FolderTable {
    private static let modules: StaticString = "node_modules/"

    private let document: Document
    private var table: SliceTable
    /// Folders that have a `node_modules`.
    private var holders: SliceTable
    private var scratch: [UInt8] = []

    init(document: Document, minimumCapacity: Int) {
        self.document = document
        table = SliceTable(document: document, minimumCapacity: minimumCapacity)
        holders = SliceTable(document: document, minimumCapacity: 64)
        scratch.reserveCapacity(512)
    }

    mutating func add(_ folder: Slice, _ index: Int) {
        table.insert(folder, index)
        if let holder = Self.holder(of: folder, in: document), !holder.isEmpty { holders.insert(holder, index) }
    }

    /// The folder itself or the nearest around it that has a `node_modules`; the root, if there is none.
    func nearestHolder(of folder: Slice) -> Slice {
        var folder = folder
        while !folder.isEmpty, holders.find(folder) == nil { folder = Self.holder(of: folder, in: document) ?? .empty }
        return folder
    }

    /// The folder in whose `node_modules` another one is; nil for a folder that is in none.
    static func holder(of folder: Slice, in document: Document) -> Slice? {
        startOfLastModules(in: folder, document).map { folder.prefix(max(0, $0 - 1)) }
    }

    func find(_ folder: Slice) -> Int? { table.find(folder) }

    /// The package of a name in the `node_modules` of a project's folder, or of one around it; the root's is empty.
    func find(_ name: Span<UInt8>, seenFromMember folder: String) -> Int? {
        var parts = folder.utf8.split(separator: UInt8(ascii: "/"))
        while true {
            var path: [UInt8] = []
            for part in parts { path += part + [UInt8(ascii: "/")] }
            Self.modules.withUTF8Buffer { unsafe path.append(contentsOf: $0) }
            for index in name.indices { path.append(name[index]) }
            if let found = table.find(path.span) { return found }
            guard parts.popLast() != nil else { return nil }
        }
    }

    /// What `require(name)` finds: in the folder's own `node_modules`, then in that of each folder around it.
    mutating func find(_ name: Slice, seenFrom folder: Slice) -> Int? {
        var prefix = folder.count
        while true {
            scratch.removeAll(keepingCapacity: true)
            append(folder.prefix(prefix))
            if prefix > 0 { scratch.append(UInt8(ascii: "/")) }
            Self.modules.withUTF8Buffer { unsafe scratch.append(contentsOf: $0) }
            append(name)
            if let found = table.find(scratch.span) { return found }
            guard prefix > 0 else { return nil }
            prefix = Self.startOfLastModules(in: folder.prefix(prefix), document) ?? 0
            if prefix > 0 { prefix -= 1 }
        }
    }

    private mutating func append(_ slice: Slice) {
        document.append(slice, to: &scratch)
    }

    /// The name behind the last `node_modules/`; nil for a folder that is not inside one.
    static func name(ofFolder folder: Slice, in document: Document) -> Slice? {
        guard let start = startOfLastModules(in: folder, document) else { return nil }
        return folder.dropping(first: start + modules.utf8CodeUnitCount)
    }

    /// The offset of the last `node_modules/` that is a whole segment of the path.
    private static func startOfLastModules(in folder: Slice, _ document: Document) -> Int? {
        let length = modules.utf8CodeUnitCount
        return document.withBytes(of: folder) { bytes in
            var index = bytes.count - length
            while index >= 0 {
                if bytes[index] == UInt8(ascii: "n"), bytes[index + length - 1] == UInt8(ascii: "/"),
                    index == 0 || bytes[index - 1] == UInt8(ascii: "/"),
                    document.hasPrefix(folder.dropping(first: index), modules)
                {
                    return index
                }
                index -= 1
            }
            return nil
        }
    }
}
