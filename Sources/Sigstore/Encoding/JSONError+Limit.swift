public import JSONCursor

extension JSONError {
    /// Says whether the document may be well formed and is only more than is read.
    public var isLimit: Bool {
        switch self {
        case .tooManyBytes, .tooDeep, .tooManyValues, .stringTooLong, .numberTooLong: true
        default: false
        }
    }
}
