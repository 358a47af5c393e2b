import FuzzDriver
import PackageModel
import Registry

// A packument is the same, or the same error, whether its bytes come at once or in pieces; the first byte chooses their size.
fuzz { input in
    guard let name = try? PackageName(parsing: "x"), let first = input.first else { return }
    let size = Int(first) % 61 + 1
    let bytes = Array(input.dropFirst())
    let whole = decode(bytes, name: name, by: max(bytes.count, 1))
    let pieces = decode(bytes, name: name, by: size)
    guard whole == pieces else { fatalError("\(whole) but in pieces of \(size) \(pieces)") }
    guard case .success(let packument) = whole else { return }
    for instant in [Timestamp(milliseconds: 0), Timestamp(milliseconds: 1_600_000_000_000)] {
        _ = packument.latest(at: instant)
        _ = try? packument.release(.range(.any), at: instant)
    }
}

private func decode(_ bytes: [UInt8], name: PackageName, by size: Int) -> Result<Packument, PackumentError> {
    Result { () throws(PackumentError) in
        var decoder = PackumentDecoder(name: name)
        var position = 0
        while position < bytes.count {
            let chunk = Array(bytes[position..<min(position + size, bytes.count)])
            try decoder.decode(chunk.span.bytes)
            position += chunk.count
        }
        return try decoder.packument()
    }
}
