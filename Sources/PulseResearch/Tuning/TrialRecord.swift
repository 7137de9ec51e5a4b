import PulseAnalytics
import PulseCore
import PulseEngine

/// What is kept of a trial: where it came from, its parameters, and the days on which anything happened.
public struct TrialRecord: Hashable, Sendable {
    /// A day with a return or an entry; the others have neither.
    public struct Day: Hashable, Sendable {
        public var day: Int32
        public var entries: Int32
        public var dailyReturn: Double

        public init(day: Int32, entries: Int32, dailyReturn: Double) {
            self.day = day
            self.entries = entries
            self.dailyReturn = dailyReturn
        }
    }

    /// The search of the study that asked for it, and its number there.
    public var search: Int
    public var number: Int
    public var rung: Int
    /// As a strategy file writes them.
    public var texts: [String]
    /// SHA-256 of the strategy's canonical form.
    public var strategyHash: String
    /// Days that it was run on: fewer than the study's on a lower rung of successive halving.
    public var dayCount: Int
    /// Ascending.
    public var days: [Day]
    public var trades: Int
    /// Why it has no returns: the equity fell to 0, or its numbers make no venue.
    public var fault: String?

    public init(
        search: Int, number: Int, rung: Int, texts: [String], strategyHash: String, dayCount: Int, days: [Day], trades: Int,
        fault: String? = nil
    ) {
        self.search = search
        self.number = number
        self.rung = rung
        self.texts = texts
        self.strategyHash = strategyHash
        self.dayCount = dayCount
        self.days = days
        self.trades = trades
        self.fault = fault
    }

    /// Of a simulation over the days of a market, of which `trialDays` may hold fewer than the study does.
    init(
        search: Int, point: SearchPoint, texts: [String], strategyHash: String, result: SimulationResult, market: Market, days: TrialDays
    ) {
        let daily = DailySeries(result.curve(from: market))
        var entries = [Int32](repeating: 0, count: days.count)
        for trade in result.trades {
            if let day = days.day(of: trade.entryTime) { entries[day] += 1 }
        }
        precondition(daily.fault != nil || daily.returns.count == days.count, "a trial runs over all days")
        var kept: [Day] = []
        for day in 0..<days.count {
            let value = daily.fault == nil ? daily.returns[day] : 0
            if value != 0 || entries[day] != 0 { kept.append(Day(day: Int32(day), entries: entries[day], dailyReturn: value)) }
        }
        self.init(
            search: search, number: point.number, rung: point.rung, texts: texts, strategyHash: strategyHash, dayCount: days.count,
            days: kept,
            trades: result.trades.count, fault: daily.fault)
    }

    /// Returns of all days of its run.
    public var returns: [Double] {
        var returns = [Double](repeating: 0, count: dayCount)
        for day in days { returns[Int(day.day)] = day.dailyReturn }
        return returns
    }

    /// Returns on some ranges of days, one after the other, and trades entered on them. Days that it was not run on are left out.
    public func returns(_ ranges: [Range<Int>]) -> (returns: [Double], entries: Int) {
        var returns: [Double] = []
        var entries = 0
        var position = 0
        for range in ranges {
            let range = range.clamped(to: 0..<dayCount)
            let start = returns.count - range.lowerBound
            returns.append(contentsOf: repeatElement(0, count: range.count))
            while position < days.count, Int(days[position].day) < range.lowerBound { position += 1 }
            while position < days.count, Int(days[position].day) < range.upperBound {
                returns[start + Int(days[position].day)] = days[position].dailyReturn
                entries += Int(days[position].entries)
                position += 1
            }
        }
        return (returns, entries)
    }
}
