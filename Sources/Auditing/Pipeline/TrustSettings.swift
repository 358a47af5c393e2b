package import Sigstore

/// Which anchors an audit trusts, and for which registry they speak.
package struct TrustSettings: Sendable {
    package let root: TrustedRoot?
    /// npm's keys: they vouch for the default registry, at whatever address it is asked.
    package let npmKeys: [RegistryKey]
    /// Where the anchors come from, for the report.
    package let source: AnchorSource

    package init(root: TrustedRoot?, npmKeys: [RegistryKey], source: AnchorSource) {
        self.root = root
        self.npmKeys = npmKeys
        self.source = source
    }
}

/// Where anchors were taken from, and how fresh they are (docs/verification.md, "Trust anchors").
package struct AnchorSource: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case embedded, tuf, file }

    package let kind: Kind
    /// The day of the last refresh, or on which they were embedded; nil for files alone.
    package let date: String?
    package let isFresh: Bool
    /// Why they are not fresh.
    package let reason: String?

    package init(kind: Kind, date: String?, isFresh: Bool, reason: String?) {
        self.kind = kind
        self.date = date
        self.isFresh = isFresh
        self.reason = reason
    }
}
