import JSONCursor
import PackageModel

extension JSONValue {
    /// Says whether the member of that name is exactly this text, byte for byte.
    func isText(_ text: String, at key: String) -> Bool {
        self[key]?.string.map { equalBytewise($0, text) } ?? false
    }
}
