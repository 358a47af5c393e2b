import Lockfiles

/// Reads a lock file and checks what must hold for every file that is read.
public func checkLockfile(_ bytes: [UInt8], named name: String) {
    guard let lockfile = try? Lockfile(reading: bytes, named: name) else { return }
    // Every break that YAML knows, by its last byte: LF, CR, U+0085, U+2028, U+2029.
    let lines = bytes.count { [0x0A, 0x0D, 0x85, 0xA8, 0xA9].contains($0) } + 1
    guard lockfile.entries.allSatisfy({ $0.line >= 1 && $0.line <= lines }) else {
        fatalError("a line that is not there")
    }
    guard lockfile.entries.allSatisfy({ ($0.class == .registry) == ($0.reason == nil) }) else {
        fatalError("a reason too many or too few")
    }
    guard lockfile.coverage.values.reduce(0, +) == lockfile.entries.count else {
        fatalError("the classes don't add up")
    }
    for index in lockfile.entries.indices.prefix(3) {
        let paths = lockfile.dependencyPaths(to: index)
        guard paths.allSatisfy({ $0.last == lockfile.entries[index].identity }) else {
            fatalError("a path leads elsewhere")
        }
    }
    guard LockfileDiff(from: lockfile, to: lockfile).isEmpty else { fatalError("differs from itself") }
    switch lockfile.format {
    case .npm, .bun, .deno, .manifest: checkCut(bytes, lockfile, name)
    case .pnpm: checkSame(bytes + Array("zz: &anchor x\n".utf8), lockfile, name)
    case .yarnBerry: checkSame(Array("--- &anchor\n".utf8) + bytes, lockfile, name)
    case .yarn: break
    }
}

/// JSON that was cut is no JSON, unless only blanks were.
private func checkCut(_ bytes: [UInt8], _ lockfile: Lockfile, _ name: String) {
    guard let cut = try? Lockfile(reading: Array(bytes[..<(bytes.count / 2)]), named: name) else { return }
    guard cut.entries == lockfile.entries else { fatalError("fewer entries of half the file") }
}

/// An anchor makes the fast reader leave the file to libyaml, which must find the same entries.
private func checkSame(_ bytes: [UInt8], _ lockfile: Lockfile, _ name: String) {
    guard let other = try? Lockfile(reading: bytes, named: name) else { return }
    guard other.entries.map(\.identity) == lockfile.entries.map(\.identity) else { fatalError("the readers disagree") }
}
