import Signals
import Testing

@Suite struct TrendTests {
    @Test(arguments: [
        (UInt64(100), UInt64(115), Trend.stable), (100, 116, .growing), (100, 85, .stable), (100, 84, .declining),
        (0, 1, .growing), (UInt64.max, UInt64.max, .stable),
    ])
    func ratios(before: UInt64, recent: UInt64, expected: Trend) {
        let daily = Array(repeating: before, count: 45) + Array(repeating: recent, count: 45)
        #expect(Trend(daily: daily) == expected)
    }

    @Test func needsNinetyPublishedDays() {
        let days = Array(repeating: UInt64(5), count: 90)
        #expect(Trend(daily: days) == .stable)
        #expect(Trend(daily: days.dropLast()) == nil)
        #expect(Trend(daily: days.dropLast() + [0]) == nil)
        #expect(Trend(daily: days + [0, 0]) == .stable)
        #expect(Trend(daily: []) == nil)
    }

    @Test func zerosAtTheEndOfAnOldPackageLeaveTheTrendOpen() {
        let days = Array(repeating: UInt64(5), count: 90)
        let cut = Array(days.dropLast()) + [0]
        #expect(Trend.known(daily: days, ageInDays: 90) == .known(.stable))
        #expect(Trend.known(daily: cut, ageInDays: 90) == .unknown(.notSaid))
        #expect(Trend.known(daily: cut, ageInDays: nil) == .unknown(.notSaid))
        #expect(Trend.known(daily: cut, ageInDays: 89) == .known(nil))
        #expect(Trend.known(daily: days.dropLast(), ageInDays: 500) == .known(nil))
    }

    @Test func endsWithTheLastPublishedDay() {
        let growing = [UInt64(1_000)] + Array(repeating: 100, count: 45) + Array(repeating: 116, count: 45)
        #expect(Trend(daily: growing + [0]) == .growing)
    }

    @Test func daysBeforeThePackageExistedAreNoData() {
        let days = Array(repeating: UInt64(0), count: 30) + Array(repeating: 9, count: 60)
        #expect(Trend(daily: days, ageInDays: 60) == nil)
        #expect(Trend(daily: Array(repeating: 9, count: 95), ageInDays: 90) == .stable)
    }
}
