public import PackageModel

/// The state of a repository after a whole update in which every check held.
public struct TUFRepository: Sendable {
    /// Everything that the update used, to be kept and verified again.
    public let files: TUFFiles
    /// The targets that were asked for, by their names.
    public let targets: [String: [UInt8]]
    /// The file that expires first, and when.
    public let expiry: (file: String, instant: Timestamp)

    let root: TUFRoot
    let timestamp: TUFVersions
    let snapshot: TUFVersions
}
