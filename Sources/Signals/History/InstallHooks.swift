import Registry

/// The scripts that npm runs when a package is installed.
public struct InstallHooks: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let preinstall = InstallHooks(rawValue: 1)
    /// `install`, or `gypfile`, for which npm runs `node-gyp rebuild`.
    public static let install = InstallHooks(rawValue: 2)
    public static let postinstall = InstallHooks(rawValue: 4)

    public var names: [String] {
        [(Self.preinstall, "preinstall"), (.install, "install"), (.postinstall, "postinstall")]
            .filter { contains($0.0) }.map(\.1)
    }
}

extension InstallHooks {
    /// A native add-on without a script of its own is built by npm's `install`.
    init(_ scripts: InstallScripts) {
        self = []
        if scripts.preinstall != nil { insert(.preinstall) }
        if scripts.install != nil || scripts.isNativeAddOn { insert(.install) }
        if scripts.postinstall != nil { insert(.postinstall) }
    }
}
