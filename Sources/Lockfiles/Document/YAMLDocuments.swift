/// The documents of a YAML file, read by the fast reader or else by the complete one.
enum YAMLDocuments {
    /// pnpm writes at most two.
    static let maximumCount = 8

    static func read(_ bytes: [UInt8], from start: Int) throws(LockfileError) -> [DocumentMemory] {
        if let documents = try BlockYAMLReader.read(bytes, from: start) { return documents }
        return try CompleteYAMLReader.read(bytes, from: start)
    }
}
