import FuzzDriver
import JSONCursor

// The tree and the cursor that skips everything must agree on what is JSON, but for what only the tree looks at: keys that
// come twice, halves of surrogate pairs, and the number of values.
fuzz { bytes in
    let skipped = Result { () throws(JSONError) in
        try JSONCursor.read(bytes) { (cursor) throws(JSONError) in try cursor.finish() }
    }
    do throws(JSONError) {
        _ = try JSONValue(parsing: bytes)
        guard case .success = skipped else { fatalError("the tree took what the cursor refused") }
    } catch {
        switch error {
        case .duplicateKey, .loneSurrogate, .tooManyValues, .stringTooLong: return
        default: guard case .failure = skipped else { fatalError("the cursor took what the tree refused: \(error)") }
        }
    }
}
