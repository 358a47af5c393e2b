import FuzzDriver
import TransparencyLog

// A note that is read is its text, an empty line and its signatures, byte for byte.
fuzz { bytes in
    guard let note = try? SignedNote(parsing: bytes) else { return }
    guard bytes.starts(with: note.text), bytes.dropFirst(note.text.count).first == 0x0A else {
        fatalError("the text is not the beginning of the note")
    }
    guard !note.signatures.isEmpty, note.signatures.count <= SignedNote.maximumSignatures else {
        fatalError("a note with \(note.signatures.count) signatures")
    }
    guard let checkpoint = try? Checkpoint(parsing: note.text) else { return }
    guard checkpoint.root.count == MerkleTree.hashLength, !checkpoint.origin.isEmpty,
        note.text.starts(with: checkpoint.origin + Array("\n\(checkpoint.size)\n".utf8))
    else { fatalError("the checkpoint is not what the text says") }
}
