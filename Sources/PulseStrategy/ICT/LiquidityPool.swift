/// The liquidity of one side that has not been taken: confirmed swings, equal ones joined, and the prior day's and week's extreme; at
/// most `capacity`.
///
/// A sweep trades through a level by more than 0.05 average true ranges, no deeper than 1.5, and closes back on the same candle or one of
/// the next two. Whatever comes of it, the level is consumed. Prices are times the side.
package struct LiquidityPool: Sendable {
    package static let capacity = 32
    /// Least and greatest depth of a sweep, and how close two swings are equal, in average true ranges.
    package static let minimumDepth = 0.05
    package static let maximumDepth = 1.5
    package static let equality = 0.1
    /// Least age of a swing.
    static let minimumAge = 6
    /// Candles after the first within which the close has to come back.
    static let patience = 2

    package struct Sweep: Hashable, Sendable {
        package var confidence: Double
        package var level: Double
        package var extreme: Double
        package var kind: LiquidityLevel.Kind
    }

    private let life: Int
    private var levels: ContiguousArray<LiquidityLevel> = []
    /// The level that the price reaches first, and whether one awaits a close back.
    private var top = -Double.infinity
    private var isPierced = false

    package init(life: Int) {
        self.life = life
        levels.reserveCapacity(Self.capacity)
    }

    package var count: Int { levels.count }

    package var all: ContiguousArray<LiquidityLevel> { levels }

    /// Takes the next candle. Of several levels swept at once, the most confident sweep is told; of equals the one of the weightiest level.
    @inline(__always)
    package mutating func advance(_ candle: SidedCandle, isKillZone: Bool) -> Sweep? {
        guard isPierced || top - candle.low > Self.minimumDepth * candle.range else { return nil }
        return scan(candle, isKillZone)
    }

    private mutating func scan(_ candle: SidedCandle, _ isKillZone: Bool) -> Sweep? {
        var best: Sweep?
        var kept = 0
        for position in levels.indices {
            var level = levels[position]
            guard !Self.isExpired(level, at: candle.index, life) else { continue }
            if let sweep = Self.follow(&level, candle, isKillZone) {
                if best.map({
                    sweep.confidence > $0.confidence || (sweep.confidence == $0.confidence && sweep.kind.rawValue > $0.kind.rawValue)
                })
                    ?? true
                {
                    best = sweep
                }
                continue
            }
            guard level.index >= 0 else { continue }
            levels[kept] = level
            kept += 1
        }
        levels.removeLast(levels.count - kept)
        settle()
        return best
    }

    /// Moves a level along with a candle; a level that is consumed without a sweep gets the index -1.
    private static func follow(_ level: inout LiquidityLevel, _ candle: SidedCandle, _ isKillZone: Bool) -> Sweep? {
        if level.piercedAt == nil {
            guard level.price - candle.low > minimumDepth * candle.range else { return nil }
            if level.isSwing, candle.index - level.index < minimumAge {
                level.index = -1
                return nil
            }
            level.piercedAt = candle.index
            level.extreme = candle.low
        } else if candle.low < level.extreme {
            level.extreme = candle.low
        }
        if level.price - level.extreme > maximumDepth * candle.range {
            level.index = -1
        } else if candle.close > level.price {
            return sweep(of: level, by: candle, isKillZone)
        } else if let pierced = level.piercedAt, candle.index - pierced >= patience {
            level.index = -1
        }
        return nil
    }

    private static func sweep(of level: LiquidityLevel, by candle: SidedCandle, _ isKillZone: Bool) -> Sweep {
        var confidence = 0.60 + 0.15 * candle.strength
        if candle.volumeRatio > 1.5 { confidence += 0.10 }
        if level.touches >= 2 { confidence += 0.05 }
        if isKillZone { confidence += 0.05 }
        return Sweep(confidence: confidence, level: level.price, extreme: level.extreme, kind: level.kind)
    }

    /// Adds a confirmed swing; within a tenth of an average true range of another they are equal swings, and the stops lie beyond the
    /// farther one.
    package mutating func addSwing(_ price: Double, index: Int, range: Double) {
        guard range > 0 else { return }
        for position in levels.indices where levels[position].isSwing && levels[position].piercedAt == nil {
            guard abs(levels[position].price - price) <= Self.equality * range, !Self.isExpired(levels[position], at: index, life) else {
                continue
            }
            levels[position].price = min(levels[position].price, price)
            levels[position].touches += 1
            levels[position].index = index
            levels[position].kind = .equalSwings
            settle()
            return
        }
        add(LiquidityLevel(price: price, index: index, kind: .swing))
    }

    /// Sets the prior day's or week's extreme in place of the one before.
    package mutating func setPrior(_ kind: LiquidityLevel.Kind, _ price: Double, index: Int) {
        levels.removeAll { $0.kind == kind }
        add(LiquidityLevel(price: price, index: index, kind: kind))
        settle()
    }

    /// At the bound the expired go first, then the oldest swing (there are two others at most).
    private mutating func add(_ level: LiquidityLevel) {
        if levels.count == Self.capacity {
            let life = life
            levels.removeAll { Self.isExpired($0, at: level.index, life) }
            if levels.count == Self.capacity, let oldest = levels.firstIndex(where: \.isSwing) { levels.remove(at: oldest) }
        }
        levels.append(level)
        if level.price > top { top = level.price }
    }

    private static func isExpired(_ level: LiquidityLevel, at index: Int, _ life: Int) -> Bool {
        level.isSwing && level.piercedAt == nil && index - level.index > life
    }

    private mutating func settle() {
        top = -.infinity
        isPierced = false
        for level in levels {
            if level.price > top { top = level.price }
            if level.piercedAt != nil { isPierced = true }
        }
    }
}
