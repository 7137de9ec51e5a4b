import PulseAnalytics
import PulseCore

/// The head of regimes: with the trend where one is in force, with the break where a market breaks out, and on no side where it ranges or
/// chops.
///
/// The regimes are those that the pipeline's detector lends with each frame, so a candle is judged once for gates and head. What the
/// detector's rules do not tell, on which side a weak trend or a break is, the head finds from the same measures: the slow mean's slope and
/// the channel of 20 candles. Without lent regimes it abstains. Formulas: `docs/heads/regime.md`.
public struct RegimeHead: Head {
    public let id = HeadID.regime
    /// That of the detector.
    public let warmup: Int
    public let parameters: RegimeHeadParameters

    private let opinion: RegimeOpinion
    private let slopeCut: Double
    private var slowMean = ExponentialMean(period: 50)
    private var highest = RollingMaximum(period: 20)
    private var lowest = RollingMinimum(period: 20)
    /// Slow mean, channel's top and bottom of a tile, older values in front of each.
    private var columns = [Double](repeating: .nan, count: 3 * Self.stride)
    private var channelBreak = ChannelBreak()
    /// What the latest vote rests on.
    private var latest = (state: RegimeState.unknown, sides: RegimeOpinion.Sides(trend: .flat, broken: .flat, breakAge: 0), slope: 0.0)

    private static let span = RegimeParameters.slopeSpan
    private static let stride = span + HeadFrame.maximumCount

    /// A head for regimes that a detector with the parameters `detector` tells.
    public init(_ parameters: RegimeHeadParameters = RegimeHeadParameters(), detector: RegimeParameters = RegimeParameters()) {
        self.parameters = parameters
        warmup = RegimeDetector(detector).warmup
        slopeCut = detector.slope
        opinion = RegimeOpinion(parameters)
    }

    /// A trend's age counts until it is old, and a regime is in force since before that.
    public var history: Int { warmup + max(warmup, parameters.old) }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let candles = frame.candles
        let count = candles.count
        precondition(count <= HeadFrame.maximumCount, "a tile fits the scratch memory")
        if count == 0 { return }
        columns.withUnsafeMutableBufferPointer { buffer in
            guard let mean = buffer.baseAddress else { return }
            let (top, bottom) = (mean + Self.stride, mean + 2 * Self.stride)
            slowMean.process(candles.close, count: count, into: mean + Self.span)
            // One place on: at a candle's place stands the extreme of those before it.
            highest.process(candles.high, count: count, into: top + 1)
            lowest.process(candles.low, count: count, into: bottom + 1)
            for index in 0..<count {
                let close = candles.close[index]
                channelBreak.take(close, top: top[index], bottom: bottom[index])
                let state = frame.regimes?[index] ?? .unknown
                let slow = mean[index + Self.span]
                let slope = (slow - mean[index]) / (frame.averageTrueRange[index] * Double(Self.span))
                let sides = RegimeOpinion.Sides(
                    trend: Self.side(slope, cut: slopeCut, distance: close - slow), broken: channelBreak.side, breakAge: channelBreak.age)
                votes[index] = frame.firstIndex + index < warmup ? .abstain(.warmup) : opinion.vote(state, sides)
                if index == count - 1 { latest = (state, sides, slope) }
            }
            mean.update(from: mean + count, count: Self.span)
            top[0] = top[count]
            bottom[0] = bottom[count]
        }
        if frame.regimes == nil { refuse(frame, votes) }
    }

    /// Nobody looked for regimes.
    private func refuse(_ frame: HeadFrame, _ votes: UnsafeMutableBufferPointer<Vote>) {
        for index in 0..<frame.candles.count where frame.firstIndex + index >= warmup { votes[index] = .abstain(.missingInput) }
    }

    /// The side of the slow mean's slope, where the close is on that side of the mean.
    @inline(__always)
    private static func side(_ slope: Double, cut: Double, distance: Double) -> Direction {
        if slope >= cut, distance > 0 { return .long }
        if -slope >= cut, distance < 0 { return .short }
        return .flat
    }

    /// The regime in force; then the side that a weak trend or a break has.
    public var evidence: [Evidence] {
        guard let regime = latest.state.regime else { return [] }
        let (state, sides) = (latest.state, latest.sides)
        let side = opinion.vote(state, sides).direction
        var list = [
            Evidence(
                regime.name, side: side, strength: state.confidence.value, age: Int(state.duration) - 1,
                detail: "in force for \(state.duration) candles, \(Self.percent(state.stability.value)) % of the last 20 speak for it")
        ]
        switch regime {
        case .strongTrendBull, .strongTrendBear, .weakTrend:
            let thousandths = (latest.slope * 1_000).rounded() / 1_000
            list.append(Evidence("slope of the 50-candle mean", side: sides.trend, detail: "\(thousandths) ranges a candle"))
        case .volatileBreakout:
            let isFresh = side != .flat
            list.append(
                Evidence("close outside the 20-candle channel", side: isFresh ? sides.broken : .flat, age: sides.breakAge))
        case .ranging, .choppy: break
        }
        return list
    }

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}
