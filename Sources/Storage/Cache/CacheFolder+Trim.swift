package import PackageModel

extension CacheFolder {
    /// What the cache may be at most; what was written longest ago goes first.
    package struct Bounds: Sendable {
        package var bytes = 1 << 30
        /// An answer that nobody has asked for so long is removed.
        package var age = Int64(30) * 86_400_000
        /// A file that was being written so long ago was left by a process that is gone.
        package var unfinishedAge = Int64(3_600_000)
        /// Milliseconds between two looks at the whole cache.
        package var interval = Int64(86_400_000)

        package init() {}
    }

    /// Its time says when the cache was last looked at.
    static var marker: String { "trimmed" }

    /// Keeps the cache within its bounds; looks at it once a day.
    ///
    /// Other processes may read and write meanwhile: an answer that is gone is asked for again.
    package func trim(now: Timestamp, bounds: Bounds = Bounds()) {
        if let last = folder.file(Self.marker)?.changed,
            (0..<bounds.interval).contains(now.milliseconds - last.milliseconds)
        {
            return
        }
        var files = folder.files()
        files.removeAll { $0.name == Self.marker }
        func age(_ file: Folder.File) -> Int64 { now.milliseconds - file.changed.milliseconds }
        let isOld = { (file: Folder.File) in
            age(file) > bounds.age || file.name.hasSuffix(".part") && age(file) > bounds.unfinishedAge
        }
        for file in files where isOld(file) { try? folder.remove(file.name) }
        files.removeAll(where: isOld)
        var bytes = files.reduce(0) { $0 + $1.size }
        for file in files.sorted(by: { $0.changed < $1.changed }) {
            guard bytes > bounds.bytes else { break }
            try? folder.remove(file.name)
            bytes -= file.size
        }
        // What cannot be written is said where answers are.
        try? folder.replace(Self.marker, with: [], durably: false)
    }
}
