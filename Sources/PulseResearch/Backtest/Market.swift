import PulseCore

/// The candles that a run is made on: one series an instrument, all of one base timeframe.
public struct Market: Sendable {
    /// One instrument's part.
    public struct Series: Sendable {
        public var instrument: Instrument
        /// Base candles, ascending; those before the run's range only warm the pipeline up.
        public var candles: CandleColumns
        /// What is known beside the candles.
        public var side: SideInputs
        /// What positions in it pay; nothing but for perpetuals.
        public var funding: FundingSchedule

        public init(
            instrument: Instrument, candles: CandleColumns, side: SideInputs = SideInputs(), funding: FundingSchedule = .none
        ) {
            self.instrument = instrument
            self.candles = candles
            self.side = side
            self.funding = instrument.market == .perpetual ? funding : .none
        }
    }

    public let base: Timeframe
    /// Where trading is allowed.
    public let range: TimeRange
    public let series: [Series]
    /// Position of each instrument's first candle inside the range.
    public let starts: [Int]

    /// Candles beyond the range's end are left out, and settlements outside of the range.
    public init(base: Timeframe, range: TimeRange, series: [Series]) {
        self.base = base
        self.range = range
        self.series = series.map { series in
            let end = Self.position(of: range.to, in: series.candles.openTime)
            var cut = series
            if end < series.candles.count { cut.candles = series.candles[0..<end] }
            cut.funding = series.funding.within(range)
            return cut
        }
        starts = self.series.map { Self.position(of: range.from, in: $0.candles.openTime) }
    }

    public var instruments: [Instrument] { series.map(\.instrument) }

    /// Number of candles inside the range, of all instruments together.
    public var candleCount: Int {
        zip(series, starts).reduce(0) { $0 + $1.0.candles.count - $1.1 }
    }

    /// Position of the first open time that is not before an instant.
    static func position(of instant: Timestamp, in openTimes: [Int64]) -> Int {
        var low = 0
        var high = openTimes.count
        while low < high {
            let middle = (low + high) / 2
            if openTimes[middle] < instant.milliseconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Market {
    /// Lends the candles of all instruments as blocks for the duration of `body`.
    func withBlocks(_ body: ([CandleBlock]) -> Void) {
        func lend(_ blocks: [CandleBlock]) {
            guard blocks.count < series.count else { return body(blocks) }
            series[blocks.count].candles.withBlock { lend(blocks + [$0]) }
        }
        lend([])
    }
}
