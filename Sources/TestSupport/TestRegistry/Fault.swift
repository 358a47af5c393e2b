extension TestRegistry {
    /// Each way in which a server or a network misbehaves.
    public enum Fault: Hashable, Sendable, CaseIterable {
        case notFound
        case unauthorized
        case forbidden
        /// 429 with an HTML page and no `Retry-After`.
        case rateLimited
        /// 429 with `Retry-After: 1`.
        case rateLimitedForASecond
        case serverError
        case badGateway
        /// Takes the request and never answers.
        case silence
        /// One byte of the body every 50 ms, without end.
        case trickle
        /// Half of a body, and then nothing more.
        case stall
        /// Half of a body, then the end of the connection.
        case truncated
        /// A body without end.
        case endless
        /// A small answer that decompresses without end.
        case bomb
        /// 200 with an HTML page.
        case wrongType
        /// 200 with JSON that is none.
        case brokenJSON
        /// 200 with a JSON value of another type.
        case otherJSON
        /// 302 to another port of this machine.
        case redirectElsewhere
        /// The connection ends without an answer.
        case reset
    }
}
