extension CommandFailure {
    /// A lock file that git did not give.
    init(_ error: GitError, revision: String, path: String) {
        switch error {
        case .notRunnable: self.init(.usage, "`\(revision)` is no file, and git cannot be run")
        case .unknownRevision(let isShallow):
            self.init(
                .usage, "`\(revision)` is no file, and no git revision that is known here",
                hint: isShallow
                    ? "this clone has only the newest commits: fetch the revision first, in CI with `fetch-depth: 0`"
                    : nil)
        case .noSuchFile: self.init(.usage, "the git revision `\(revision)` has no `\(path)`")
        case .refused(let reason):
            self.init(
                .usage, "`\(revision)` is no file, and git does not read it: \(reason)",
                hint: reason.contains("dubious ownership")
                    ? "`git config --global --add safe.directory FOLDER` has git trust the folder that it names" : nil)
        case .notReadable(let error): self.init(error, path: "\(revision):\(path)")
        }
    }
}
