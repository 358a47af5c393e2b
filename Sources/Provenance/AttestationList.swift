import JSONCursor
import Sigstore

/// What asking for a release's attestations came to.
public enum AttestationAnswer: Hashable, Sendable {
    /// The registry announces none.
    case notAnnounced
    case document([UInt8])
    /// Announced, and then not there.
    ///
    /// npm's own registry has the endpoint: there it is a failure. Proxies often lack it.
    case notFound(isDefaultRegistry: Bool)
    /// Nobody was asked: offline, or replaying a record without it.
    case notAsked(reason: String)
    case unavailable(reason: String)
}

/// The answer of the attestations endpoint, not trusted in any way.
struct AttestationList {
    /// The most attestations of one release.
    static let maximumCount = 16
    /// Of the list, and of a statement in it.
    static let limits = JSONLimits(bytes: Bundle.Limit.bytes, depth: Bundle.Limit.depth, values: 50_000)

    struct Item {
        /// Outside of the signature: must equal the signed one.
        let predicateType: String
        let bundle: JSONValue

        var isProvenance: Bool { predicateType.utf8.starts(with: "https://slsa.dev/provenance/".utf8) }
    }

    let items: [Item]

    init(parsing bytes: [UInt8]) throws(Refusal) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, limits: Self.limits)
        } catch {
            if error.isLimit {
                throw .unknown(.attestationList, "attestations-json-limit", "the list is too large: \(error)")
            }
            switch error {
            case .duplicateKey, .loneSurrogate:
                // Some parsers read a list here, and not all of them the same.
                throw .failed(.attestationList, "attestations-json", "the list of attestations is ambiguous: \(error)")
            default:
                // What breaks off, or is a proxy's page, is no answer: nothing was found to be wrong.
                throw .unknown(.attestationList, "attestations-unreadable", "the answer is no JSON: \(error)")
            }
        }
        // check: attestations-list
        guard let list = value["attestations"]?.array else {
            throw .failed(.attestationList, "attestations-list", "the answer holds no list of attestations")
        }
        // check: attestations-limit
        guard list.count <= Self.maximumCount else {
            throw .unknown(.attestationList, "attestations-limit", "\(list.count) attestations")
        }
        // check: attestations-present
        guard !list.isEmpty else {
            throw .failed(
                .attestationList, "attestations-present", "attestations were announced, and the list is empty")
        }
        var items: [Item] = []
        for entry in list {
            // check: attestations-item
            guard let type = entry["predicateType"]?.string, let bundle = entry["bundle"] else {
                throw .failed(.attestationList, "attestations-item", "an attestation without type or bundle")
            }
            items.append(Item(predicateType: type, bundle: bundle))
        }
        self.items = items
    }
}
