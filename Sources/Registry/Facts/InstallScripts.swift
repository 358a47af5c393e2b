/// What a release would run when it is installed; not `prepare`, which runs only where it is cloned from git.
public struct InstallScripts: Hashable, Sendable {
    public var preinstall: String?
    public var install: String?
    public var postinstall: String?
    /// A native add-on that npm builds, by `node-gyp`, without a script that says so.
    public var isNativeAddOn: Bool

    public init(
        preinstall: String? = nil, install: String? = nil, postinstall: String? = nil, isNativeAddOn: Bool = false
    ) {
        self.preinstall = preinstall
        self.install = install
        self.postinstall = postinstall
        self.isNativeAddOn = isNativeAddOn
    }
}
