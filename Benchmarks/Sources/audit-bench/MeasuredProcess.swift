import Foundation

/// What one run of a process took.
struct Run {
    let wall: Double
    /// Processor time of the process, in seconds.
    let cpu: Double
    /// The most memory that it held, in KiB.
    let peak: Int
    let status: Int32
}

/// Runs a program to its end and reads its account: time, processor time and peak memory of this process alone.
///
/// - Parameter output: where its output goes, both streams.
func measure(_ command: [String], in folder: String, variables: [String: String] = [:], output: String) -> Run {
    // `env` becomes the program, so that the account is the program's.
    let settings = variables.map { "\($0.key)=\($0.value)" }.sorted()
    let words = ["/usr/bin/env", "-C", folder] + settings + command
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var process = pid_t()
    let start = ContinuousClock.now
    guard posix_spawn(&process, words[0], &actions, nil, &arguments, environ) == 0 else {
        return Run(wall: 0, cpu: 0, peak: 0, status: -1)
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    let parts = (ContinuousClock.now - start).components
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return Run(
        wall: Double(parts.seconds) + Double(parts.attoseconds) / 1e18,
        cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime), peak: usage.ru_maxrss,
        status: status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F))
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
