import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The words for a connection that was not made or did not last.
enum ConnectionFailure {
    static func words(for error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let failure = error.connectionErrors.first { return words(for: failure.error) }
            return "the name cannot be resolved"
        case let error as IOError: return words(forErrno: error.errnoCode)
        case let error as HTTPClientError where error == .remoteConnectionClosed: return "the connection was closed"
        case ChannelError.connectTimeout: return "no answer to the connection"
        default: return "\(error)"
        }
    }

    /// The words for a connection that is not secure.
    static func words(forTLS error: any Error) -> String {
        if let extra = error as? NIOSSLExtraError, extra == .failedToValidateHostname {
            return "its certificate is for another name"
        }
        // BoringSSL's own names of its errors.
        let detail = "\(error)"
        if detail.contains("CERTIFICATE_VERIFY_FAILED") {
            return "its certificate is by no authority that is trusted here; `cafile` in the user's `.npmrc` names one"
        }
        if detail.contains("WRONG_VERSION_NUMBER") { return "it does not speak TLS" }
        return detail
    }

    private static func words(forErrno code: Int32) -> String {
        switch code {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET, EPIPE: "the connection was closed"
        case ENETUNREACH, EHOSTUNREACH: "no route to the host"
        case ETIMEDOUT: "no answer to the connection"
        case EMFILE, ENFILE: "too many open files"
        default: "system error \(code)"
        }
    }
}
