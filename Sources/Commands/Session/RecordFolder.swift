import Registry
import RegistryHTTP

/// A folder of recorded answers on disk.
struct RecordFolder: Sendable {
    private let path: String
    private let files: FileAccess

    init(_ path: String, _ environment: Environment) {
        self.path = path
        self.files = environment.files
    }

    /// A transport that answers from the folder.
    func replay() throws(CommandFailure) -> ReplayTransport {
        let bytes: [UInt8]
        do {
            bytes = try files.read("\(path)/\(Recording.indexName)", Recording.maximumIndexBytes)
        } catch {
            throw CommandFailure(.usage, "`\(path)` is no record", hint: "write one with `--record`")
        }
        let recording: Recording
        do {
            recording = try Recording(parsing: bytes)
        } catch {
            switch error {
            case .malformedIndex:
                throw CommandFailure(.usage, "`\(path)/\(Recording.indexName)` is no index of a record")
            case .unknownVersion:
                throw CommandFailure(.usage, "`\(path)` was recorded by another version of the program")
            }
        }
        return ReplayTransport(recording) { [path, files] file, limit in try? files.read("\(path)/\(file)", limit) }
    }

    /// A transport that keeps every answer in the folder.
    func record(_ source: HTTPTransport) -> RecordingTransport<HTTPTransport> {
        // A body that cannot be written is noticed when it is missing: the index is written last.
        RecordingTransport(source) { [path, files] file, bytes in try? files.replace("\(path)/\(file)", bytes) }
    }

    func write(_ recording: Recording) throws(CommandFailure) {
        do {
            for case .body(let file, _) in recording.answers.values where !files.exists("\(path)/\(file)") {
                throw FileError.notWritable(path: "\(path)/\(file)", errno: 0)
            }
            try files.replace("\(path)/\(Recording.indexName)", Array(recording.index.utf8))
        } catch let error as FileError {
            throw CommandFailure(error, path: path)
        } catch {
            throw CommandFailure(.internalError, "the record in `\(path)` is incomplete")
        }
    }
}
