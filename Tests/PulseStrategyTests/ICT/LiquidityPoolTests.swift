import PulseStrategy
import Testing

/// Sweeps of a level at 100, average true range 1.
@Suite struct LiquidityPoolTests {
    private static func pool(_ prices: [Double] = [100], life: Int = 100) -> LiquidityPool {
        var pool = LiquidityPool(life: life)
        for (index, price) in prices.enumerated() { pool.addSwing(price, index: index, range: 1) }
        return pool
    }

    /// From 99.5 to 100.5, closed at 100.25: strength .75.
    private static func sweep(_ index: Int, low: Double = 99.5, volumeRatio: Double = 1) -> SidedCandle {
        SidedSketch.candle(index, 100.125, 100.5, low, 100.25, volumeRatio: volumeRatio)
    }

    @Test func aSweepOnOneCandle() throws {
        var pool = Self.pool()
        let sweep = pool.advance(Self.sweep(10), isKillZone: false)
        let found = try #require(sweep)
        #expect(found.kind == .swing && found.level == 100 && found.extreme == 99.5)
        #expect(abs(found.confidence - (0.60 + 0.15 * 0.75)) < 1e-12)
        #expect(pool.count == 0, "consumed")
        #expect(pool.advance(Self.sweep(11), isKillZone: false) == nil)
    }

    @Test func whatAddsToIt() throws {
        func confidence(_ pool: LiquidityPool, volumeRatio: Double = 1, isKillZone: Bool = false) throws -> Double {
            var pool = pool
            let sweep = pool.advance(Self.sweep(10, volumeRatio: volumeRatio), isKillZone: isKillZone)
            return try #require(sweep).confidence
        }
        #expect(abs(try confidence(Self.pool(), volumeRatio: 1.5) - 0.7125) < 1e-12)
        #expect(abs(try confidence(Self.pool(), volumeRatio: 1.75) - 0.8125) < 1e-12)
        #expect(abs(try confidence(Self.pool(), isKillZone: true) - 0.7625) < 1e-12)
        #expect(abs(try confidence(Self.pool([100, 100.0625])) - 0.7625) < 1e-12, "equal lows")
    }

    /// Within a tenth of a range two swings are one level, at the farther price; beyond it they are two.
    @Test func equalSwingsAreJoined() {
        let equal = Self.pool([100.0625, 100])
        #expect(equal.count == 1 && equal.all[0].price == 100 && equal.all[0].touches == 2 && equal.all[0].kind == .equalSwings)
        #expect(Self.pool([100.125, 100]).count == 2)
    }

    @Test func itsDepthIsBounded() {
        var shallow = Self.pool()
        #expect(shallow.advance(Self.sweep(10, low: 99.96875), isKillZone: false) == nil)
        #expect(shallow.count == 1, "untouched")
        var deep = Self.pool()
        #expect(deep.advance(Self.sweep(10, low: 98.5), isKillZone: false) != nil)
        var deeper = Self.pool()
        #expect(deeper.advance(Self.sweep(10, low: 98.375), isKillZone: false) == nil)
        #expect(deeper.count == 0, "broken")
    }

    @Test func theCloseMayComeBackTwoCandlesLater() {
        let below = { SidedSketch.candle($0, 100.25, 100.25, 99.25, 99.75) }
        var pool = Self.pool()
        #expect(pool.advance(below(10), isKillZone: false) == nil)
        #expect(pool.advance(below(11), isKillZone: false) == nil)
        #expect(pool.advance(Self.sweep(12), isKillZone: false)?.extreme == 99.25)
        var late = Self.pool()
        for index in 10...12 { #expect(late.advance(below(index), isKillZone: false) == nil) }
        #expect(late.count == 0)
        #expect(late.advance(Self.sweep(13), isKillZone: false) == nil)
    }

    @Test func aSwingIsNeitherYoungNorOld() {
        var young = Self.pool()
        #expect(young.advance(Self.sweep(5), isKillZone: false) == nil)
        #expect(young.count == 0, "traded through too early")
        var ripe = Self.pool()
        #expect(ripe.advance(Self.sweep(6), isKillZone: false) != nil)
        var last = Self.pool()
        #expect(last.advance(Self.sweep(100), isKillZone: false) != nil)
        var old = Self.pool()
        #expect(old.advance(Self.sweep(101), isKillZone: false) == nil)
    }

    /// Prior extremes do not age, and the new one replaces the old. Swept together with a swing, the weightier level is named.
    @Test func priorExtremes() throws {
        var pool = LiquidityPool(life: 100)
        pool.setPrior(.priorDay, 98, index: 0)
        pool.setPrior(.priorDay, 100, index: 1)
        pool.setPrior(.priorWeek, 90, index: 1)
        #expect(pool.count == 2)
        pool.addSwing(100.0625, index: 390, range: 1)
        let sweep = pool.advance(Self.sweep(400), isKillZone: false)
        let found = try #require(sweep)
        #expect(found.kind == .priorDay && found.level == 100)
        #expect(pool.all.map(\.kind) == [.priorWeek])
    }

    @Test func p9ItsSizeIsBounded() {
        var pool = LiquidityPool(life: 1_000)
        pool.setPrior(.priorDay, 500, index: 0)
        for index in 0..<100 { pool.addSwing(100 + Double(index), index: index, range: 1) }
        #expect(pool.count == LiquidityPool.capacity)
        #expect(pool.all[0].kind == .priorDay && pool.all[1].index == 101 - LiquidityPool.capacity, "the oldest swing gave way")
    }

    @Test func nothingComparesWithNaN() {
        var pool = Self.pool()
        #expect(pool.advance(SidedSketch.candle(10, .nan, .nan, .nan, .nan), isKillZone: true) == nil)
        #expect(pool.advance(SidedSketch.candle(10, 100, 101, 99, 100.5, range: .nan), isKillZone: true) == nil)
        #expect(pool.count == 1)
        pool.addSwing(.nan, index: 11, range: 1)
        pool.setPrior(.priorDay, .nan, index: 12)
        #expect(pool.advance(Self.sweep(13), isKillZone: true) != nil)
    }
}
