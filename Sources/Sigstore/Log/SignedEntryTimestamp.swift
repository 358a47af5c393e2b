import PackageModel
import TransparencyLog

/// Rekor's promise to include an entry, which is also its word on the time (rekor, `signEntry`).
enum SignedEntryTimestamp {
    /// RFC 8785 JSON of exactly four members; the index is the log's global one, not that of the shard.
    static func signedBytes(_ entry: Bundle.LogEntry, integratedTime: Int64) -> [UInt8] {
        let body = Base64.encode(entry.canonicalizedBody)
        let log = Hexadecimal.encode(entry.logID)
        return Array(
            #"{"body":"\#(body)","integratedTime":\#(integratedTime),"logID":"\#(log)","logIndex":\#(entry.logIndex)}"#
                .utf8)
    }

    /// Requires the promise to be by a trusted log that was valid at the time it names.
    static func verify(
        _ entry: Bundle.LogEntry, promise: [UInt8], logs: [TrustedRoot.Log], memory: (any SignatureMemory)? = nil
    ) throws(Refusal) -> VerifiedTime {
        // check: set-time-present
        guard let seconds = entry.integratedTime else {
            throw failed("set-time-present", "a promise without a time")
        }
        let instant = Timestamp(seconds: seconds)
        let candidates = logs.filter { $0.id == entry.logID }
        // check: set-log-validity
        guard let log = candidates.first(where: { $0.isValid(at: instant) }) else {
            throw failed("set-log-validity", "the log was not trusted at \(instant)")
        }
        guard let key = log.key else {
            throw .unknown(.signedEntryTimestamp, "set-key-algorithm", "the log's kind of key is not supported")
        }
        // check: set-signature
        guard key.isValid(promise, for: signedBytes(entry, integratedTime: seconds), memory: memory) else {
            throw failed("set-signature", "the log's signature does not verify")
        }
        return VerifiedTime(source: .transparencyLog(name: key.name), instant: instant)
    }

    private static func failed(_ cause: String, _ detail: String) -> Refusal {
        .failed(.signedEntryTimestamp, cause, detail)
    }
}
