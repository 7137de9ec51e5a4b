import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// P1, P2, reflection and warm-up of the regime detector.
@Suite struct RegimePromiseTests {
    private typealias Detect = (CandleColumns, [Range<Int>]?) -> [RegimeState]

    private static let candles = RandomWalk.candles(count: 6_000, seed: 41, volatility: 0.004)

    /// Cuttings whose states differ from those on the whole series.
    private static func faultyCuttings(_ detect: Detect) -> Int {
        let whole = detect(candles, nil)
        return Cuttings.varied(count: candles.count, seed: 6).count { detect(candles, $0) != whole }
    }

    /// Poisoned futures that change a state before them.
    private static func leaks(_ detect: Detect) -> Int {
        let candles = candles[0..<2_000]
        let whole = detect(candles, nil)
        var leaks = 0
        for index in stride(from: 230, to: candles.count, by: 211) {
            for poison in PoisonedFuture.allCases where detect(poison.applied(to: candles, from: index), nil)[..<index] != whole[..<index] {
                leaks += 1
            }
        }
        return leaks
    }

    private static func plain(_ candles: CandleColumns, _ cutting: [Range<Int>]?) -> [RegimeState] {
        RegimeRig.states(candles, cutting: cutting)
    }

    @Test func p1AnyCuttingGivesTheSameStates() {
        #expect(Self.faultyCuttings(Self.plain) == 0)
    }

    @Test func p2TheFutureChangesNoState() {
        #expect(Self.leaks(Self.plain) == 0)
    }

    @Test func theChecksCatchPlantedFaults() {
        // Forgets at the end of each block what it has seen.
        let forgetful: Detect = { candles, cutting in
            (cutting ?? [0..<candles.count]).flatMap { RegimeRig.states(candles[$0]) }
        }
        #expect(Self.faultyCuttings(forgetful) > 0)
        // Knows the regime that its last candle speaks for all the time, as smoothing over a whole series does.
        let smoothed: Detect = { candles, cutting in
            let states = RegimeRig.states(candles, cutting: cutting)
            guard let last = states.last?.raw else { return states }
            return states.map { state in
                guard let raw = state.raw else { return state }
                return RegimeState(last, raw: raw, confidence: state.confidence, stability: state.stability, duration: 1)
            }
        }
        #expect(Self.leaks(smoothed) > 0)
    }

    /// Candles that are no numbers make states unknown, and never end the program; after a hole in the data of well-formed candles it
    /// goes on.
    @Test func unusableCandlesAreUnknown() {
        for poison in [PoisonedFuture.notANumber, .infinite] {
            let states = RegimeRig.states(poison.applied(to: Self.candles, from: 1_000))
            #expect(states[1_000...].allSatisfy { !$0.isKnown })
        }
        var flat = CandleColumns()
        for index in 0..<1_000 as Range<Int64> {
            flat.append(Candle(openTime: Timestamp(milliseconds: index * 60_000), open: 5, high: 5, low: 5, close: 5, volume: 0))
        }
        // Nothing moves: there is no range to measure anything by.
        #expect(RegimeRig.states(flat).allSatisfy { !$0.isKnown })
    }

    @Test(arguments: [RegimeParameters.Profile.standard, .orig]) func unknownExactlyUntilTheWarmUpIsOver(profile: RegimeParameters.Profile)
    {
        var parameters = RegimeParameters(profile)
        for window in [20, 200] {
            parameters.percentileWindow = window
            let warmup = RegimeDetector(parameters).warmup
            let states = RegimeRig.states(Self.candles[0..<400], parameters)
            #expect(states.firstIndex { $0.isKnown } == warmup)
            #expect(states[warmup...].allSatisfy { $0.isKnown })
        }
        #expect(RegimeDetector().warmup == 218)
    }

    /// Upside down, a strong rise is a strong fall and all else stays, apart from a percentile that a rounded mean turns here and there.
    @Test func reflectedCandlesGiveReflectedRegimes() {
        let candles = DyadicWalk.candles(count: 30_000, seed: 12)
        let plain = RegimeRig.states(candles)
        let reflected = RegimeRig.states(DyadicWalk.mirrored(candles))
        let different = zip(plain, reflected).count { $0.regime?.mirrored != $1.regime }
        #expect(different < 600, "\(different) of \(candles.count) regimes are not reflected")
        let bulls = plain.count { $0.regime == .strongTrendBull }
        let bears = plain.count { $0.regime == .strongTrendBear }
        #expect(bulls > 300 && bears > 300, "\(bulls) bull, \(bears) bear")
    }

    @Test func everyStateIsWellFormed() {
        let states = RegimeRig.states(Self.candles)
        var before: RegimeState?
        for state in states where state.isKnown {
            #expect(state.confidence > .zero && state.stability <= .one && state.duration >= 1)
            if let before {
                let goesOn = state.regime == before.regime
                #expect(goesOn ? state.duration == before.duration + 1 : state.duration == 1 && before.duration >= 5)
            }
            before = state
        }
        #expect(MemoryLayout<RegimeState>.size == 8)
    }
}
