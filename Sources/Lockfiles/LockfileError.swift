/// Why a file was not read, and where; nothing of such a file is used.
public struct LockfileError: Error, Equatable, Sendable {
    public let reason: Reason
    /// Counted from 1; nil where the file as a whole is meant.
    public let line: Int?
    /// Bytes, counted from 1.
    public let column: Int?

    /// What is wrong. The sentence and the hint for each are in `LockfileError+Description`.
    public enum Reason: Equatable, Sendable {
        case tooLarge(bytes: Int, limit: Int)
        /// A file of YAML that pnpm and Yarn don't write, which is read more slowly and in more memory.
        case unusualYAMLTooLarge(bytes: Int, limit: Int)
        case tooManyNodes(limit: Int)
        case tooManyEntries(limit: Int)
        case tooManyDependencies(limit: Int)
        case tooDeep(limit: Int)
        /// The path of a folder.
        case pathTooLong(limit: Int)
        case empty
        case notUTF8
        /// The content is of no format that is read.
        case unknownFormat
        /// Bun's binary form, bun.lockb.
        case binaryBunLockfile
        /// A version of a format that is not read; nil is a file without one.
        case unsupportedVersion(LockfileFormat, String?)
        /// Git's markers are in it.
        case mergeConflict
        case syntax(expected: Expectation)
        case unexpectedEnd
        /// The second member by that name in one object: tools disagree about which one counts.
        case duplicateKey(String)
        /// A member with a value of another type than the format has there.
        case unexpectedType(key: String)
        /// Something that the format never omits.
        case missing(key: String, in: String)
        /// A dependency for which the file has no entry: a file that was cut, or edited by hand.
        case danglingDependency(name: String, of: String)
        /// A YAML alias, which no package manager writes.
        case alias
    }

    /// What a reader would have accepted.
    public enum Expectation: String, Equatable, Sendable {
        case value, key, colon
        case commaOrEnd = "comma or end"
        case endOfFile = "end of file"
        case escape, string, number
        case indentation
        case yaml = "YAML"
        case yarnLine = "Yarn line"
        case newline
    }

    init(_ reason: Reason, line: Int? = nil, column: Int? = nil) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    /// An error at a byte of the file.
    init(_ reason: Reason, at offset: Int, in bytes: [UInt8]) {
        var line = 1
        var start = 0
        for index in bytes.indices.prefix(min(offset, bytes.count)) where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            start = index + 1
        }
        self.init(reason, line: line, column: offset - start + 1)
    }
}
