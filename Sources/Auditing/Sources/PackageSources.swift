package import PackageModel
package import Registry
import Signals

/// Asks the services behind an audit, and gives decoded facts.
package struct PackageSources<Source: Transport>: Sendable {
    package let transport: Source
    package let endpoints: Endpoints

    package init(transport: Source, endpoints: Endpoints) {
        self.transport = transport
        self.endpoints = endpoints
    }

    /// Decoded while it arrives: documents of many megabytes are never held whole.
    package func packument(_ name: PackageName) async throws(TransportError) -> Packument {
        try await transport.fetch(endpoints.packument(name)) { PackumentDecoder(name: name) }.output
    }

    /// Fails when the answer is about another version than was asked for.
    package func manifest(_ name: PackageName, _ version: Version) async throws(TransportError) -> VersionManifest {
        try await transport.fetch(endpoints.manifest(name, version)) {
            CollectingDecoder { (bytes) throws(DecodingFailure) in
                do {
                    return try VersionManifest(decoding: bytes, name: name, version: version)
                } catch { throw DecodingFailure("\(error)") }
            }
        }.output
    }

    /// The bytes as they came: `AttestationVerification` judges them, and says itself what is malformed.
    package func attestations(_ name: PackageName, _ version: Version) async throws(TransportError) -> [UInt8] {
        try await transport.fetch(endpoints.attestations(name, version)) { CollectingDecoder() }.output
    }

    /// The keys that a registry serves itself.
    package func keys(ofRegistry registry: String) async throws(TransportError) -> [UInt8] {
        try await transport.fetch(endpoints.keys(ofRegistry: registry)) { CollectingDecoder() }.output
    }

    /// The days of a trend's window that end with `end`, which the API has published.
    package func dailyDownloads(
        _ name: PackageName, endingWith end: Timestamp
    ) async throws(TransportError) -> DailyDownloads {
        let start = end.adding(days: 1 - Int64(Trend.window))
        return try await transport.fetch(endpoints.dailyDownloads(name, from: start, to: end)) {
            CollectingDecoder { (bytes) throws(DecodingFailure) in
                do {
                    return try DownloadsAnswer.days(bytes, name: name)
                } catch { throw DecodingFailure("\(error)") }
            }
        }.output
    }

    func downloadsPoint(_ names: [PackageName]) async throws(TransportError) -> [PackageName: DownloadCount?] {
        try await transport.fetch(endpoints.weeklyDownloads(names)) {
            CollectingDecoder { (bytes) throws(DecodingFailure) in
                do {
                    return try DownloadsAnswer.counts(bytes, names: names)
                } catch { throw DecodingFailure("\(error)") }
            }
        }.output
    }
}
