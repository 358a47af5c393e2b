import Commands
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("The file that a report goes to")
struct OutputFileTests {
    /// A folder for one test.
    private static func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try FileAccess.posix.read(path, 1 << 20), as: UTF8.self)
    }

    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private static func write(_ text: String, _ path: String) throws {
        try FileAccess.posix.replace(path, Array(text.utf8))
    }

    @Test("is replaced as a whole and keeps its mode", arguments: [0o600, 0o640, 0o755])
    func keepsItsMode(_ mode: Int) throws {
        try Self.inFolder { folder in
            let path = folder + "/report"
            try Self.write("a longer report", path)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            try Self.write("report", path)
            #expect(try Self.text(path) == "report")
            #expect(try Self.mode(path) == mode)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report"])
        }
    }

    @Test("is where a link leads, over several links and whether or not it was there", arguments: [true, false])
    func followsLinks(_ exists: Bool) throws {
        try Self.inFolder { folder in
            let files = FileManager.default
            try files.createDirectory(atPath: folder + "/there", withIntermediateDirectories: false)
            let target = folder + "/there/report"
            if exists { try Self.write("old", target) }
            try files.createSymbolicLink(atPath: folder + "/there/second", withDestinationPath: "report")
            try files.createSymbolicLink(atPath: folder + "/first", withDestinationPath: "there/second")
            try Self.write("report", folder + "/first")
            #expect(try files.destinationOfSymbolicLink(atPath: folder + "/first") == "there/second")
            #expect(try files.destinationOfSymbolicLink(atPath: folder + "/there/second") == "report")
            #expect(try Self.text(target) == "report")
            #expect(try files.contentsOfDirectory(atPath: folder + "/there").count == 2)
        }
    }

    @Test("is none where links lead in a circle")
    func circle() throws {
        try Self.inFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: folder + "/a", withDestinationPath: "b")
            try FileManager.default.createSymbolicLink(atPath: folder + "/b", withDestinationPath: "a")
            #expect(throws: FileError.notWritable(path: folder + "/a", errno: ELOOP)) {
                try FileAccess.posix.replace(folder + "/a", [1])
            }
        }
    }

    @Test("may be a pipe that somebody reads")
    func pipe() throws {
        try Self.inFolder { folder in
            let path = folder + "/pipe"
            try #require(unsafe mkfifo(path, 0o600) == 0)
            // Open for both, so that neither end waits for the other.
            let reader = unsafe open(path, O_RDWR | O_NONBLOCK)
            defer { close(reader) }
            try Self.write("report", path)
            var bytes = [UInt8](repeating: 0, count: 100)
            let count = unsafe read(reader, &bytes, bytes.count)
            #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "report")
            var status = stat()
            #expect(unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        }
    }

    @Test("may be a device, and a folder is none")
    func device() throws {
        try Self.write("report", "/dev/null")
        try Self.inFolder { folder in
            #expect(throws: FileError.notWritable(path: folder, errno: EISDIR)) {
                try FileAccess.posix.replace(folder, [1])
            }
        }
    }

    @Test("is standard output where it is called `-`", arguments: [[], ["--json"]])
    func dash(_ format: [String]) async {
        let files = ["/project/package-lock.json": Array(ListTests.lockfile.utf8)]
        let plain = await ProgramRun(["list"] + format, now: nil, files: files)
        let dash = await ProgramRun(["list", "-o", "-"] + format, now: nil, files: files)
        #expect(dash.status == .success, "\(dash.errors)")
        #expect(dash.output == plain.output)
        #expect(dash.files.count == 1)
    }
}
