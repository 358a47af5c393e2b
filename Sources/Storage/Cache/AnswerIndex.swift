import PackageModel

/// Where each answer of the cache is: read from the tables of all segments.
struct AnswerIndex: Sendable {
    /// The most files that are looked at; what is in others is not found.
    static let maximumSegments = 4096
    /// The most files that stay open.
    private static let maximumOpen = 64

    /// Where an answer is, and what is known of it.
    struct Place: Sendable {
        let segment: Segment
        /// Of the slot in the segment's table.
        let number: Int
        var slot: AnswerSlot
    }

    private(set) var places: [AnswerKey: Place] = [:]
    private(set) var segments: [Segment] = []
    /// Answers that are there a second time, as after a kill, and not the ones that were checked last.
    private(set) var superseded: [Place] = []

    /// Whether there was no file in the folder.
    let isOfEmptyFolder: Bool

    /// Of all segments that are in the folder now.
    init(_ folder: Folder) {
        let files = folder.files()
        self.isOfEmptyFolder = files.isEmpty
        // What is too short for a table takes no other file's place.
        let candidates = files.filter { Segment.isName($0.name) && $0.size >= Segment.end(ofTable: 1) }
        for file in candidates.prefix(Self.maximumSegments) {
            let staysOpen = segments.count < Self.maximumOpen
            guard let (segment, slots) = Segment.open(file.name, in: folder, staysOpen: staysOpen) else { continue }
            segments.append(segment)
            for (number, slot) in slots { add(Place(segment: segment, number: number, slot: slot)) }
        }
    }

    /// Of two answers to one request that counts which was checked last.
    private mutating func add(_ place: Place) {
        guard let other = places[place.slot.key] else { return places[place.slot.key] = place }
        if other.slot.checked < place.slot.checked { places[place.slot.key] = place }
        superseded.append(other.slot.checked < place.slot.checked ? other : place)
    }

    /// Puts an answer in the place of another one, which is handed back.
    mutating func replace(_ place: Place) -> Place? { places.updateValue(place, forKey: place.slot.key) }

    mutating func remove(_ key: AnswerKey) { places[key] = nil }

    /// Notes a confirmation; nil for an answer that is no longer there.
    mutating func confirm(_ key: AnswerKey, _ digest: AnswerDigest, at now: Timestamp) -> Place? {
        guard places[key]?.slot.digest == digest else { return nil }
        places[key]?.slot.checked = now
        return places[key]
    }
}
