import PulseCore

/// One schematic from its climax to its end, on candles seen from its side: `WyckoffSchematic` says from which.
///
/// The opening (phase A) is seen from the side of the climax, the rest from the side of the outcome; in accumulation and distribution they
/// are the same. Edges are prices of the present view. A schematic that ends, in success or failure, takes its events with it.
struct SchematicMachine: Sendable {
    enum Stage: UInt8, Sendable {
        case idle
        /// A climax waits for its confirmation, its reaction, the secondary test.
        case climax, reaction, secondaryTest
        /// Phase B; C with a spring, tested or not; D; E.
        case ranging, sprung, strength, trend
    }

    /// Candles after which a schematic whose strength has shown is over.
    static let trendLife = 100
    /// Consecutive closes outside the range by more than the tolerance that end it.
    static let closesOutside = 4

    let schematic: WyckoffSchematic
    let minimumBars: Int
    let maximumBars: Int
    let lookback: Int
    let opensLong: Bool
    let endsLong: Bool

    var stage = Stage.idle
    // The climax.
    var climaxIndex = 0
    var climaxLow = 0.0
    var climaxMiddle = 0.0
    var climaxRange = 0.0
    var climaxVolumeRatio = 0.0
    /// The highest high after the climax, the automatic reaction once it is over.
    var peak = -Double.infinity
    var peakIndex = 0
    // The range.
    var low = 0.0
    var high = 0.0
    var closesBelow = 0
    var closesAway = 0
    var visits = RangeVisit()
    var poke = RangePoke()
    var absorptionIndex = Int.min / 2
    // Phase C.
    var springLow = 0.0
    var springIndex = 0
    var springType = 0
    var isTested = false
    var hasLastPoint = false
    // Phases D and E.
    var thrustIndex = Int.min / 2
    var thrustHigh = 0.0
    var strengthIndex = 0
    var pullBack = PullBack()
    var hasHeld = false

    /// The latest event of each kind; bounded by their number.
    private(set) var events = [WyckoffEvent?](repeating: nil, count: WyckoffEventKind.allCases.count)
    /// The last candle on which one of them can vote.
    private(set) var voteEnd = -1

    init(_ schematic: WyckoffSchematic, _ parameters: WyckoffParameters) {
        self.schematic = schematic
        minimumBars = parameters.trMinBars
        maximumBars = parameters.trMaxBars
        lookback = parameters.lookbackTrend
        opensLong = schematic.opening == .long
        endsLong = schematic.outcome == .long
    }

    var height: Double { high - low }

    /// Whether the range's edges are known.
    var hasRange: Bool { stage.rawValue >= Stage.secondaryTest.rawValue }
    /// Whether its edges are prices seen by longs.
    var isLongView: Bool { stage.rawValue >= Stage.ranging.rawValue ? endsLong : opensLong }

    var phase: WyckoffPhase {
        switch stage {
        case .idle: .none
        case .climax, .reaction, .secondaryTest: .a
        case .ranging: hasLastPoint ? .c : .b
        case .sprung: .c
        case .strength: .d
        case .trend: .e
        }
    }

    /// Whether the last phase of the range is complete, so that strength counts.
    var isReady: Bool { stage == .sprung ? springType == 3 || isTested : hasLastPoint }

    /// Takes the newest candle, as longs and as shorts see it.
    @inline(__always)
    mutating func advance(long: WyckoffCandle, short: WyckoffCandle) {
        // Most candles find no range, and have too little volume to begin one.
        guard stage != .idle || long.volumeRatio >= 1.8 else { return }
        follow(long: long, short: short)
    }

    private mutating func follow(long: WyckoffCandle, short: WyckoffCandle) {
        let opening = opensLong ? long : short
        switch stage {
        case .idle: break
        case .climax: confirmClimax(opening)
        case .reaction: awaitReaction(opening)
        case .secondaryTest: awaitSecondaryTest(opening)
        case .ranging, .sprung: followRange(endsLong ? long : short)
        case .strength, .trend: followBreakout(endsLong ? long : short)
        }
        // The candle that ends one range may be the climax of the next.
        if stage == .idle { seekClimax(opening) }
    }

    /// Counts closes outside the range and its age; false if either ended it.
    mutating func holds(_ candle: WyckoffCandle) -> Bool {
        let below = low - candle.close
        let deepest = RangePoke.deepest(height: height, averageTrueRange: candle.averageTrueRange)
        let tolerance = 0.15 * height
        closesBelow = below > deepest ? closesBelow + 1 : 0
        closesAway = below > tolerance || candle.close - high > tolerance ? closesAway + 1 : 0
        guard closesBelow < 2, closesAway < Self.closesOutside, candle.index - climaxIndex <= maximumBars else {
            end()
            return false
        }
        return true
    }

    /// Forgets everything.
    mutating func end() {
        stage = .idle
        voteEnd = -1
        for position in events.indices { events[position] = nil }
    }

    /// Takes down an event that the newest candle confirms. `votes` where its vote counts from now on.
    mutating func note(
        _ kind: WyckoffEventKind, _ candle: WyckoffCandle, index: Int, price: Double, type: Int = 0, votes: Bool = false
    ) {
        let isLong = isLongView
        events[kind.rawValue] = WyckoffEvent(
            kind: kind, side: isLong ? .long : .short, index: index, confirmIndex: candle.index, price: isLong ? price : -price, type: type,
            hasAbsorption: candle.index - absorptionIndex < 5, voteIndex: nil)
        if votes { startVoting(kind, candle) }
    }

    /// An event's vote counts from the newest candle on.
    mutating func startVoting(_ kind: WyckoffEventKind, _ candle: WyckoffCandle) {
        guard let opinion = kind.opinion else { return }
        events[kind.rawValue]?.voteIndex = candle.index
        voteEnd = max(voteEnd, candle.index + opinion.life - 1)
    }

    /// Forgets an event.
    mutating func drop(_ kind: WyckoffEventKind) { events[kind.rawValue] = nil }

    /// The surest of its events at a candle: by confidence, then by probability, then the later one in the schematic's order.
    func strongest(at index: Int) -> (event: WyckoffEvent, vote: Vote)? {
        guard index <= voteEnd else { return nil }
        var best: (event: WyckoffEvent, vote: Vote)?
        for kind in WyckoffEventKind.voting {
            guard let event = events[kind.rawValue], let vote = event.vote(at: index) else { continue }
            if let best, (best.vote.confidence, best.vote.probability) > (vote.confidence, vote.probability) { continue }
            best = (event, vote)
        }
        return best
    }
}
