/// `repository` of a manifest: where the package says its source is. Its own word, proved by nothing.
public struct RepositoryField: Equatable, Sendable {
    /// The address as it is written.
    public var text: String
    /// The repository that the address means; nil if it cannot be told.
    public var source: SourceRepository?

    public init(text: String) {
        self.text = text
        self.source = SourceRepository(parsing: text)
    }

    public static func == (left: Self, right: Self) -> Bool { equalBytewise(left.text, right.text) }
}
