import Auditing
import PackageModel
import Registry
import RegistryHTTP
import Storage

/// What one run asks, trusts and takes for the present: made of options, files and variables.
struct Session {
    let now: Timestamp
    let sources: PackageSources<RunTransport>
    let trust: TrustSource
    private let http: HTTPTransport?
    private let cache: CacheFolder?
    private let signatures: SignatureLedger?
    private let clock: @Sendable () -> Timestamp
    private let diagnostics: Diagnostics

    /// - Parameter lockfile: the project's `.npmrc` is looked for beside it first.
    init(
        source: SourceOptions, trust: TrustOptions, beside lockfile: String?, in environment: Environment,
        _ diagnostics: Diagnostics
    ) throws(CommandFailure) {
        self.now = try source.instant(environment)
        // Files are read before there is a client that would have to be shut down.
        let anchors = try TrustLoading.named(trust, environment)
        self.diagnostics = diagnostics
        self.clock = environment.now
        // A record is to have what the services answered, and a replay nothing else.
        let cache =
            source.record == nil && source.replay == nil
            ? try CacheSelection.open(source, environment, diagnostics) : nil
        self.cache = cache
        // A replay has the addresses of its record, whatever this machine's configuration says; what is no address is wrong all
        // the same.
        if let registry = source.registry, source.replay != nil { try NPMConfiguration.check(registry) }
        let configuration =
            source.replay == nil
            ? try NPMConfiguration.read(source, beside: lockfile, environment, diagnostics)
            : RegistryConfiguration(layers: [], variables: [:])
        let endpoints = Endpoints(
            registry: configuration.registry, scopedRegistries: configuration.scopedRegistries,
            downloadsAPI: try Self.address(source.downloadsAPI, "--downloads-api") ?? Endpoints.defaultDownloadsAPI,
            githubAPI: try Self.address(source.githubAPI, "--github-api") ?? Endpoints.defaultGitHubAPI,
            tufMirror: try Self.address(trust.tufMirror, "--tuf-mirror") ?? Endpoints.defaultTUFMirror)
        if let folder = source.record, !RecordFolder.isWritable(environment.absolute(folder)) {
            throw CommandFailure(
                .usage, "`\(folder)` is not empty and no record: nothing is written into it",
                hint: "name a new folder, or an earlier record")
        }
        if let folder = source.replay {
            let replay = try Self.replay(environment.absolute(folder), folder)
            self.http = nil
            self.sources = PackageSources(transport: .replay(replay), endpoints: replay.endpoints)
        } else if source.offline {
            self.http = nil
            let transport: RunTransport =
                cache.map {
                    .offline(CachingTransport(OfflineTransport(), cache: $0, mode: .offline, clock: environment.now))
                } ?? .nowhere(OfflineTransport())
            self.sources = PackageSources(transport: transport, endpoints: endpoints)
        } else {
            let http = try Self.http(configuration, source, environment, diagnostics)
            self.http = http
            let transport: RunTransport
            if let folder = source.record {
                let path = environment.absolute(folder)
                transport = .recording(RecordingTransport(SharingTransport(http), into: path, endpoints: endpoints))
            } else if let cache {
                let caching = CachingTransport(http, cache: cache, clock: environment.now)
                transport = .cached(SharingTransport(caching))
            } else {
                transport = .http(SharingTransport(http))
            }
            self.sources = PackageSources(transport: transport, endpoints: endpoints)
        }
        let refresh = TrustRefresh(
            sources: sources, cache: cache,
            mode: source.record != nil || source.replay != nil ? .recorded : source.offline ? .offline : .online,
            now: now, clock: environment.now, anchor: environment.trustAnchor)
        self.signatures = cache.flatMap { cache in
            MachineSecret.standardPath(environment.variables).flatMap { MachineSecret(in: $0) }.map(cache.signatures)
        }
        self.trust = TrustLoading.source(anchors, refresh, memory: signatures)
    }

