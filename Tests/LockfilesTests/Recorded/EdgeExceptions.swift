/// Where a small file's oracle and `list` do not agree, with the reason; docs/lockfiles.md has them as a table.
enum EdgeExceptions {
    enum Outcome: Equatable {
        case registry([String])
        /// The name of the error.
        case refused(String)
    }

    static let all: [(path: String, outcome: Outcome)] = [
        // No entry of the project itself, which Yarn always writes: the file was cut, or never written by Yarn.
        ("aube/import-yarn-berry/yarn.lock", .refused("missing")),
        ("aube/import-yarn-patch/yarn.lock", .refused("missing")),
        ("aube/import-yarn-portal-exec/yarn.lock", .refused("missing")),
        // Versions that Bun does not have.
        ("bun/invalid_lockfile_version/bun.lock", .refused("unsupportedVersion")),
        ("bun/unsupported_lockfile_version/bun.lock", .refused("unsupportedVersion")),
        // Dependencies on packages that are not in the file.
        ("parser/empty_version/pnpm-lock.yaml", .refused("danglingDependency")),
        ("parser/only_dev_dependencies/pnpm-lock.yaml", .refused("danglingDependency")),
        ("parser/peer_disambiguation/pnpm-lock.yaml", .refused("danglingDependency")),
        ("yarn/scoped_private_source_with_npmrc/yarn.lock", .refused("danglingDependency")),
        ("lockfile/fs/test/fixtures/2/pnpm-lock.yaml", .refused("danglingDependency")),
        // A version and nothing else.
        ("workspace-has-shared-npm-shrinkwrap-json/pnpm-lock.yaml", .refused("missing")),
        ("workspace-has-shared-package-lock-json/pnpm-lock.yaml", .refused("missing")),
        ("workspace-has-shared-yarn-lock/pnpm-lock.yaml", .refused("missing")),
        // Versions from before pnpm 3.
        ("lockfile/fs/test/fixtures/3/pnpm-lock.yaml", .refused("unsupportedVersion")),
        ("lockfile/fs/test/fixtures/5/pnpm-lock.yaml", .refused("unsupportedVersion")),
        // The oracle counts a tarball's address under the project's own name for it as a package of the registry.
        ("npm-arborist/yarn-stuff/yarn.lock", .registry(["abbrev@1.0.9", "abbrev@1.1.1"])),
        // The oracle counts a folder of the workspace, by its key, as a package of the registry.
        ("fixtures/peer-variant-missing-resolution/pnpm-lock.yaml", .registry([])),
    ]
}
