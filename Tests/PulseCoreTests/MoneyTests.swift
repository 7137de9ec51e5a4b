import PulseCore
import Testing

/// P5 at its root: counts, decimals and their doubles say the same.
@Suite struct MoneyTests {
    @Test func p5CountsDecimalsAndDoublesAreOneToOne() throws {
        var generator = SplitMix64(seed: 3)
        for text in ["0.01", "0.1", "1", "0.00001", "0.05", "0.25", "0.00000001", "5"] {
            let step = try #require(Increment(text))
            for _ in 0..<2_000 {
                let count = Int64(generator.next() % 1_000_000_000)
                let value = step.value(count)
                #expect(step.count(value) == count)
                #expect(Double(step.format(count)) == value)
                #expect(step.value(count + 1) > value)
            }
        }
    }

    @Test func p5ACountByMultiplicationWouldNotBe() throws {
        // The mutant: value = count * 0.01 instead of a correctly rounded division.
        let step = try #require(Increment("0.01"))
        let differing = (1...1_000_000 as ClosedRange<Int64>).count { Double($0) * 0.01 != step.value($0) }
        #expect(differing > 0)
    }

    @Test func incrementsAreReducedAndBounded() {
        #expect(Increment("0.00010000")?.description == "0.0001")
        #expect(Increment("10")?.mantissa == 10)
        for text in ["0", "-1", "0.0", "", "1e-3", "abc", "0.0000000000001", "1.2.3", "."] { #expect(Increment(text) == nil, "\(text)") }
    }

    @Test func valuesOffTheGridGoToTheNearest() throws {
        let step = try #require(Increment("0.05"))
        #expect(step.count(1.024) == 20)
        #expect(step.count(1.026) == 21)
        #expect(step.count(-1.026) == -21)
        #expect(step.floorCount(1.0499) == 20)
        #expect(step.ceilingCount(1.0001) == 21)
        #expect(step.count(.nan) == nil)
        #expect(step.count(.infinity) == nil)
    }

    @Test func quotientsRoundAsTheySay() {
        #expect(Rounding.down.divide(-7, by: 2) == -4)
        #expect(Rounding.up.divide(-7, by: 2) == -3)
        #expect(Rounding.nearest.divide(-7, by: 2) == -4)
        #expect(Rounding.nearest.divide(5, by: 2) == 3)
        #expect(Rounding.nearest.divide(4, by: 3) == 1)
    }

    @Test func notionalsAreExact() throws {
        let id = try #require(InstrumentID("binance:BTCUSDT"))
        let instrument = Instrument(
            id: id, market: .spot, tick: Increment(decimals: 2), lot: Increment(decimals: 5), minimumNotional: .zero)
        // 64,123.45 * 0.12345 = 7,916.0399025
        #expect(instrument.notional(ticks: 6_412_345, lots: 12_345) == Cash(units: 791_603_990_250))
        #expect(instrument.notional(ticks: 6_412_345, lots: -12_345) == Cash(units: -791_603_990_250))
        let fine = Instrument(id: id, market: .spot, tick: Increment(decimals: 8), lot: Increment(decimals: 2), minimumNotional: .zero)
        // 0.00000005 * 0.15 = 0.0000000075, which no 1e-8 holds.
        #expect(fine.notional(ticks: 5, lots: 15, rounding: .down).units == 0)
        #expect(fine.notional(ticks: 5, lots: 15, rounding: .up).units == 1)
        #expect(fine.notional(ticks: 5, lots: 15).units == 1)
    }
}
