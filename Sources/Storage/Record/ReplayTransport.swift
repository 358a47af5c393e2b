import Crypto
import PackageModel
package import Registry

/// Answers from a folder that `RecordingTransport` wrote or somebody made by hand, and from nothing else.
package struct ReplayTransport: Transport {
    private let folder: Folder
    private let answers: [RecordKey: RecordedAnswer]
    /// The answers about several packages that say something of one, by what would have been asked for that one alone.
    private let shared: [RecordKey: RecordedAnswer]
    /// The services that the record was made from: a replay has to ask the same.
    package let endpoints: Endpoints

    package init(_ path: String) throws(RecordError) {
        let folder = Folder(path, rights: .shared)
        let bytes: [UInt8]
        do throws(FolderError) {
            bytes = try folder.read(RecordIndex.file, limit: RecordIndex.maximumBytes)
        } catch { throw .folder(error) }
        let index = try RecordIndex(parsing: bytes)
        var answers: [RecordKey: RecordedAnswer] = [:]
        for answer in index.answers {
            guard answers.updateValue(answer, forKey: answer.key) == nil else { throw .twice(answer.key.url) }
        }
        self.folder = folder
        self.answers = answers
        self.shared = Self.shared(index.answers)
        self.endpoints = index.endpoints
    }

    package func fetch<Decoder: BodyDecoder>(
        _ request: WebRequest, decoder: @Sendable () -> Decoder
    ) async throws(TransportError) -> Fetched<Decoder.Output> {
        let key = RecordKey(request)
        guard let answer = answers[key] ?? shared[key] else { throw .notRecorded }
        switch answer.outcome {
        case .failure(let error): throw error
        case .body(let file, let size, let sha256):
            let bytes = try body(file, size: size, sha256: sha256, limit: request.maximumBytes)
            do throws(DecodingFailure) {
                return try bytes.decoded(by: decoder())
            } catch { throw .undecodable(error.reason) }
        }
    }

    /// Downloads are asked for in lists of names, separated by commas at the end of the address.
    private static func shared(_ answers: [RecordedAnswer]) -> [RecordKey: RecordedAnswer] {
        var shared: [RecordKey: RecordedAnswer] = [:]
        for answer in answers where answer.service == .downloads {
            guard case .body = answer.outcome, let slash = answer.key.url.utf8.lastIndex(of: UInt8(ascii: "/")) else {
                continue
            }
            let start = answer.key.url.utf8.index(after: slash)
            let names = answer.key.url[start...].split(separator: ",")
            guard names.count > 1 else { continue }
            for name in names {
                let url = String(answer.key.url[..<start]) + name
                shared[RecordKey(url: url, accept: answer.key.accept)] = answer
            }
        }
        return shared
    }

    private func body(_ file: String, size: Int, sha256: String, limit: Int) throws(TransportError) -> [UInt8] {
        guard size <= limit else { throw .tooLarge(limit: limit) }
        let bytes: [UInt8]
        do throws(FolderError) { bytes = try folder.read(file, limit: size) } catch { throw .recordDamaged(file: file) }
        let digest = Hexadecimal.encode(Array(SHA256.hash(data: bytes)))
        guard bytes.count == size, equalBytewise(digest, sha256) else { throw .recordDamaged(file: file) }
        return bytes
    }
}

/// Why a folder is no record.
package enum RecordError: Error, Equatable {
    case folder(FolderError)
    /// The index is not what docs/record-format.md describes; where, in words.
    case badIndex(String)
    case unknownFormat(Int64)
    /// Two answers for one request.
    case twice(String)
}
