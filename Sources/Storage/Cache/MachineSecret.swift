/// A secret of this user on this machine, kept outside of every cache (XDG Base Directory Specification, state).
package struct MachineSecret: Sendable {
    /// Bytes.
    static let length = 32
    /// A longer file is not the program's, and stays as it is.
    private static let maximumFileBytes = 4096
    private static let file = "signature-secret"

    let bytes: [UInt8]

    /// Reads it, or makes it.
    ///
    /// - Parameter path: the program's state folder, absolute; made when needed.
    /// - Returns: nil where it can be neither read nor kept, or where others could have put it.
    package init?(in path: String) {
        let folder = Folder(path, rights: .private)
        do throws(FolderError) {
            try folder.checkIsPrivate()
            if let bytes = try Self.read(folder) {
                self.bytes = bytes
                return
            }
            var generator = SystemRandomNumberGenerator()
            try folder.replace(Self.file, with: (0..<Self.length).map { _ in generator.next() })
            // Another process may have made one meanwhile: the one that lies there counts.
            guard let bytes = try Self.read(folder) else { return nil }
            self.bytes = bytes
        } catch { return nil }
    }

    /// Below `XDG_STATE_HOME`, else below the home folder; nil without either.
    package static func standardPath(_ variables: [String: String]) -> String? {
        if let base = variables["XDG_STATE_HOME"], base.utf8.first == UInt8(ascii: "/") {
            return "\(base)/proof-of-commitment"
        }
        guard let home = variables["HOME"], home.utf8.first == UInt8(ascii: "/") else { return nil }
        return "\(home)/.local/state/proof-of-commitment"
    }

    /// Nil for none, and for what is not as long as it was written.
    private static func read(_ folder: Folder) throws(FolderError) -> [UInt8]? {
        do throws(FolderError) {
            let bytes = try folder.read(file, limit: maximumFileBytes)
            return bytes.count == length ? bytes : nil
        } catch {
            guard case .notFound = error else { throw error }
            return nil
        }
    }
}
