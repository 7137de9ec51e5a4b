/// The return of one calendar month or year (UTC).
public struct PeriodReturn: Hashable, Sendable {
    public var year: Int
    /// 1...12; nil for a whole year.
    public var month: Int?
    /// Nil where it is undefined.
    public var value: Double?
    /// The same for buy & hold.
    public var benchmark: Double?
    /// Whether the run covers only a part of it.
    public var isPartial: Bool

    public init(year: Int, month: Int? = nil, value: Double?, benchmark: Double?, isPartial: Bool = false) {
        self.year = year
        self.month = month
        self.value = value
        self.benchmark = benchmark
        self.isPartial = isPartial
    }
}
