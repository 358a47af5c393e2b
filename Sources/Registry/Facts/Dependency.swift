import PackageModel

/// A dependency as a package's manifest has it: both parts are the package's own words. Compared by bytes.
public struct Dependency: Hashable, Sendable {
    public var name: String
    /// A range, a tag, an alias, an address: whatever npm takes.
    public var specifier: String

    public init(name: String, specifier: String) {
        self.name = name
        self.specifier = specifier
    }

    public static func == (left: Self, right: Self) -> Bool {
        equalBytewise(left.name, right.name) && equalBytewise(left.specifier, right.specifier)
    }
}
