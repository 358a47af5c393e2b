package import PackageModel
package import RegistryHTTP
import Sigstore

/// Everything that a command knows of the world: arguments, variables, folder, streams, clock and terminal.
///
/// The whole program is a function of this value, so that a test runs it as a user does.
package struct Environment: Sendable {
    /// Without the program's own name.
    package var arguments: [String]
    package var variables: [String: String]
    package var currentDirectory: String
    package var files: FileAccess
    package var standardInput: @Sendable () throws(FileError) -> [UInt8]
    package var standardOutput: OutputStream
    package var standardError: OutputStream
    package var git: GitReading
    /// The wall clock, read once at the start of a run.
    package var now: @Sendable () -> Timestamp
    /// Patience with services.
    package var http = HTTPPolicy()
    /// The TUF root from which the trust anchors are refreshed.
    package var trustAnchor = EmbeddedAnchors.tuf

    package init(
        arguments: [String], variables: [String: String], currentDirectory: String, files: FileAccess,
        standardInput: @escaping @Sendable () throws(FileError) -> [UInt8], standardOutput: OutputStream,
        standardError: OutputStream, git: GitReading, now: @escaping @Sendable () -> Timestamp
    ) {
        self.arguments = arguments
        self.variables = variables
        self.currentDirectory = currentDirectory
        self.files = files
        self.standardInput = standardInput
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.git = git
        self.now = now
    }

    /// A variable that is set to something.
    func variable(_ name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// A path as the user means it: relative ones start at the current folder.
    func absolute(_ path: String) -> String {
        path.utf8.first == UInt8(ascii: "/") ? path : currentDirectory + "/" + path
    }
}

/// One of the two streams that a command writes to.
package struct OutputStream: Sendable {
    /// Writes all bytes, or throws when the reader is gone or the disk is full.
    package var write: @Sendable ([UInt8]) throws(FileError) -> Void
    package var isTerminal: Bool
    /// Cells of a line of the terminal; nil where it does not say, and for what is no terminal.
    package var columns: Int?

    package init(isTerminal: Bool, columns: Int? = nil, write: @escaping @Sendable ([UInt8]) throws(FileError) -> Void)
    {
        self.write = write
        self.isTerminal = isTerminal
        self.columns = columns
    }

    package func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }
}
