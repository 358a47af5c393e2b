import PackageModel
import Registry

extension TestRegistry {
    /// The keys of the forge, as the registry's endpoint lists them.
    public func putForgedKeys() {
        put("/-/npm/v1/keys", Answer(body: ForgedRelease.keysDocument))
    }

    /// Serves a package as its fixture says, with attestations and registry signatures that verify under the forge's anchors.
    ///
    /// - Parameter build: what certifies the versions that announce provenance.
    public func putAttested(
        _ package: PackageFixture, build: ForgedBuild = ForgedBuild(), downloads: Int64? = nil
    ) throws {
        var package = package
        for index in package.versions.indices {
            let version = package.versions[index]
            let release = try ForgedRelease(build, name: package.name, version: version.number)
            package.versions[index].integrity = release.integrity?.text
            let signature = try release.registrySignature()
            package.versions[index].signatures = [(signature.keyID, signature.signature)]
            guard version.announcesProvenance else { continue }
            let name = try PackageName(parsing: package.name)
            put("/-/npm/v1/attestations/\(name.pathSegment)@\(version.number)", Answer(body: try release.answer()))
        }
        put(package, downloads: downloads)
    }
}
