/// What a release would run when it is installed.
public struct InstallScripts: Hashable, Sendable {
    public var preinstall: String?
    public var install: String?
    public var postinstall: String?
    /// Runs only when the package is installed from a git repository.
    public var prepare: String?
    /// A native add-on that npm builds, by `node-gyp`, without a script that says so.
    public var isNativeAddOn: Bool

    public init(
        preinstall: String? = nil, install: String? = nil, postinstall: String? = nil, prepare: String? = nil,
        isNativeAddOn: Bool = false
    ) {
        self.preinstall = preinstall
        self.install = install
        self.postinstall = postinstall
        self.prepare = prepare
        self.isNativeAddOn = isNativeAddOn
    }
}
