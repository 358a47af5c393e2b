import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Registry

/// The client for direct connections and, where one is configured, those through a proxy.
struct HTTPClients: Sendable {
    /// Answers are read and unpacked here, a fifth of a run's work; threads that are more than enough hand over to each other.
    private static let eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: max(1, System.coreCount / 4))

    private let direct: HTTPClient
    /// By the scheme of the address that is asked.
    private let proxied: [String: (client: HTTPClient, host: String)]
    private let noProxy: [String]

    init(
        configuration: RegistryConfiguration, policy: HTTPPolicy,
        readFile: (String) throws(HTTPSetupError) -> [UInt8]
    ) throws(HTTPSetupError) {
        var settings = HTTPClient.Configuration()
        settings.tlsConfiguration = try Self.tls(configuration, readFile)
        settings.redirectConfiguration = .disallow
        settings.decompression = .enabled(limit: .size(BodyLimit.packument))
        settings.timeout = .init(connect: TimeAmount(policy.connectTimeout), read: TimeAmount(policy.idleTimeout))
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = policy.connectionsPerHost
        // A failed connection is reported at once; repeating is this module's business.
        settings.connectionPool.retryConnectionEstablishment = false
        // Nobody traces a command, and each request would have its span made all the same.
        settings.tracing.tracer = nil
        // All addresses are read before there is a client that would have to be shut down.
        var proxies: [(scheme: String, host: String, proxy: HTTPClient.Configuration.Proxy)] = []
        for (scheme, secret) in [("https", configuration.httpsProxy), ("http", configuration.httpProxy)] {
            guard let text = secret?.value else { continue }
            let parts = UserInfo(splitting: text.contains("://") ? text : "http://" + text)
            guard let address = WebAddress(parts.address) else { throw .badProxy(parts.address) }
            // The client would speak plain text there, and begin with the proxy's password.
            guard !address.origin.isSecure else { throw .proxyOverTLS(parts.address) }
            let proxy = HTTPClient.Configuration.Proxy.server(
                host: Self.resolvable(address.origin.host), port: address.origin.port,
                authorization: parts.authorization.map {
                    .basic(credentials: String($0.value.dropFirst("Basic ".count)))
                })
            proxies.append((scheme, address.origin.host, proxy))
        }
        var proxied: [String: (client: HTTPClient, host: String)] = [:]
        for (scheme, host, proxy) in proxies {
            settings.proxy = proxy
            proxied[scheme] = (
                HTTPClient(eventLoopGroupProvider: .shared(Self.eventLoops), configuration: settings), host
            )
        }
        settings.proxy = nil
        self.direct = HTTPClient(eventLoopGroupProvider: .shared(Self.eventLoops), configuration: settings)
        self.proxied = proxied
        self.noProxy = configuration.noProxy
    }

    /// What the resolver takes: an IPv6 address without its brackets.
    private static func resolvable(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }

    func client(for address: WebAddress) -> HTTPClient { route(to: address)?.client ?? direct }

    /// The host that a connection for that address is made to: the proxy's, where there is one.
    func connects(to address: WebAddress) -> String {
        route(to: address).map { "\($0.host) (proxy)" } ?? address.origin.host
    }

    private func route(to address: WebAddress) -> (client: HTTPClient, host: String)? {
        guard !address.origin.isLoopback, !isDirect(address.origin.host) else { return nil }
        return proxied[address.origin.scheme]
    }

    private func isDirect(_ host: String) -> Bool {
        noProxy.contains { entry in
            if entry == "*" { return true }
            let domain = entry.hasPrefix(".") ? entry : "." + entry
            return host == entry || host.hasSuffix(domain)
        }
    }

    /// The client waits for connections that are still being made, which nobody else does.
    private static let shutdownPatience = Duration.milliseconds(200)

    /// Closes connections; what is not closed soon closes by itself, or with the process.
    func shutdown() async {
        let (ends, end) = AsyncStream<Never>.makeStream()
        Task {
            try? await direct.shutdown()
            for route in proxied.values { try? await route.client.shutdown() }
            end.finish()
        }
        Task {
            try? await Task.sleep(for: Self.shutdownPatience)
            end.finish()
        }
        for await _ in ends {}
    }

    private static func tls(
        _ configuration: RegistryConfiguration, _ readFile: (String) throws(HTTPSetupError) -> [UInt8]
    ) throws(HTTPSetupError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        if !configuration.verifiesTLS { tls.certificateVerification = .none }
        var certificates: [NIOSSLCertificate] = []
        for file in configuration.certificateFiles {
            let bytes = try readFile(file)
            do {
                certificates += try NIOSSLCertificate.fromPEMBytes(bytes)
            } catch { throw .badCertificates(file) }
        }
        for text in configuration.certificates {
            do {
                certificates += try NIOSSLCertificate.fromPEMBytes(Array(text.utf8))
            } catch { throw .badCertificates("ca") }
        }
        if !certificates.isEmpty { tls.trustRoots = .certificates(certificates) }
        return tls
    }
}

/// A configuration that no client can be made of.
package enum HTTPSetupError: Error, Equatable {
    /// A file of certificates that cannot be read; the whole sentence.
    case unreadable(String)
    /// The file, or `ca` for certificates in the configuration itself.
    case badCertificates(String)
    /// The address without its user name and password.
    case badProxy(String)
    /// A proxy that is to be spoken to over TLS, which the client cannot do; the address without its user name and password.
    case proxyOverTLS(String)
}
