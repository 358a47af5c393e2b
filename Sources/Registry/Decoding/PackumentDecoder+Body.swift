extension PackumentDecoder: BodyDecoder {
    public mutating func consume(_ chunk: RawSpan) throws(DecodingFailure) {
        do throws(PackumentError) { try decode(chunk) } catch { throw DecodingFailure(error) }
    }

    public mutating func finish() throws(DecodingFailure) -> Packument {
        do throws(PackumentError) { return try packument() } catch { throw DecodingFailure(error) }
    }
}

extension DecodingFailure {
    init(_ error: PackumentError) {
        switch error {
        case .json(let error): self.init("\(error)")
        case .noName: self.init("the document names no package")
        case .wrongName: self.init("the document is about another package")
        }
    }
}
