import PulseAnalytics
import PulseCore
import PulseStrategy
import Testing

@Suite("Calibration map") struct CalibrationMapTests {
    /// Outcomes of random raw probabilities that are hits with a probability of their own.
    private static func outcomes(_ count: Int, seed: UInt64, _ probability: (Double) -> Double) -> (raw: [Score], hits: [Bool]) {
        var random = SplitMix64(seed: seed)
        let raw = (0..<count).map { _ in Score(0.5 + 0.5 * random.uniform()) }
        return (raw, raw.map { random.uniform() < probability($0.value) })
    }

    private static func values(_ map: CalibrationMap) -> [Score] { (0...1_024).map { map[Score(raw: $0)] } }

    /// Whether a function never falls and is never certain.
    private static func isSound(_ values: [Score]) -> Bool {
        zip(values, values.dropFirst()).allSatisfy { $0 <= $1 } && values.allSatisfy { $0 > .zero && $0 < .one }
    }

    @Test("it never falls and is never certain, whatever the outcomes", arguments: CalibrationMap.Method.allCases, 1...12)
    func monotone(method: CalibrationMap.Method, seed: Int) throws {
        let kinds: [(Double) -> Double] = [{ $0 }, { 1 - $0 }, { _ in 0.4 }, { _ in 1 }, { _ in 0 }, { $0 > 0.7 ? 0 : 1 }]
        for (kind, probability) in kinds.enumerated() {
            let (raw, hits) = Self.outcomes(40 * seed, seed: UInt64(100 * kind + seed), probability)
            let map = try #require(CalibrationMap(method, raw: raw, hits: hits))
            #expect(Self.isSound(Self.values(map)))
            // The order of outcomes does not matter to the isotonic map's bits.
            if method == .isotonic {
                #expect(CalibrationMap(method, raw: Array(raw.reversed()), hits: Array(hits.reversed())) == map)
            }
        }
        // The mutant: shares of bins, not made to rise. Outcomes that fall with the raw figure show it.
        let (raw, hits) = Self.outcomes(2_000, seed: UInt64(seed)) { 1 - $0 }
        let shares = (8..<16).map { bin -> Score in
            let members = raw.indices.filter { raw[$0].raw / 64 == bin }
            return Score(Double(members.count { hits[$0] }) / Double(max(1, members.count)))
        }
        #expect(!Self.isSound(shares))
    }

