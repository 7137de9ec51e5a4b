import PulseCore

/// The return of one calendar month or year.
public struct CalendarReturn: Hashable, Sendable {
    /// The first day of the month or year.
    public let period: CivilDate
    /// `E_end / E_start - 1`; nil where the equity was not positive at its start.
    public let value: Double?
    /// Whether the curve starts or ends inside it.
    public let isPartial: Bool

    /// What to cut a curve into.
    public enum Calendar: Hashable, Sendable {
        case month, year

        /// The first day of the period that holds `date`.
        func first(_ date: CivilDate) -> CivilDate {
            CivilDate(year: date.year, month: self == .month ? date.month : 1, day: 1)
        }

        /// The first day of the next period.
        func next(_ date: CivilDate) -> CivilDate {
            if self == .year { return CivilDate(year: date.year + 1, month: 1, day: 1) }
            return date.month == 12
                ? CivilDate(year: date.year + 1, month: 1, day: 1) : CivilDate(year: date.year, month: date.month + 1, day: 1)
        }
    }

    /// The returns of all months or years that a curve touches, in order; chained, they give the total return.
    ///
    /// A boundary takes the value of the last point at or before 00:00 UTC of the first day; the first and last periods start and end with the curve.
    public static func of(_ curve: EquityCurve, by calendar: Calendar) -> [CalendarReturn] {
        guard curve.count >= 2 else { return [] }
        var periods = [calendar.first(CivilDate(curve.start))]
        var instants = [curve.times[0]]
        var following = calendar.next(periods[0])
        while following.timestamp < curve.end {
            instants.append(following.timestamp.milliseconds)
            periods.append(following)
            following = calendar.next(following)
        }
        let isFirstPartial = periods[0].timestamp != curve.start
        let isLastPartial = following.timestamp != curve.end
        instants.append(curve.times[curve.count - 1])
        let values = curve.values(asOf: instants)
        return periods.indices.map { index in
            CalendarReturn(
                period: periods[index], value: values[index] > 0 ? values[index + 1] / values[index] - 1 : nil,
                isPartial: (index == 0 && isFirstPartial) || (index == periods.count - 1 && isLastPartial))
        }
    }
}
