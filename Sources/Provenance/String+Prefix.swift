extension String {
    /// What follows these bytes at the beginning; nil if the text begins otherwise.
    ///
    /// Swift's `hasPrefix` and `dropFirst` count characters, of which one may be spelled in several ways.
    func rest(after prefix: String) -> String? {
        guard utf8.starts(with: prefix.utf8) else { return nil }
        return String(decoding: utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    /// What stands in front of these bytes at the end; nil if the text ends otherwise.
    func rest(before suffix: String) -> String? {
        guard utf8.reversed().starts(with: suffix.utf8.reversed()) else { return nil }
        return String(decoding: utf8.dropLast(suffix.utf8.count), as: UTF8.self)
    }
}
