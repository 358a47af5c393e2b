import Registry

/// What one request got, as a record keeps it.
struct RecordedAnswer: Hashable, Sendable {
    enum Outcome: Hashable, Sendable {
        /// A body in a file of the record's folder.
        case body(file: String, size: Int, sha256: String)
        /// No answer, or none that says more than its status.
        case failure(TransportError)
    }

    let key: RecordKey
    let service: WebRequest.Service
    let outcome: Outcome
}

/// What tells answers apart: mirrors give two forms of a document one address.
struct RecordKey: Hashable, Sendable {
    let url: String
    let accept: String

    init(url: String, accept: String) {
        self.url = url
        self.accept = accept
    }

    init(_ request: WebRequest) { self.init(url: request.url, accept: request.accept) }
}
