#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder that a record is written into.
package enum RecordFolder {
    /// Whether there is none, or nothing is in it, or a record, which may be replaced.
    ///
    /// Files of anybody else would be written over, should they have the names of the record's.
    package static func isWritable(_ path: String) -> Bool {
        guard hasEntries(path) else { return true }
        guard
            let bytes = try? Folder(path, rights: .shared).read(RecordIndex.file, limit: RecordIndex.maximumBytes)
        else { return false }
        return (try? RecordIndex(parsing: bytes)) != nil
    }

    private static func hasEntries(_ path: String) -> Bool {
        // What is no folder, or none that can be read, is said when it is written to.
        guard let folder = unsafe opendir(path) else { return false }
        defer { unsafe closedir(folder) }
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { return true }
        }
        return false
    }
}
