import FuzzDriver
import PackageModel
import Registry

// A packument is the same, or the same error, whether its bytes come at once or in pieces; the first byte chooses their size.
// So is one that is read from its excerpt, which has no excerpt but itself.
fuzz { input in
    guard let name = try? PackageName(parsing: "x"), let first = input.first else { return }
    let size = Int(first) % 61 + 1
    let bytes = Array(input.dropFirst())
    let (whole, excerpt) = decode(bytes, name: name, by: max(bytes.count, 1))
    let (pieces, _) = decode(bytes, name: name, by: size)
    guard whole == pieces else { fatalError("\(whole) but in pieces of \(size) \(pieces)") }
    guard case .success(let packument) = whole else { return }
    let (again, excerptAgain) = decode(excerpt, name: name, by: size)
    guard again == whole, excerptAgain == excerpt else { fatalError("\(whole) but from its excerpt \(again)") }
    for instant in [Timestamp(milliseconds: 0), Timestamp(milliseconds: 1_600_000_000_000)] {
        _ = packument.latest(at: instant)
        _ = try? packument.release(.range(.any), at: instant)
    }
}

private func decode(
    _ bytes: [UInt8], name: PackageName, by size: Int
) -> (Result<Packument, PackumentError>, excerpt: [UInt8]) {
    var decoder = PackumentDecoder(name: name)
    var excerpt: [UInt8] = []
    _ = decoder.startExcerpt()
    let result = Result { () throws(PackumentError) in
        var position = 0
        while position < bytes.count {
            let chunk = Array(bytes[position..<min(position + size, bytes.count)])
            try decoder.decode(chunk.span.bytes)
            decoder.moveExcerpt(to: &excerpt)
            position += chunk.count
        }
        return try decoder.packument()
    }
    decoder.moveExcerpt(to: &excerpt)
    return (result, excerpt)
}
