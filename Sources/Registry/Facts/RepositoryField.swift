/// `repository` of a manifest: where the package says its source is. Its own word, proved by nothing.
public struct RepositoryField: Equatable, Sendable {
    /// The address as it is written.
    public var text: String
    /// `repository.directory`: the package's place in a repository of several.
    public var directory: String?
    /// The repository that the address means; nil if it cannot be told.
    public var source: SourceRepository?

    public init(text: String, directory: String? = nil) {
        self.text = text
        self.directory = directory
        self.source = SourceRepository(parsing: text, directory: directory)
    }

    public static func == (left: Self, right: Self) -> Bool {
        equalBytewise(left.text, right.text) && equalBytewise(left.directory, right.directory)
    }
}
