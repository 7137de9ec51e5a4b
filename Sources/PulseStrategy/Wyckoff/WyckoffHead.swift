import PulseAnalytics
import PulseCore

/// The head of Wyckoff's schematics: it follows trading ranges from the climax that begins them to the move out of them, and votes when a
/// false break (spring, upthrust) is rejected, tested, and answered by strength.
///
/// Four schematics run side by side, in one machine each (`WyckoffSchematic`). An event votes from the candle that confirms it and fades
/// over 10 to 15 candles; a schematic that fails takes its votes along. Where both sides have a live event the surer one wins, and of
/// equals none.
public struct WyckoffHead: Head {
    public let id = HeadID.wyckoff
    public let warmup: Int
    public let parameters: WyckoffParameters

    private static let meanPeriod = 50
    private static let columns = 3
    private static let nothing = Vote.flat(confidence: .half)

    private var highest: RollingMaximum
    private var lowest: RollingMinimum
    private var closeSum = RollingSum(period: meanPeriod)
    private var falls = TrendArming()
    private var rises = TrendArming()
    private var machines: [SchematicMachine]
    private var previousHigh = Double.nan
    private var previousLow = Double.nan
    /// Position of the latest candle; -1 before the first.
    private(set) var latestIndex = -1

    /// Traps on lengths that are not positive or where `trMinBars` is not less than `trMaxBars`.
    public init(_ parameters: WyckoffParameters = WyckoffParameters()) {
        precondition(parameters.trMinBars > 0 && parameters.trMinBars < parameters.trMaxBars, "a range may last longer than it must")
        self.parameters = parameters
        warmup = max(150, parameters.lookbackTrend + 110)
        highest = RollingMaximum(period: parameters.lookbackTrend)
        lowest = RollingMinimum(period: parameters.lookbackTrend)
        machines = WyckoffSchematic.allCases.map { SchematicMachine($0, parameters) }
    }

    /// Phase, edges and events of every schematic at the close of the latest candle, in the order of `WyckoffSchematic`.
    public var ranges: [WyckoffRange] { machines.map(\.range) }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let count = frame.candles.count
        precondition(count <= HeadFrame.maximumCount, "a head is given at most so many candles at a time")
        withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.columns * HeadFrame.maximumCount) { memory in
            guard let highs = memory.baseAddress, count > 0 else { return }
            let lows = highs + HeadFrame.maximumCount
            let sums = lows + HeadFrame.maximumCount
            highest.process(frame.candles.high, count: count, into: highs)
            lowest.process(frame.candles.low, count: count, into: lows)
            closeSum.process(frame.candles.close, count: count, into: sums)
            // Taken out, so that the machines can be lent while the rest of the head changes.
            var machines: [SchematicMachine] = []
            swap(&machines, &self.machines)
            machines.withUnsafeMutableBufferPointer { machines in
                for position in 0..<count {
                    let isUsable = take(position, frame, highest: highs[position], lowest: lows[position], sum: sums[position], machines)
                    let index = frame.firstIndex + position
                    votes[position] =
                        index < warmup
                        ? .abstain(.warmup)
                        : isUsable ? Self.decide(machines, at: index)?.vote ?? Self.nothing : .abstain(.unusable)
                }
            }
            swap(&machines, &self.machines)
        }
        latestIndex = frame.firstIndex + count - 1
    }

    /// Moves the machines along with one candle; false where it cannot be judged, and then nothing moves.
    @inline(__always)
    private mutating func take(
        _ position: Int, _ frame: HeadFrame, highest: Double, lowest: Double, sum: Double,
        _ machines: UnsafeMutableBufferPointer<SchematicMachine>
    ) -> Bool {
        let (high, low) = (frame.candles.high[position], frame.candles.low[position])
        let close = frame.candles.close[position]
        let range = frame.averageTrueRange[position]
        let volumeRatio = frame.volumeRatio[position]
        // Written so that a NaN anywhere is unusable.
        guard range > 0, range < .infinity, volumeRatio >= 0, volumeRatio < .infinity, abs(high) + abs(low) + abs(close) < .infinity else {
            return false
        }
        let index = frame.firstIndex + position
        let (window, drop) = (parameters.lookbackTrend, parameters.minDrop * range)
        let level = close * Double(Self.meanPeriod)
        let hasFallen = falls.advance(index, isBelowMean: level < sum, hasFallen: highest - close >= drop, window: window)
        let hasRisen = rises.advance(index, isBelowMean: level > sum, hasFallen: close - lowest >= drop, window: window)
        let long = WyckoffCandle(
            index: index, high: high, low: low, close: close, previousHigh: previousHigh, range: high - low, averageTrueRange: range,
            volumeRatio: volumeRatio, isArmed: hasFallen, isLowest: low <= lowest)
        let short = WyckoffCandle(
            index: index, high: -low, low: -high, close: -close, previousHigh: -previousLow, range: high - low, averageTrueRange: range,
            volumeRatio: volumeRatio, isArmed: hasRisen, isLowest: high >= highest)
        previousHigh = high
        previousLow = low
        for machine in machines.indices { machines[machine].advance(long: long, short: short) }
        return true
    }

    /// The surest event of the surer side; nil where nothing votes or both sides are equally sure.
    @inline(__always)
    private static func decide(
        _ machines: UnsafeMutableBufferPointer<SchematicMachine>, at index: Int
    ) -> (event: WyckoffEvent, vote: Vote)? {
        var isLive = false
        for machine in machines where index <= machine.voteEnd { isLive = true }
        return isLive ? weigh(UnsafeBufferPointer(machines), at: index) : nil
    }

    private static func weigh(_ machines: UnsafeBufferPointer<SchematicMachine>, at index: Int) -> (event: WyckoffEvent, vote: Vote)? {
        var long: (event: WyckoffEvent, vote: Vote)?
        var short: (event: WyckoffEvent, vote: Vote)?
        for machine in machines {
            guard let found = machine.strongest(at: index) else { continue }
            if machine.endsLong { long = Self.surer(long, found) } else { short = Self.surer(short, found) }
        }
        guard let long else { return short }
        guard let short else { return long }
        if long.vote.confidence == short.vote.confidence { return nil }
        return long.vote.confidence > short.vote.confidence ? long : short
    }

    /// The surer of two on the same side: by confidence, then probability, then the first schematic.
    private static func surer(
        _ a: (event: WyckoffEvent, vote: Vote)?, _ b: (event: WyckoffEvent, vote: Vote)
    ) -> (event: WyckoffEvent, vote: Vote) {
        guard let a else { return b }
        return (b.vote.confidence, b.vote.probability) > (a.vote.confidence, a.vote.probability) ? b : a
    }
}
