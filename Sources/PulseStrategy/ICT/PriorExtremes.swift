import PulseCore

/// The high and low of the last complete day and week (UTC; weeks begin on Monday), and the mean daily range, built from the candles as
/// they close.
///
/// A day is complete with its last candle, or, if that is missing, with the first candle of a later day. The first day counts only if its
/// beginning was seen.
struct PriorExtremes: Sendable {
    /// What became complete.
    struct News: OptionSet {
        let rawValue: UInt8
        static let day = News(rawValue: 1)
        static let week = News(rawValue: 2)
    }

    private var day: HigherCandle
    private var week: HigherCandle
    private let hasDays: Bool
    private let hasWeeks: Bool
    private(set) var dailyRange = DailyRange()
    /// The last complete day's and week's extremes.
    private(set) var dayHigh = Double.nan
    private(set) var dayLow = Double.nan
    private(set) var weekHigh = Double.nan
    private(set) var weekLow = Double.nan

    init(timeframe: Timeframe) {
        day = HigherCandle(timeframe: .d1, base: timeframe)
        week = HigherCandle(timeframe: .w1, base: timeframe)
        hasDays = timeframe < .d1
        hasWeeks = timeframe < .w1 && Timeframe.w1.isMultiple(of: timeframe)
    }

    /// What is complete because a candle opens at this instant; to be asked before `add`.
    @inline(__always)
    mutating func end(by time: Int64) -> News {
        var news: News = []
        if hasDays, day.isEnded(by: time) { news.insert(takeDay()) }
        if hasWeeks, week.isEnded(by: time) { news.insert(takeWeek()) }
        return news
    }

    /// Adds a candle; what it completes.
    @inline(__always)
    mutating func add(time: Int64, open: Double, high: Double, low: Double, close: Double) -> News {
        var news: News = []
        if hasDays, day.add(time: time, open: open, high: high, low: low, close: close) { news.insert(takeDay()) }
        if hasWeeks, week.add(time: time, open: open, high: high, low: low, close: close) { news.insert(takeWeek()) }
        return news
    }

    private mutating func takeDay() -> News {
        (dayHigh, dayLow) = (day.high, day.low)
        dailyRange.advance(high: day.high, low: day.low, close: day.close)
        return .day
    }

    private mutating func takeWeek() -> News {
        (weekHigh, weekLow) = (week.high, week.low)
        return .week
    }
}
