import PackageModel

extension PackumentDecoder {
    /// The facts of a packument as a packument that has nothing else, usually a tenth of it.
    ///
    /// Not if the facts would not be read back as they are, such as those in a shape that was not understood.
    public static var distillation: Distillation<Packument>? {
        { packument, write in
            var again = PackumentDecoder(again: packument)
            var isReadable = true
            var text = JSONText(pieceSize: Self.pieceSize)
            text.write(packument) { piece in
                write(piece)
                isReadable = unsafe isReadable && (try? again.decode(piece.span.bytes)) != nil
            }
            return isReadable && (try? again.packument()) == packument
        }
    }

    /// Bytes that are handed on at once, or a few more.
    private static var pieceSize: Int { 64 << 10 }
}

extension JSONText {
    fileprivate mutating func write(_ packument: Packument, _ handOn: ([UInt8]) -> Void) {
        defer { handOn(take()) }
        object { text in
            text.member("name", packument.name.text)
            text.key("dist-tags")
            text.object { text in
                for tag in packument.distTags { text.member(tag.tag, tag.version) }
            }
            text.key("time")
            text.object { text in text.writeTimes(packument) }
            text.write("maintainers", packument.maintainers)
            text.write(packument.repository)
            text.key("versions")
            text.object { text in
                for release in packument.releases {
                    text.key(release.versionText)
                    text.write(release)
                    if text.isPiece { handOn(text.take()) }
                }
            }
        }
    }

    private mutating func writeTimes(_ packument: Packument) {
        member("created", packument.created?.description)
        member("modified", packument.modified?.description)
        for entry in packument.times { member(entry.version, entry.time.description) }
        guard let unpublished = packument.unpublished else { return }
        key("unpublished")
        object { text in
            text.member("time", unpublished.time?.description)
            text.member("name", unpublished.account)
            text.key("versions")
            text.array { text in
                for version in unpublished.versions { text.string(version) }
            }
        }
    }

    private mutating func write(_ release: Release) {
        object { text in
            text.member("version", release.versionText)
            if let publisher = release.publisher {
                text.key("_npmUser")
                text.write(publisher)
            }
            text.write("maintainers", release.maintainers)
            text.key("dist")
            text.write(release.distribution)
            text.write(release.scripts)
            text.write("dependencies", release.dependencies)
            text.write("optionalDependencies", release.optionalDependencies)
            text.member("gitHead", release.gitHead)
            text.write(release.repository)
            if let deprecation = release.deprecation {
                text.key("deprecated")
                if deprecation.isEmpty { text.literal("true") } else { text.string(deprecation) }
            }
        }
    }

    private mutating func write(_ distribution: Distribution) {
        object { text in
            text.member("integrity", distribution.integrity?.text)
            text.member("shasum", distribution.shasum?.digests.first?.hexadecimal)
            if !distribution.signatures.isEmpty {
                text.key("signatures")
                text.array { text in
                    for signature in distribution.signatures {
                        text.object { text in
                            text.member("keyid", signature.keyID)
                            text.member("sig", signature.signature)
                        }
                    }
                }
            }
            if let attestations = distribution.attestations {
                text.key("attestations")
                text.object { text in
                    guard let type = attestations.provenancePredicateType else { return }
                    text.key("provenance")
                    text.object { $0.member("predicateType", type) }
                }
            }
            if let size = distribution.unpackedSize {
                text.key("unpackedSize")
                text.literal("\(size)")
            }
            if let count = distribution.fileCount {
                text.key("fileCount")
                text.literal("\(count)")
            }
        }
    }

    private mutating func write(_ scripts: InstallScripts) {
        if scripts != InstallScripts() {
            key("scripts")
            object { text in
                text.member("preinstall", scripts.preinstall)
                text.member("install", scripts.install)
                text.member("postinstall", scripts.postinstall)
                text.member("prepare", scripts.prepare)
            }
        }
        if scripts.isNativeAddOn {
            key("gypfile")
            literal("true")
        }
    }

    private mutating func write(_ publisher: Publisher) {
        object { text in
            text.member("name", publisher.account.name)
            text.member("email", publisher.account.email)
            if let trusted = publisher.trustedPublisher {
                text.key("trustedPublisher")
                text.object { text in
                    text.member("id", trusted.provider)
                    text.member("oidcConfigId", trusted.configurationID)
                }
            }
            if let approver = publisher.approver {
                text.key("approver")
                text.write(approver)
            }
            if let actor = publisher.actor {
                text.key("actor")
                text.write(actor)
            }
        }
    }

    private mutating func write(_ account: Account) {
        object { text in
            text.member("name", account.name)
            text.member("email", account.email)
        }
    }

    private mutating func write(_ name: String, _ accounts: [Account]?) {
        guard let accounts else { return }
        key(name)
        array { text in
            for account in accounts { text.write(account) }
        }
    }

    private mutating func write(_ name: String, _ dependencies: [Dependency]) {
        guard !dependencies.isEmpty else { return }
        key(name)
        object { text in
            for dependency in dependencies { text.member(dependency.name, dependency.specifier) }
        }
    }

    private mutating func write(_ repository: RepositoryField?) {
        guard let repository else { return }
        key("repository")
        object { text in
            text.member("url", repository.text)
            text.member("directory", repository.directory)
        }
    }
}
