import Storage

extension CommandFailure {
    /// A file that cannot be used.
    init(_ error: FileError, path: String) {
        let message =
            switch error {
            case .notFound: "`\(path)` does not exist"
            case .notReadable(_, let code): "`\(path)` cannot be read: \(SystemError.words(code))"
            case .notWritable(_, let code): "`\(path)` cannot be written: \(SystemError.words(code))"
            case .tooLarge(_, let limit): "`\(path)` is larger than \(limit) bytes"
            case .notAFile: "`\(path)` is no file"
            case .brokenPipe: "nobody reads the output any more"
            case .interrupted: "interrupted"
            }
        let status: ExitStatus =
            switch error {
            case .notWritable, .brokenPipe: .internalError
            case .interrupted: .interrupted
            default: .usage
            }
        self.init(status, message)
    }
}
