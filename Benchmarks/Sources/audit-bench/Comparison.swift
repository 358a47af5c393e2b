import Foundation

/// One line of the table: all runs of one command under one condition.
struct Row {
    let name: String
    let runs: [Run]
    /// Requests of the last run.
    let requests: Int

    var text: String {
        guard !runs.isEmpty else { return "\(name) | | | | | |" }
        let problems = Set(runs.map(\.status)).subtracting([0]).sorted()
        let figures = [
            String(format: "%.2f", median(runs.map(\.wall))), String(format: "%.2f", median(runs.map(\.cpu))),
            "\((runs.map(\.peak).max() ?? 0) / 1024)", "\(requests)", "\(runs.count)",
        ]
        return "\(name) | \(figures.joined(separator: " | ")) |" + (problems.isEmpty ? "" : " status \(problems)")
    }
}

/// The program and npm in turn, so that both have the same noise: cold, with a fresh cache, and with one to be confirmed.
struct Comparison {
    static let heading = """
        | packages | ms latency | | s | s CPU | MiB peak | requests | runs |
        | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |
        """

    let program: String
    let folder: String
    let server: ServerProcess

    private var cache: String { "\(folder)/cache" }
    private var npmCache: String { "\(folder)/npm-cache" }

    func rows(rounds: Int, npmRounds: Int) throws -> [Row] {
        var runs: [String: [Run]] = [:]
        var requests: [String: Int] = [:]
        func note(_ name: String, _ run: Run) {
            runs[name, default: []].append(run)
            requests[name] = server.setLatency(-1)
        }
        for round in 0..<max(rounds, npmRounds) {
            if round < rounds {
                Cache.clear(cache)
                note("verify, cold", run("verify"))
                Cache.clear(cache)
                note("audit, cold", run("audit"))
                note("audit, fresh cache", run("audit"))
                try Cache.age(cache)
                note("audit, all revalidated", run("audit"))
            }
            if round < npmRounds {
                Cache.clear(npmCache)
                note("npm audit signatures, cold", npm())
                note("npm audit signatures, warm", npm())
            }
        }
        let names = [
            "verify, cold", "audit, cold", "npm audit signatures, cold", "audit, fresh cache", "audit, all revalidated",
            "npm audit signatures, warm",
        ]
        return names.compactMap { name in
            runs[name].map { Row(name: name, runs: $0, requests: requests[name] ?? 0) }
        }
    }

    /// Every signature and all provenance are verified; without GitHub, which npm does not ask either.
    private func run(_ command: String) -> Run {
        let network = [
            "--registry", server.url, "--downloads-api", server.downloadsURL, "--cache-dir", cache,
            "--trusted-root", "\(folder)/trusted_root.json", "--npm-keys", "\(folder)/keys.json", "--now", Corpus.now,
        ]
        let own = command == "audit" ? ["--no-github", "--fail-on", "none"] : []
        return measure(
            [program, command, "--file", "package-lock.json", "--json"] + own + network, in: "\(folder)/project",
            output: "\(folder)/\(command).json")
    }

    private func npm() -> Run {
        measure(
            ["npm", "audit", "signatures", "--cache", npmCache, "--loglevel", "error"], in: "\(folder)/project",
            variables: [
                "NODE_OPTIONS": "--require \(folder)/hook.cjs", "BENCH_TUF_MIRROR": "\(server.url)/tuf",
                "BENCH_TUF_ROOT": "\(folder)/tuf-root.json", "BENCH_NPM": npmPath,
            ], output: "\(folder)/npm.txt")
    }

    private var npmPath: String {
        for place in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
            let path = "\(place)/npm"
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        return "npm"
    }
}
