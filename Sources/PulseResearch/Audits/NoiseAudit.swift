import PulseAnalytics
import PulseCore
import PulseStrategy

/// Runs a strategy's heads and consensus on noise, where nothing is to be found: what they say there is what their votes are worth comparing with.
public struct NoiseAudit: Sendable {
    /// Something about a head that must not be.
    public enum Alarm: String, Hashable, Sendable, CaseIterable {
        /// It never casts a valid vote, on however much noise: its conditions may be impossible.
        case never
        /// It casts one nearly always: it says nothing.
        case always
        /// It prefers a side by more than four standard errors (over independent walks).
        case lopsided
    }

    /// One head on noise.
    public struct Row: Hashable, Sendable {
        public let rates: HeadRates
        /// Standard errors by which the difference of long and short valid votes is away from 0, over independent walks; nil with fewer than two walks that
        /// hold any.
        public let asymmetry: Double?
        public let alarm: Alarm?
    }

    public struct Result: Hashable, Sendable {
        public let market: NoiseMarket
        public let timeframe: Timeframe
        public let walks: Int
        public let rows: [Row]
        /// Decisions at which every head was warm, and verdicts that passed on them: false consensus.
        public let decisions: Int
        public let passedLong: Int
        public let passedShort: Int

        /// Share of the decisions; 0 where there are none.
        public var falseConsensusRate: Double { decisions == 0 ? 0 : Double(passedLong + passedShort) / Double(decisions) }
        /// The row of a head.
        public subscript(head: HeadID) -> Row? { rows.first { $0.rates.head == head } }
    }

    /// Valid votes on more than this share of noise are no information.
    public static let alwaysRate = 0.95
    public static let asymmetryLimit = 4.0

    public let walks: Int
    /// Decision candles of a walk after the heads' warm-up.
    public let length: Int
    public let seed: UInt64

    public init(walks: Int = 32, length: Int = 2_000, seed: UInt64 = 1) {
        precondition(walks > 0 && length > 0, "there is something to run on")
        self.walks = walks
        self.length = length
        self.seed = seed
    }

    /// Runs the heads of a strategy on decision candles of noise. `source` is what the bootstrap draws from, in candles of `timeframe`.
    public func run(
        _ strategy: StrategySpecification, timeframe: Timeframe, on market: NoiseMarket, source: CandleColumns = CandleColumns(),
        side kinds: [SideKind] = [], threads: Int = 1
    ) -> Result {
        let consensus = Consensus(strategy.consensus)
        return run(
            timeframe: timeframe, on: market, source: source, consensus: consensus, regime: strategy.regime,
            side: kinds, threads: threads
        ) {
            consensus.heads.map { strategy.heads.makeHead($0, timeframe: timeframe, detector: strategy.regime) }
        }
    }

    /// The same with heads of one's own, in the order of the consensus.
    public func run(
        timeframe: Timeframe, on market: NoiseMarket, source: CandleColumns = CandleColumns(), consensus: Consensus,
        regime: RegimeParameters? = nil, side kinds: [SideKind] = [], threads: Int = 1, heads: @Sendable () -> [any Head]
    ) -> Result {
        // Drawn, not counted up: the generator's streams from seeds a step apart are one stream, shifted.
        var random = SplitMix64(seed: seed)
        let seeds = (0..<walks).map { _ in random.next() }
        let counts = Parallel.map(walks, threads: threads) { walk -> (rates: [HeadRates], decisions: Int, long: Int, short: Int) in
            let heads = heads()
            let warmup = heads.map(\.warmup).max() ?? 0
            let candles = market.candles(count: warmup + length, timeframe: timeframe, seed: seeds[walk], source: source)
            guard let pipeline = Pipeline(heads: heads, consensus: consensus, regime: regime, base: timeframe, timeframe: timeframe) else {
                preconditionFailure("any timeframe can be built from itself")
            }
            let side = Self.side(kinds, beside: candles, seed: seeds[walk], timeframe)
            return Self.count(candles, side, pipeline, consensus, warmup: warmup)
        }
        let rows = consensus.heads.indices.map { lane -> Row in
            var total = HeadRates(head: consensus.heads[lane])
            for count in counts { total.add(count.rates[lane]) }
            let asymmetry = Self.asymmetry(counts.map { $0.rates[lane] })
            return Row(rates: total, asymmetry: asymmetry, alarm: Self.alarm(total, asymmetry))
        }
        return Result(
            market: market, timeframe: timeframe, walks: walks, rows: rows, decisions: counts.reduce(0) { $0 + $1.decisions },
            passedLong: counts.reduce(0) { $0 + $1.long }, passedShort: counts.reduce(0) { $0 + $1.short })
    }

    /// Drawn from the same seed as the candles by another generator, and so tied to none of them.
    private static func side(_ kinds: [SideKind], beside candles: CandleColumns, seed: UInt64, _ timeframe: Timeframe) -> SideInputs {
        guard !kinds.isEmpty, let first = candles.openTime.first, let last = candles.openTime.last else { return SideInputs() }
        return NoiseSide(seed: ~seed).inputs(
            kinds, from: Timestamp(milliseconds: first), to: Timestamp(milliseconds: last + timeframe.milliseconds))
    }

    private static func count(
        _ candles: CandleColumns, _ side: SideInputs, _ pipeline: Pipeline, _ consensus: Consensus, warmup: Int
    ) -> (rates: [HeadRates], decisions: Int, long: Int, short: Int) {
        var pipeline = pipeline
        var columns = pipeline.makeColumns()
        candles.withBlock { pipeline.advance($0, side: side, into: &columns) }
        let warm = min(columns.count, warmup)
        let rates = consensus.heads.indices.map { lane -> HeadRates in
            var rates = HeadRates(head: consensus.heads[lane])
            candles.close.withUnsafeBufferPointer { rates.add(columns.votes[lane], closes: $0, warm..<columns.count, consensus.rule) }
            return rates
        }
        let verdicts = columns.verdicts[warm...]
        return (rates, verdicts.count, verdicts.count { $0.direction == .long }, verdicts.count { $0.direction == .short })
    }

    /// Mean difference of long and short valid votes a walk over its standard error: walks are independent, votes within one are not.
    private static func asymmetry(_ walks: [HeadRates]) -> Double? {
        let differences = walks.filter { $0.valid > 0 }.map { Double($0.validLong - $0.validShort) / Double($0.valid) }
        let moments = SampleMoments(differences)
        guard moments.mean != 0, differences.count > 1 else { return differences.isEmpty ? nil : 0 }
        // Walks that all voted one way have no deviation at all: each then counts as one standard error.
        let error = (moments.divisibleDeviation ?? 0) / Double(differences.count).squareRoot()
        return moments.mean / max(error, abs(moments.mean) / Double(differences.count))
    }

    private static func alarm(_ rates: HeadRates, _ asymmetry: Double?) -> Alarm? {
        // A head that lacks its side inputs on noise has not been asked.
        guard rates.decisions > rates.abstained else { return nil }
        if rates.valid == 0 { return .never }
        if rates.validRate > alwaysRate { return .always }
        if let asymmetry, abs(asymmetry) > asymmetryLimit { return .lopsided }
        return nil
    }
}
