import PulseCore

/// Which files of the archive cover a range, and what they leave to be asked otherwise.
public enum ArchiveCalendar {
    /// Days of a month that make its file worth more than those of its days.
    private static let worthAMonth: Int64 = 10

    /// 00:00 UTC of the first of the next month.
    public static func monthAfter(_ instant: Timestamp) -> Timestamp {
        let date = CivilDate(instant)
        return CivilDate(year: date.month == 12 ? date.year + 1 : date.year, month: date.month % 12 + 1, day: 1).timestamp
    }

    /// The files that are over by `now` and cover the range, by start: months where they are over and much of them is wanted, days otherwise.
    public static func items(
        _ market: BinanceMarket, _ symbol: String, _ series: ArchiveSeries, _ range: TimeRange, now: Timestamp
    ) -> [ArchiveItem] {
        var items: [ArchiveItem] = []
        let first = CivilDate(range.from)
        var month = CivilDate(year: first.year, month: first.month, day: 1).timestamp
        while month < range.to {
            let item = ArchiveItem(market: market, symbol: symbol, series: series, span: .monthly, start: month)
            let wanted = item.range.intersection(range)
            let isWorthIt = wanted.milliseconds >= worthAMonth * Timestamp.day || series == .funding
            if item.range.to <= now, isWorthIt, series != .metrics {
                items.append(item)
            } else if series != .funding {
                items += days(of: item, within: range, now: now)
            }
            month = item.range.to
        }
        return items
    }

    /// The files of single days in place of a month that the archive does not have.
    public static func days(of month: ArchiveItem, within range: TimeRange, now: Timestamp) -> [ArchiveItem] {
        guard month.series != .funding else { return [] }
        let wanted = month.range.intersection(range)
        var items: [ArchiveItem] = []
        var day = wanted.from.startOfDay
        while day < wanted.to {
            var item = month
            item.span = .daily
            item.start = day
            if item.range.to <= now { items.append(item) }
            day = item.range.to
        }
        return items
    }

    /// The parts of a range that none of these covers, ascending.
    public static func uncovered(_ range: TimeRange, by covers: [TimeRange]) -> [TimeRange] {
        var parts: [TimeRange] = []
        var from = range.from
        for cover in covers.sorted(by: { $0.from < $1.from }) {
            if cover.from > from { parts.append(TimeRange(from: from, to: min(cover.from, range.to))) }
            from = max(from, cover.to)
        }
        if from < range.to { parts.append(TimeRange(from: from, to: range.to)) }
        return parts.filter { !$0.isEmpty }
    }
}
