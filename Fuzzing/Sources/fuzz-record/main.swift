import FuzzDriver

@testable import Storage

// Any bytes as a record's table of contents: what is read is written so that it is read again, and no two answers stand for one
// request in a replay.
fuzz { bytes in
    guard let index = try? RecordIndex(parsing: bytes) else { return }
    guard let again = try? RecordIndex(parsing: Array(index.text.utf8)), again.endpoints == index.endpoints,
        again.answers.count == index.answers.count, Set(again.answers) == Set(index.answers)
    else { fatalError("what is written is not what was read:\n\(index.text)") }
    guard again.text == index.text else { fatalError("two texts of one index") }
}
