import PulseCore

/// The head of crypto metrics: who crosses the spread, and how crowded the leveraged side is.
///
/// Up to seven inputs take a side or none: the takers' flow and divergences of price and taker delta from the candles; funding, open
/// interest, the ratio of long to short accounts, the perpetual's premium and the alt season from side series. Their weights are added up;
/// from a net weight of 1 on the head votes. An input that is missing, too old or too short does not count; without any the head abstains.
public struct CryptoHead: Head {
    public let id = HeadID.crypto
    public let warmup = TakerFlow.warmup
    public let parameters: CryptoParameters
    public let timeframe: Timeframe

    private var flow = TakerFlow()
    private var trailing = TrailingColumns(columns: 2, past: DivergenceDetector.lookback)
    private var divergences = DivergenceDetector()
    private(set) var readings: CryptoSideReadings
    /// What the latest vote rests on, for explanations.
    private(set) var latest = Latest()

    /// Facts of the latest candle that are not kept elsewhere.
    struct Latest: Sendable {
        var close = Int64.min / 2
        /// Whether the takers are known, and by how many standard deviations their flow is above the usual.
        var hasTakers = false
        var flow = 0.0
        var divergence = Direction.flat
        var divergenceAge = 0
    }

    public init(timeframe: Timeframe, _ parameters: CryptoParameters = CryptoParameters()) {
        self.timeframe = timeframe
        self.parameters = parameters
        readings = CryptoSideReadings(parameters, timeframe: timeframe)
    }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let candles = frame.candles
        guard candles.count > 0 else { return }
        var queues = CryptoSideReadings.Queues(frame.side)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: TakerFlow.Column.count * HeadFrame.maximumCount) { memory in
            guard let columns = memory.baseAddress else { return }
            // Taken out, so that the columns can be lent while the rest of the head changes.
            var trailing = TrailingColumns.none
            swap(&trailing, &self.trailing)
            trailing.withBlock(candles.count) { rows in
                flow.process(candles, rows: rows, columns: columns)
                for position in 0..<candles.count { votes[position] = follow(position, frame, rows, columns, &queues) }
            }
            swap(&trailing, &self.trailing)
        }
    }

    /// Takes one candle and votes on it.
    @inline(__always)
    private mutating func follow(
        _ position: Int, _ frame: HeadFrame, _ rows: TrailingColumns.Rows, _ columns: UnsafePointer<Double>,
        _ queues: inout CryptoSideReadings.Queues
    ) -> Vote {
        @inline(__always) func column(_ index: Int) -> Double { columns[index * HeadFrame.maximumCount + position] }
        let index = frame.firstIndex + position
        let range = frame.averageTrueRange[position]
        let close = frame.candles.openTime[position] + timeframe.milliseconds
        divergences.advance(
            index, close: rows[TakerFlow.Row.close] + position, delta: rows[TakerFlow.Row.delta] + position, averageTrueRange: range,
            noise: column(TakerFlow.Column.noise))
        readings.advance(&queues, close: close, price: frame.candles.close[position])
        latest.close = close
        // Not known yet is false.
        latest.hasTakers = column(TakerFlow.Column.counted) >= TakerFlow.leastCounted
        latest.flow = column(TakerFlow.Column.deviations)
        let age = index - divergences.confirmation
        latest.divergenceAge = age
        latest.divergence = age <= parameters.divergenceLife ? divergences.direction : .flat
        if index < warmup { return .abstain(.warmup) }
        guard range > 0, range < .infinity else { return .abstain(.unusable) }
        return vote()
    }

    @inline(__always)
    private func vote() -> Vote {
        var tally = CryptoTally()
        forEachInput { tally.add($0, side: $1) }
        // The flow and the series are of this candle; a divergence was confirmed earlier.
        let agrees = Int(latest.divergence.sign) * tally.net > 0 && latest.hasTakers
        return tally.vote(evidenceAge: agrees ? latest.divergenceAge : 0)
    }

    /// Calls `body` with each input that there is and the side it takes.
    @inline(__always)
    func forEachInput(_ body: (CryptoInput, Int) -> Void) {
        if latest.hasTakers {
            body(.takerFlow, latest.flow > TakerFlow.unusual ? 1 : latest.flow < -TakerFlow.unusual ? -1 : 0)
            body(.deltaDivergence, Int(latest.divergence.sign))
        }
        readings.forEach(at: latest.close, body)
    }
}
