/// What a file is before it is parsed.
enum FileText {
    private static let bunBinaryHeader = "#!/usr/bin/env bun\nbun-lockfile-format-v0\n"

    /// Checks size, encoding and binary forms; returns where the text begins, behind a byte order mark.
    static func start(of bytes: [UInt8]) throws(LockfileError) -> Int {
        guard bytes.count <= LockfileLimits.maximumBytes else {
            throw LockfileError(.tooLarge(bytes: bytes.count, limit: LockfileLimits.maximumBytes))
        }
        guard !bytes.starts(with: bunBinaryHeader.utf8) else { throw LockfileError(.binaryBunLockfile) }
        if let offset = firstInvalidByte(bytes) { throw LockfileError(.notUTF8, at: offset, in: bytes) }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard bytes[start...].contains(where: { $0 > 0x20 }) else { throw LockfileError(.empty) }
        return start
    }

    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
        var all: UInt8 = 0
        for byte in bytes { all |= byte }
        guard all >= 0x80 else { return nil }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    /// Tells a format that is not JSON by the line that it always has, or else by the file's name.
    static func lineFormat(of bytes: [UInt8], from start: Int, named name: String?) throws(LockfileError)
        -> LockfileFormat
    {
        var position = start
        while position < bytes.count {
            let line = bytes[position...]
            if line.starts(with: "# yarn lockfile v".utf8) {
                guard line.starts(with: "# yarn lockfile v1".utf8), line.dropFirst(18).first.map({ $0 <= 0x20 }) ?? true
                else {
                    let version = line.dropFirst(17).prefix { $0 > 0x20 }
                    throw LockfileError(.unsupportedVersion(.yarn, String(decoding: version, as: UTF8.self)))
                }
                return .yarn
            }
            if line.starts(with: "__metadata:".utf8) { return .yarnBerry }
            if line.starts(with: "lockfileVersion:".utf8) { return .pnpm }
            guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else { break }
            position = end + 1
        }
        switch name.map(LockfileFormat.baseName) {
        case "yarn.lock": return .yarn
        case "pnpm-lock.yaml": throw LockfileError(.unsupportedVersion(.pnpm, nil))
        default: throw LockfileError(.unknownFormat)
        }
    }

    /// Says whether the text is JSON, which Bun's may begin with a comment.
    static func isJSON(_ bytes: [UInt8], from start: Int) -> Bool {
        let first = bytes[start...].first { $0 > 0x20 }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "/")
    }

    /// pnpm and Yarn end every line; a last line without its end was cut.
    static func requireFinalNewline(_ bytes: [UInt8]) throws(LockfileError) {
        guard bytes.last == UInt8(ascii: "\n") else { throw LockfileError(.unexpectedEnd, at: bytes.count, in: bytes) }
    }
}
