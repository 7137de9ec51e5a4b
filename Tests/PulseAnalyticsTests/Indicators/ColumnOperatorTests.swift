import PulseAnalytics
import PulseCore
import PulseTesting
import Testing

/// What an operator makes of a column, cut into pieces of varying size.
private func run(_ operation: some ColumnOperator, over input: [Double], seed: UInt64 = 1) -> [Double] {
    var operation = operation
    var output = input
    for range in Cuttings.random(count: input.count, seed: seed) {
        // In place, which is allowed.
        output.withUnsafeMutableBufferPointer { buffer in
            let start = buffer.baseAddress! + range.lowerBound
            operation.process(start, count: range.count, into: start)
        }
    }
    return output
}

/// Whether two columns are NaN together and else differ by no more than `tolerance` of `scale`.
private func agree(_ a: [Double], _ b: [Double], tolerance: Double, scale: Double = 1) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.isNaN ? $1.isNaN : ($0 - $1).magnitude <= tolerance * max(scale, $1.magnitude) }
}

@Suite("Column operators")
struct ColumnOperatorTests {
    private static let periods = [1, 2, 3, 4, 5, 7, 8, 14, 20, 31, 32, 33, 100, 257, 700]
    private static let noise = RandomWalk.noise(count: 1_500, seed: 9)

    /// `function` of every full window, NaN before.
    private func windows(_ input: [Double], _ period: Int, _ function: (ArraySlice<Double>) -> Double) -> [Double] {
        input.indices.map { $0 < period - 1 ? .nan : function(input[($0 - period + 1)...$0]) }
    }

    @Test("windows agree with their definitions", arguments: periods)
    func definitions(_ period: Int) {
        let x = Self.noise
        #expect(agree(run(SimpleMean(period: period), over: x), windows(x, period) { $0.reduce(0, +) / Double(period) }, tolerance: 1e-14))
        #expect(agree(run(RollingSum(period: period), over: x), windows(x, period) { $0.reduce(0, +) }, tolerance: 1e-13))
        #expect(agree(run(RollingMaximum(period: period), over: x), windows(x, period) { $0.max() ?? .nan }, tolerance: 0))
        #expect(agree(run(RollingMinimum(period: period), over: x), windows(x, period) { $0.min() ?? .nan }, tolerance: 0))
        let deviation = windows(x, period) { window in
            let mean = window.reduce(0, +) / Double(period)
            return (window.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(period)).squareRoot()
        }
        #expect(agree(run(RollingDeviation(period: period), over: x), deviation, tolerance: 1e-14))
        let weighted = windows(x, period) { window in
            zip(1..., window).reduce(0) { $0 + Double($1.0) * $1.1 } * 2 / Double(period * (period + 1))
        }
        #expect(agree(run(WeightedMean(period: period), over: x), weighted, tolerance: 1e-13))
        let age = windows(x, period) { window in Double(window.reversed().enumerated().max { $0.element < $1.element }?.offset ?? 0) }
        #expect(agree(run(RollingAge(of: .maximum, period: period), over: x), age, tolerance: 0))
        #expect(agree(run(RollingAge(of: .minimum, period: period), over: x.map { -$0 }), age, tolerance: 0))
        #expect(agree(run(Lag(period: period - 1), over: x), windows(x, period) { $0.first ?? .nan }, tolerance: 0))
        #expect(
            agree(run(Change(period: period - 1), over: x), windows(x, period) { ($0.last ?? .nan) - ($0.first ?? .nan) }, tolerance: 0))
    }

    @Test("of equal extremes the newest counts")
    func ties() {
        let x = [3.0, 1, 3, 2, 2, 3, 3, 0, 0, 0]
        #expect(run(RollingAge(of: .maximum, period: 3), over: x).dropFirst(2) == [0, 1, 2, 0, 0, 1, 2, 0])
    }

    @Test("exponential means agree with the textbook recurrence", arguments: periods)
    func exponential(_ period: Int) {
        for (alpha, operation) in [
            (2 / Double(period + 1), ExponentialMean(period: period) as any ColumnOperator),
            (1 / Double(period), WilderMean(period: period)),
        ] {
            var expected = Self.noise.map { _ in Double.nan }
            var mean = Self.noise[..<period].reduce(0, +) / Double(period)
            expected[period - 1] = mean
            for index in period..<Self.noise.count {
                mean += alpha * (Self.noise[index] - mean)
                expected[index] = mean
            }
            #expect(operation.warmup == period - 1)
            #expect(agree(run(operation, over: Self.noise), expected, tolerance: 1e-13))
        }
    }

    @Test("a leading run of NaN is passed over")
    func leadingNaN() {
        for operation in [
            SimpleMean(period: 5), ExponentialMean(period: 5), WeightedMean(period: 5), RollingMaximum(period: 5), HullMean(period: 9),
            RollingAge(of: .minimum, period: 4), DoubleExponentialMean(period: 3), Lag(period: 2),
        ] as [any ColumnOperator] {
            let plain = run(operation, over: Self.noise)
            let late = run(operation, over: Array(repeating: .nan, count: 13) + Self.noise)
            #expect(late.prefix(13 + operation.warmup).allSatisfy { $0.isNaN })
            #expect(agree(Array(late.dropFirst(13)), plain, tolerance: 1e-13), "\(operation)")
        }
    }

    @Test("a column that stands still gives exactly its value, and no deviation", arguments: periods)
    func stillness(_ period: Int) {
        let still = Array(repeating: 4_261.48, count: 900)
        for operation in [
            SimpleMean(period: period), ExponentialMean(period: period), WilderMean(period: period), WeightedMean(period: period),
            HullMean(period: period + 1), DoubleExponentialMean(period: period),
        ] as [any ColumnOperator] {
            #expect(run(operation, over: still).allSatisfy { $0.isNaN || $0 == 4_261.48 }, "\(operation)")
        }
        #expect(run(RollingDeviation(period: period), over: still).allSatisfy { $0.isNaN || $0 == 0 })
    }

    @Test("nothing remains of what has left the window")
    func noDrift() {
        // Spikes of 1e16 would leave an error of 1 in a sum that is kept by adding and subtracting.
        let spiked = (0..<40_000).map { $0 % 1_000 == 0 ? 1e16 : Self.noise[$0 % 1_500] }
        let sums = run(RollingSum(period: 20), over: spiked)
        let expected = windows(spiked, 20) { $0.reduce(0, +) }
        #expect(agree(sums, expected, tolerance: 1e-14))
    }

    @Test("joined indicators share their bits")
    func identities() throws {
        let candles = RandomWalk.candles(count: 1_000, seed: 4)
        func columns(_ text: String) throws -> [[Double]] { IndicatorRun(try IndicatorSelection(text).make(), over: candles).columns }
        func bits(_ column: [Double]) -> [UInt64] { column.filter { !$0.isNaN }.map(\.bitPattern) }
        let (bollinger, keltner, average) = (try columns("bollinger:20,2"), try columns("keltner:20,10,2"), try columns("atr:10")[0])
        #expect(try bits(bollinger[1]) == bits(columns("sma:20")[0]))
        #expect(try bits(keltner[1]) == bits(columns("ema:20")[0]))
        for index in 20..<1_000 {
            #expect(
                keltner[0][index] == keltner[1][index] + 2 * average[index] && keltner[2][index] == keltner[1][index] - 2 * average[index])
        }
        #expect(try bits(columns("ichimoku:9,26")[1]) == bits(columns("donchian:26")[1]))
    }
}
