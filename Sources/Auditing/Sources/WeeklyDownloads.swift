package import PackageModel
package import Registry
package import Signals

extension PackageSources {
    /// Last week's downloads of many packages, in as few calls as the API allows.
    ///
    /// Names without a scope go in bulk, scoped ones singly. A bulk request that is refused is split, since the API refuses
    /// some combinations of names; names of private scopes are not asked at all.
    package func weeklyDownloads(of names: [PackageName]) async -> [PackageName: Known<DownloadCount>] {
        var result: [PackageName: Known<DownloadCount>] = [:]
        var bulk: [PackageName] = []
        var single: [PackageName] = []
        for name in Set(names).sorted() {
            if endpoints.isPrivate(name) {
                result[name] = .unknown(.notAsked)
            } else if name.scope == nil {
                bulk.append(name)
            } else {
                single.append(name)
            }
        }
        let batches =
            stride(from: 0, to: bulk.count, by: Endpoints.maximumBulkNames).map {
                Array(bulk[$0..<min($0 + Endpoints.maximumBulkNames, bulk.count)])
            } + single.map { [$0] }
        // What the pace of the service lets through at once is the transport's business.
        let answers = await concurrentMap(batches, limit: Concurrency.downloads) { await counts(of: $0) }
        for answer in answers { result.merge(answer) { _, new in new } }
        return result
    }

    private func counts(of names: [PackageName]) async -> [PackageName: Known<DownloadCount>] {
        do {
            let counts = try await downloadsPoint(names)
            // `null`, or left out: the API says nothing about the name.
            return Dictionary(uniqueKeysWithValues: names.map { ($0, Known(counts[$0] ?? nil)) })
        } catch {
            if error.mayDependOnTheCombination, names.count > 1 {
                let middle = names.count / 2
                let left = await counts(of: Array(names[..<middle]))
                return left.merging(await counts(of: Array(names[middle...]))) { _, new in new }
            }
            return Dictionary(uniqueKeysWithValues: names.map { ($0, .unknown(UnknownReason(error))) })
        }
    }
}

extension TransportError {
    /// The API refuses some lists of names with 400 or 403, and others not; the cache and a record may have the answers to others.
    fileprivate var mayDependOnTheCombination: Bool {
        switch self {
        case .unauthorized, .unexpectedStatus, .notFound, .offline, .notRecorded: true
        default: false
        }
    }
}

extension UnknownReason {
    package init(_ error: TransportError) {
        switch error {
        case .rateLimited: self = .rateLimited
        case .timedOut, .deadlineExceeded, .cancelled: self = .timedOut
        case .offline: self = .notCached
        case .notRecorded: self = .notRecorded
        case .notAsked: self = .notAsked
        case .notFound: self = .notSaid
        default: self = .unreachable
        }
    }
}
