/// A file with many answers: a table of slots, then bodies and entity tags in the order in which they were kept.
///
/// Only the process that made it adds to it. Others note in the table that an answer was confirmed, or free its slot; whatever
/// else is met in it, after a kill or in between, has no slot that is right.
final class Segment: Sendable {
    /// The most slots of a table.
    static let maximumCapacity = 1024
    /// What a file begins with, beside the number of slots in the word's lower half.
    private static let mark = UInt64(0x706F_6341) << 32
    private static let headLength = 8

    let name: String
    /// The number of slots.
    let capacity: Int
    private let folder: Folder
    /// Nil for a file that is opened each time.
    private let file: OpenFile?

    /// - Parameter file: nil for one that is opened each time.
    init(name: String, capacity: Int, folder: Folder, file: OpenFile?) {
        self.name = name
        self.capacity = capacity
        self.folder = folder
        self.file = file
    }

    /// Makes an empty one, which is this process's from the moment that others can find it, for as long as it is open.
    ///
    /// Where its table cannot be written, nothing is left of it.
    static func make(in folder: Folder, capacity: Int) throws(FolderError) -> Segment {
        let name = newName()
        var part = try folder.part(of: name)
        part.append(head(capacity: capacity) + [UInt8](repeating: 0, count: capacity * AnswerSlot.length))
        // Where there are no locks, nobody moves answers of other processes either.
        _ = part.lock()
        let file = try folder.placeOpen(part, as: name)
        return Segment(name: name, capacity: capacity, folder: folder, file: file)
    }

    /// One that is there, and the answers in it by the numbers of their slots; nil if it is none.
    ///
    /// - Parameter staysOpen: whether the file is opened once and not each time.
    static func open(_ name: String, in folder: Folder, staysOpen: Bool) -> (Segment, [(Int, AnswerSlot)])? {
        do throws(FolderError) {
            let file = try folder.openFile(name, forWriting: true)
            guard let size = file.size, size >= headLength,
                let capacity = capacity(try file.read(headLength, at: 0)), size >= end(ofTable: capacity)
            else { return nil }
            let table = try file.read(capacity * AnswerSlot.length, at: headLength)
            var slots: [(Int, AnswerSlot)] = []
            let bytes = unsafe table.span.bytes
            for number in 0..<capacity {
                let start = number * AnswerSlot.length
                // A long answer has a file of its own: so no more than a short one is in memory when it is moved.
                guard let slot = AnswerSlot(bytes.extracting(start..<start + AnswerSlot.length)),
                    capacity == 1 || slot.bodyLength <= CacheDraft.pendingLimit,
                    slot.offset >= end(ofTable: capacity), slot.offset <= size, slot.size <= size - slot.offset
                else { continue }
                slots.append((number, slot))
            }
            // A file of one answer is rarely read, and there may be many.
            let segment = Segment(
                name: name, capacity: capacity, folder: folder, file: staysOpen && capacity > 1 ? file : nil)
            return (segment, slots)
        } catch { return nil }
    }

    /// A name that no other segment has.
    static func newName() -> String {
        let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// Whether a file's name is one that segments have.
    static func isName(_ name: String) -> Bool {
        name.utf8.count == 16 && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// Whether a file with such a name is a segment or was to become one: it begins as they do, or a kill or a loss of power left it
    /// empty or with zeros.
    static func isBegun(_ file: Folder.File, in folder: Folder) -> Bool {
        guard file.size > 0 else { return true }
        guard file.size >= headLength, let head = try? folder.openFile(file.name).read(headLength, at: 0)
        else { return false }
        return capacity(head) != nil || head.allSatisfy { $0 == 0 }
    }

    /// What stands before the table.
    static func head(capacity: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(word: mark | UInt64(capacity))
        return bytes
    }

    /// Where the first answer begins, in bytes.
    static func end(ofTable capacity: Int) -> Int { headLength + capacity * AnswerSlot.length }

    /// Bytes of an answer.
    func read(_ count: Int, at offset: Int) throws(FolderError) -> [UInt8] {
        try opened().read(count, at: offset)
    }

    func write(_ bytes: [UInt8], at offset: Int) throws(FolderError) { try opened().write(bytes, at: offset) }

    func write(_ slot: AnswerSlot, number: Int) throws(FolderError) {
        try write(slot.bytes, at: Self.end(ofTable: number))
    }

    /// Notes when an answer was last checked.
    func confirm(_ slot: AnswerSlot, number: Int) throws(FolderError) {
        let (bytes, offset) = slot.confirmation
        try write(bytes, at: Self.end(ofTable: number) + offset)
    }

    /// Frees a slot; with its only one the file goes.
    func free(_ number: Int) throws(FolderError) {
        guard capacity > 1 else { return try remove() }
        try write([UInt8](repeating: 0, count: AnswerSlot.length), at: Self.end(ofTable: number))
    }

    func remove() throws(FolderError) { try folder.remove(name) }

    /// Takes the segment for this process, for as long as it has the file; nil if another one has it.
    func lock() -> OpenFile? {
        guard let file = try? opened(), file.lock() else { return nil }
        return file
    }

    private func opened() throws(FolderError) -> OpenFile {
        if let file { return file }
        return try folder.openFile(name, forWriting: true)
    }

    private static func capacity(_ head: [UInt8]) -> Int? {
        let word = unsafe head.span.bytes.word(0)
        guard word & ~UInt64(UInt32.max) == mark else { return nil }
        let capacity = Int(UInt32(truncatingIfNeeded: word))
        return (1...maximumCapacity).contains(capacity) ? capacity : nil
    }
}
