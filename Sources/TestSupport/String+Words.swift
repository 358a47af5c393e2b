extension String {
    /// Whether a person can read it: no case of an `enum` as Swift prints it, such as `tooLong(limit: 3)` or `badSignature`.
    public var isInWords: Bool {
        let printed = ["(limit: ", "(offset: ", "(expected: ", "(index: ", "(bytes: ", "Error.", "Optional("]
        guard !printed.contains(where: { contains($0) }) else { return false }
        // Names in code are in backticks, and addresses have slashes.
        let last = split(whereSeparator: { " :".contains($0) }).last ?? ""
        let isPlain = last.contains { !$0.isLetter } || last.dropFirst().allSatisfy { !$0.isUppercase }
        return isPlain || last.allSatisfy { $0.isUppercase || $0.isNumber }
    }
}