    /// Ends connections, completes the record, and says how old the answers of an offline run are.
    func finish() async throws(CommandFailure) {
        await http?.shutdown()
        signatures?.save()
        cache?.trim(now: clock())
        if let cache, let failure = cache.failure {
            diagnostics.warning("the cache `\(cache.path)` is not written: \(failure.reason)")
        }
        switch sources.transport {
        case .recording(let transport):
            do {
                try transport.finish()
            } catch { throw CommandFailure(.internalError, "the record is incomplete: \(error)") }
        case .offline(let transport):
            guard let oldest = transport.oldestUsed else { return }
            diagnostics.note("offline: answers from the cache, the oldest of \(oldest)")
        case .http, .cached, .replay, .nowhere: break
        }
    }

    private static func replay(_ path: String, _ name: String) throws(CommandFailure) -> ReplayTransport {
        do {
            return try ReplayTransport(path)
        } catch {
            switch error {
            case .folder(.notFound):
                throw CommandFailure(.usage, "`\(name)` is no record", hint: "write one with `--record`")
            case .folder(let error):
                throw CommandFailure(.usage, "the record `\(name)` cannot be read: \(error.reason)")
            case .badIndex(let detail):
                throw CommandFailure(.usage, "the index of the record `\(name)` is malformed: \(detail)")
            case .unknownFormat(let version):
                throw CommandFailure(.usage, "the record `\(name)` has format \(version), which is not known")
            case .twice(let url): throw CommandFailure(.usage, "the record `\(name)` answers `\(url)` twice")
            }
        }
    }

    /// The largest file of certificates that is read, in bytes.
    private static let maximumCertificateBytes = 16 << 20

    private static func http(
        _ configuration: RegistryConfiguration, _ source: SourceOptions, _ environment: Environment,
        _ diagnostics: Diagnostics
    ) throws(CommandFailure) -> HTTPTransport {
        var policy = environment.http
        policy.userAgent = "\(Program.name)/\(Program.version)"
        if let seconds = source.timeout { policy.deadline = policy.clock() + .milliseconds(Int64(seconds * 1000)) }
        if diagnostics.isVerbose { policy.observe = { diagnostics.detail($0.line) } }
        let token = environment.variable("GITHUB_TOKEN") ?? environment.variable("GH_TOKEN")
        do throws(HTTPSetupError) {
            return try HTTPTransport(
                configuration: configuration, policy: policy, githubToken: token.map { Secret("Bearer \($0)") },
                readFile: { path throws(HTTPSetupError) in
                    do throws(FileError) {
                        return try environment.files.read(environment.absolute(path), Self.maximumCertificateBytes)
                    } catch { throw .unreadable(CommandFailure(error, path: path).message) }
                })
        } catch {
            switch error {
            case .unreadable(let sentence): throw CommandFailure(.usage, sentence)
            case .badCertificates(let file): throw CommandFailure(.usage, "`\(file)` holds no usable certificates")
            case .badProxy(let text): throw CommandFailure(.usage, "`\(text)` is no address of a proxy")
            case .proxyOverTLS(let text):
                throw CommandFailure(
                    .usage, "the proxy `\(text)` is one over TLS, which this program does not speak to proxies",
                    hint: "name one with `http://`: what goes through it to `https://` is encrypted all the same")
            }
        }
    }

    private static func address(_ text: String?, _ option: String) throws(CommandFailure) -> String? {
        guard let text else { return nil }
        guard WebAddress(text) != nil else {
            throw CommandFailure(
                .usage,
                "`\(option)` takes an address with `https://` or `http://`, not `\(UserInfo(splitting: text).address)`")
        }
        return text
    }
}

extension HTTPExchange {
    /// What was asked, what came of it, and how long that took.
    fileprivate var line: String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        let result =
            switch outcome {
            case .success(let bytes): "\(bytes) bytes"
            case .failure(let error): "\(error)"
            }
        return "\(url): \(result), \(milliseconds) ms"
    }
}

extension SourceOptions {
    /// `--now`, or the clock.
    func instant(_ environment: Environment) throws(CommandFailure) -> Timestamp {
        guard let now else { return environment.now() }
        do {
            return try Timestamp(parsing: now)
        } catch {
            throw CommandFailure(
                .usage, "`--now` takes an instant, not `\(now)`", hint: "write it as RFC 3339: `2026-05-16T12:00:00Z`")
        }
    }
}
