import Yams

/// Reads any YAML with libyaml, for the files that `BlockYAMLReader` leaves alone.
///
/// Twenty times slower, and bounded by `LockfileLimits.maximumCompleteYAMLBytes`. Refuses aliases, with which a small file stands for an endless one and which no package manager
/// writes. libyaml itself bounds the nesting to 1,000.
enum CompleteYAMLReader {
    static func read(_ bytes: [UInt8], from start: Int) throws(LockfileError) -> [DocumentMemory] {
        guard bytes.count <= LockfileLimits.maximumCompleteYAMLBytes else {
            throw LockfileError(
                .unusualYAMLTooLarge(bytes: bytes.count, limit: LockfileLimits.maximumCompleteYAMLBytes))
        }
        if let offset = YAMLAliases.firstUse(in: bytes) { throw LockfileError(.alias, at: offset, in: bytes) }
        var documents: [DocumentMemory] = []
        do {
            let parser = try Parser(yaml: String(decoding: bytes[start...], as: UTF8.self), encoding: .utf8)
            while let root = try parser.nextRoot() {
                guard documents.count < YAMLDocuments.maximumCount else {
                    throw LockfileError(.syntax(expected: .endOfFile))
                }
                var converter = Converter(builder: DocumentBuilder(bytes: bytes))
                try converter.add(root, key: .empty, line: root.line)
                documents.append(try converter.builder.finish())
            }
        } catch let error as LockfileError {
            throw error
        } catch let error as YamlError {
            throw LockfileError(error)
        } catch {
            throw LockfileError(.syntax(expected: .yaml))
        }
        return documents
    }

    private struct Converter {
        var builder: DocumentBuilder

        mutating func add(_ node: Node, key: Slice, line: UInt32) throws(LockfileError) {
            switch node {
            case .scalar(let scalar):
                let kind: Document.Kind = scalar.style == .plain || scalar.style == .any ? .bare : .string
                try builder.add(kind, key: key, value: builder.store(scalar.string.utf8), line: line)
            case .mapping(let mapping):
                try builder.begin(.object, key: key, line: line)
                for (name, value) in mapping {
                    guard case .scalar(let scalar) = name else {
                        throw LockfileError(.syntax(expected: .key), line: Int(name.line))
                    }
                    try add(value, key: builder.store(scalar.string.utf8), line: name.line)
                }
                try builder.end()
            case .sequence(let sequence):
                try builder.begin(.array, key: key, line: line)
                for item in sequence { try add(item, key: .empty, line: item.line) }
                try builder.end()
            case .alias:
                throw LockfileError(.alias, line: Int(line))
            }
        }
    }
}

extension Node {
    fileprivate var line: UInt32 { UInt32(clamping: mark?.line ?? 1) }
}

extension LockfileError {
    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            self.init(.syntax(expected: .yaml), line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(.duplicateKey(duplicates.first ?? ""), line: context.mark.line)
        default:
            self.init(.syntax(expected: .yaml))
        }
    }
}
