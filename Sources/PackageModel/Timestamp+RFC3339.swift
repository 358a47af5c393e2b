extension Timestamp {
    /// Reads RFC 3339: `2026-05-16T12:00:00Z`, with a fraction, with an offset, or a date alone, which is its midnight UTC.
    public init(parsing text: String) throws(TimestampError) {
        try self.init(parsing: Array(text.utf8).span)
    }

    /// As `init(parsing:)` of the text with these bytes.
    public init(parsing text: Span<UInt8>) throws(TimestampError) {
        var bytes = text
        let year = try Self.digits(4, from: &bytes)
        try Self.expect("-", in: &bytes)
        let month = try Self.digits(2, from: &bytes)
        try Self.expect("-", in: &bytes)
        let day = try Self.digits(2, from: &bytes)
        guard (1...12).contains(month), (1...Self.length(ofMonth: month, year: year)).contains(day) else {
            throw .outOfRange
        }
        let midnight = Self.daysSince1970(year: year, month: month, day: day) * Milliseconds.day
        guard let separator = Self.pop(&bytes) else {
            self.init(milliseconds: midnight)
            return
        }
        guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: "t") || separator == 0x20 else {
            throw .malformed
        }
        let time = try Self.timeOfDay(&bytes)
        let offset = try Self.offset(&bytes)
        guard bytes.isEmpty else { throw .malformed }
        let instant = midnight + time - offset
        guard Self.representable.contains(instant) else { throw .outOfRange }
        self.init(milliseconds: instant)
    }

    /// The calendar date in UTC.
    public var date: (year: Int64, month: Int64, day: Int64) {
        Self.civil(fromDays: Self.dividingDown(milliseconds, by: Milliseconds.day))
    }

    /// `2026-05-16`, in UTC.
    public var dateText: String { String(description.prefix(10)) }

    private static func timeOfDay(_ bytes: inout Span<UInt8>) throws(TimestampError) -> Int64 {
        let hour = try digits(2, from: &bytes)
        try expect(":", in: &bytes)
        let minute = try digits(2, from: &bytes)
        try expect(":", in: &bytes)
        let second = try digits(2, from: &bytes)
        // 60 is a leap second, which this type counts as the next second.
        guard hour < 24, minute < 60, second <= 60 else { throw .outOfRange }
        var milliseconds = ((hour * 60 + minute) * 60 + second) * 1000
        if !bytes.isEmpty, bytes[0] == UInt8(ascii: ".") {
            _ = pop(&bytes)
            var scale: Int64 = 100
            guard !bytes.isEmpty, isDigit(bytes[0]) else { throw .malformed }
            while !bytes.isEmpty, isDigit(bytes[0]) {
                milliseconds += Int64(bytes[0] - UInt8(ascii: "0")) * scale
                scale /= 10
                _ = pop(&bytes)
            }
        }
        return milliseconds
    }

    private static func offset(_ bytes: inout Span<UInt8>) throws(TimestampError) -> Int64 {
        guard let sign = pop(&bytes) else { throw .malformed }
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { throw .malformed }
        let hours = try digits(2, from: &bytes)
        try expect(":", in: &bytes)
        let minutes = try digits(2, from: &bytes)
        guard hours < 24, minutes < 60 else { throw .outOfRange }
        return (hours * 60 + minutes) * Milliseconds.minute * (sign == UInt8(ascii: "-") ? -1 : 1)
    }

    private static func pop(_ bytes: inout Span<UInt8>) -> UInt8? {
        guard !bytes.isEmpty else { return nil }
        let first = bytes[0]
        bytes = bytes.extracting(droppingFirst: 1)
        return first
    }

    private static func digits(_ count: Int, from bytes: inout Span<UInt8>) throws(TimestampError) -> Int64 {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let byte = pop(&bytes), isDigit(byte) else { throw .malformed }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return value
    }

    private static func expect(_ scalar: Unicode.Scalar, in bytes: inout Span<UInt8>) throws(TimestampError) {
        guard pop(&bytes) == UInt8(ascii: scalar) else { throw .malformed }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func length(ofMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days of the proleptic Gregorian calendar, counted in 400-year eras that begin in March.
    static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = dividingDown(shifted, by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = dividingDown(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    /// The value's last digits, and a character after them.
    private static func append(
        _ value: Int64, digits: Int, then scalar: Unicode.Scalar, to text: inout OutputSpan<UInt8>
    ) {
        var scale: Int64 = 1
        for _ in 1..<digits { scale *= 10 }
        while scale > 0 {
            text.append(UInt8(ascii: "0") + UInt8(value / scale % 10))
            scale /= 10
        }
        text.append(UInt8(ascii: scalar))
    }
}

extension Timestamp: CustomStringConvertible {
    /// `2026-05-16T12:00:00.000Z`, as the registry writes it.
    public var description: String {
        let inDay =
            milliseconds - Self.dividingDown(milliseconds, by: Milliseconds.day) * Milliseconds.day
        let (year, month, day) = date
        let bytes = [UInt8](capacity: 24) { text in
            Self.append(year, digits: 4, then: "-", to: &text)
            Self.append(month, digits: 2, then: "-", to: &text)
            Self.append(day, digits: 2, then: "T", to: &text)
            Self.append(inDay / Milliseconds.hour, digits: 2, then: ":", to: &text)
            Self.append(inDay / Milliseconds.minute % 60, digits: 2, then: ":", to: &text)
            Self.append(inDay / 1000 % 60, digits: 2, then: ".", to: &text)
            Self.append(inDay % 1000, digits: 3, then: "Z", to: &text)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Why a text is not an RFC 3339 instant.
public enum TimestampError: Error, Equatable {
    case malformed
    /// A month, day, hour, minute, second or offset that does not exist, or a year outside 0000 to 9999.
    case outOfRange
}
