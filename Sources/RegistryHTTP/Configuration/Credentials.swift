package import Registry

/// A text that never appears in a report, a log or a description.
package struct Secret: Hashable, Sendable {
    let value: String

    package init(_ value: String) { self.value = value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<secret>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Values of the `Authorization` header, each for one origin and the paths below one folder.
package struct Credentials: Hashable, Sendable {
    package struct Grant: Hashable, Sendable {
        package let origin: WebAddress.Origin
        /// Begins and ends with a slash.
        package let path: String
        package let authorization: Secret
    }

    package private(set) var grants: [Grant] = []

    package init() {}

    package mutating func add(_ authorization: Secret, for address: WebAddress) {
        let path = address.path.utf8.last == UInt8(ascii: "/") ? address.path : address.path + "/"
        grants.append(Grant(origin: address.origin, path: path, authorization: authorization))
    }

    /// The header for an address: the grant with the longest path that contains it, for exactly its origin.
    ///
    /// Nothing is sent over plain `http` but to this machine itself.
    package func authorization(for address: WebAddress) -> Secret? {
        guard !grants.isEmpty, address.origin.isSecure || address.origin.isLoopback else { return nil }
        return grants.filter { grant in
            grant.origin == address.origin
                && (address.path.utf8.starts(with: grant.path.utf8) || address.path + "/" == grant.path)
        }.max { $0.path.utf8.count < $1.path.utf8.count }?.authorization
    }
}