    @Test("known frequencies come back")
    func frequencies() throws {
        // At 0.55, 0.60 ... 0.95: a thousand outcomes each, of which exactly these many are hits.
        let places = (0..<9).map { Score(0.55 + 0.05 * Double($0)) }
        let hits = [210, 260, 300, 340, 400, 430, 480, 550, 640]
        var raw: [Score] = []
        var outcomes: [Bool] = []
        for (place, count) in zip(places, hits) {
            raw += [Score](repeating: place, count: 1_000)
            outcomes += (0..<1_000).map { $0 < count }
        }
        let map = try #require(CalibrationMap(.isotonic, raw: raw, hits: outcomes))
        for (place, count) in zip(places, hits) {
            // Ten outcomes at the base rate of .40 beside a thousand move it by at most .0024; the grid by .0005.
            #expect(abs(map[place].value - Double(count) / 1_000) < 0.003)
        }
        // Between two places the lower one's; below the first the first one's.
        #expect(map[Score(0.58)] == map[places[0]] && map[.zero] == map[places[0]] && map[.one] == map[places[8]])
        // A logistic curve through outcomes that follow one.
        let curve = PlattScaling(slope: 6, offset: -5)
        let (scores, labels) = Self.outcomes(200_000, seed: 3) { curve.probability($0) }
        let fitted = try #require(CalibrationMap(.platt, raw: scores, hits: labels))
        for place in places { #expect(abs(fitted[place].value - curve.probability(place.value)) < 0.01) }
    }

    @Test("the values of scikit-learn: isotonic with sample weights, and its sigmoid")
    func golden() throws {
        // import math, numpy as np
        // from sklearn.isotonic import IsotonicRegression
        // from sklearn.calibration import _sigmoid_calibration
        // raw = [600 + i * 37 % 200 for i in range(600)]
        // hit = [(i * i * 7 + i * 3) % 100 < 20 + 60 * (r - 600) // 200 for i, r in enumerate(raw)]
        // places = {}
        // for r, h in zip(raw, hit):
        //     w, n = places.get(r, (0, 0)); places[r] = (w + h, n + 1)
        // pools = []
        // for r in sorted(places):
        //     w, n = places[r]
        //     if pools and pools[-1][2] < 20: pools[-1][1] += w; pools[-1][2] += n
        //     else: pools.append([r, w, n])
        // if pools[-1][2] < 20: last = pools.pop(); pools[-1][1] += last[1]; pools[-1][2] += last[2]
        // base = sum(hit) / len(hit)
        // x = [p[0] for p in pools]; y = [(p[1] + 10 * base) / (p[2] + 10) for p in pools]; k = [p[2] + 10 for p in pools]
        // for a, v in zip(x, IsotonicRegression().fit(x, y, sample_weight=k).predict(x)): print(a, math.floor(v * 1024 + .5))
        // a, b = _sigmoid_calibration(np.array(raw) / 1024, np.array(hit, int)); print(-a, -b)
        let raw = (0..<600).map { Score(raw: 600 + $0 * 37 % 200) }
        let hits = (0..<600).map { ($0 * $0 * 7 + $0 * 3) % 100 < 20 + 60 * (Int(raw[$0].raw) - 600) / 200 }
        #expect(hits.count { $0 } == 309)
        let map = try #require(CalibrationMap(.isotonic, raw: raw, hits: hits))
        let expected = [(600, 269), (621, 418), (635, 467), (642, 483), (733, 666), (761, 715), (775, 736)]
        #expect(map.steps == expected.map { CalibrationMap.Step(start: Score(raw: $0.0), value: Score(raw: $0.1)) })
        let curve = try #require(CalibrationMap(.platt, raw: raw, hits: hits)?.curve)
        #expect(abs(curve.slope - 12.622832995771894) < 1e-3)
        #expect(abs(curve.offset + 8.555299488873525) < 1e-3)
        // IsotonicRegression().fit([1,2,3,4,5,6], [.1,.5,.3,.2,.9,.8], sample_weight=[2,1,3,4,1,5]).predict([1,2,3,4,5,6])
        let weighted = try #require(
            IsotonicRegression(places: [1, 2, 3, 4, 5, 6], outcomes: [0.1, 0.5, 0.3, 0.2, 0.9, 0.8], weights: [2, 1, 3, 4, 1, 5]))
        for (place, value) in zip(1...6, [0.1, 0.275, 0.275, 0.275, 0.81666667, 0.81666667]) {
            #expect(abs(weighted.value(at: Double(place)) - value) < 1e-8)
        }
    }

    @Test("few outcomes of one kind are the base rate, smoothed, and never certain")
    func few() throws {
        let raw = [Score](repeating: Score(0.8), count: 30)
        for method in CalibrationMap.Method.allCases {
            let none = try #require(CalibrationMap(method, raw: raw, hits: raw.map { _ in false }))
            let all = try #require(CalibrationMap(method, raw: raw, hits: raw.map { _ in true }))
            #expect(none[Score(0.8)] > .zero && none[Score(0.8)] < Score(0.05))
            #expect(all[Score(0.8)] < .one && all[Score(0.8)] > Score(0.95))
            #expect(CalibrationMap(method, raw: [], hits: []) == nil)
        }
        // Nineteen outcomes have no step of their own, whatever they say.
        let mixed = (0..<19).map { Score(raw: 700 + $0) } + (0..<40).map { Score(raw: 800 + $0) }
        let map = try #require(CalibrationMap(.isotonic, raw: mixed, hits: mixed.indices.map { $0 >= 19 && $0 % 2 == 0 }))
        #expect(map[Score(raw: 700)] == map[Score(raw: 800)])
    }

    @Test("what is no map is refused")
    func refused() {
        func map(_ steps: [(Int, Int)]) -> CalibrationMap? {
            CalibrationMap(steps: steps.map { CalibrationMap.Step(start: Score(raw: $0.0), value: Score(raw: $0.1)) })
        }
        #expect(map([(0, 300), (600, 400)]) != nil)
        for steps in [[], [(600, 300), (600, 400)], [(700, 300), (600, 400)], [(600, 400), (700, 300)], [(0, 0)], [(0, 1_024)]] {
            #expect(map(steps) == nil)
        }
        for curve in [(-1.0, 0.0), (.nan, 0), (1, .infinity)] {
            #expect(CalibrationMap(curve: PlattScaling(slope: curve.0, offset: curve.1)) == nil)
        }
    }
}
