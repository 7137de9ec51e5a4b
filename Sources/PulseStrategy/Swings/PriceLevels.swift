/// Support and resistance: the confirmed pivots of the last `span` candles, joined into levels where they lie within half an
/// average true range.
///
/// Pivots are kept sorted by price. A level is a run of neighbours no wider than that; wider runs are divided at their widest gap, again
/// and again, so that a reflected chart has reflected levels. Levels are formed after the pivots have changed, and only when somebody
/// asks; the range that counts is the one at the latest change.
public struct PriceLevels: Sendable {
    /// Pivots of wing 5 are six candles apart at least: 200 candles hold no more than 34 highs and as many lows.
    public static let capacity = 72
    /// Levels looked at on each side of the price.
    public static let reach = 4

    /// Age in candles at which a pivot is forgotten.
    public let span: Int
    /// Widest level, in average true ranges.
    public let tolerance: Double

    private var prices: [Double] = []
    private var indices: [Int] = []
    private var oldest = Int.max
    private var rangeAtChange = Double.nan
    private var isStale = false
    private var levels: [PriceLevel] = []

    public init(span: Int = 200, tolerance: Double = 0.5) {
        self.span = span
        self.tolerance = tolerance
        prices.reserveCapacity(Self.capacity)
        indices.reserveCapacity(Self.capacity)
        levels.reserveCapacity(Self.capacity)
    }

    /// Number of pivots that count.
    public var pivotCount: Int { prices.count }

    /// Takes a pivot that has just been confirmed. At the bound, the oldest gives way.
    public mutating func add(_ pivot: Pivot, averageTrueRange: Double) {
        if prices.count == Self.capacity { drop(upTo: oldest) }
        var position = prices.count
        while position > 0, prices[position - 1] > pivot.price { position -= 1 }
        prices.insert(pivot.price, at: position)
        indices.insert(pivot.index, at: position)
        oldest = min(oldest, pivot.index)
        touch(averageTrueRange)
    }

    /// Forgets what is older than `span` candles at candle `index`.
    @inline(__always)
    public mutating func expire(at index: Int, averageTrueRange: Double) {
        guard oldest < index - span else { return }
        drop(upTo: index - span - 1)
        touch(averageTrueRange)
    }

    /// Whether a price rests on a level from above: a level no higher than `close` (by more than `distance`), among the nearest four,
    /// that the close or the deepest recent low touches within `distance`. A broken resistance counts: where a level came from does not
    /// matter, only where it lies.
    public mutating func supports(close: Double, low: Double, within distance: Double) -> Bool {
        support(close: close, low: low, within: distance) != nil
    }

    /// The nearest level that `supports` finds.
    mutating func support(close: Double, low: Double, within distance: Double) -> Double? {
        form()
        var position = firstLevel(above: close + distance) - 1
        let end = max(-1, position - Self.reach)
        while position > end {
            let price = levels[position].price
            if abs(price - close) <= distance || abs(price - low) <= distance { return price }
            position -= 1
        }
        return nil
    }

    /// The mirror image of `supports`: whether a price hangs below a level.
    public mutating func resists(close: Double, high: Double, within distance: Double) -> Bool {
        resistance(close: close, high: high, within: distance) != nil
    }

    /// The nearest level that `resists` finds.
    mutating func resistance(close: Double, high: Double, within distance: Double) -> Double? {
        form()
        var position = firstLevel(from: close - distance)
        let end = min(levels.count, position + Self.reach)
        while position < end {
            let price = levels[position].price
            if abs(price - close) <= distance || abs(price - high) <= distance { return price }
            position += 1
        }
        return nil
    }

    /// The four nearest levels on each side of a price, nearest first.
    public mutating func nearest(to price: Double) -> (below: [PriceLevel], above: [PriceLevel]) {
        form()
        let split = firstLevel(above: price)
        return (levels[..<split].suffix(Self.reach).reversed(), Array(levels[split...].prefix(Self.reach)))
    }

    private mutating func touch(_ averageTrueRange: Double) {
        rangeAtChange = averageTrueRange
        isStale = true
    }

    private mutating func drop(upTo index: Int) {
        var kept = 0
        oldest = Int.max
        for position in 0..<prices.count where indices[position] > index {
            prices[kept] = prices[position]
            indices[kept] = indices[position]
            oldest = min(oldest, indices[position])
            kept += 1
        }
        prices.removeLast(prices.count - kept)
        indices.removeLast(indices.count - kept)
    }

    private func firstLevel(above price: Double) -> Int {
        var position = 0
        while position < levels.count, levels[position].price <= price { position += 1 }
        return position
    }

    private func firstLevel(from price: Double) -> Int {
        var position = 0
        while position < levels.count, levels[position].price < price { position += 1 }
        return position
    }

    /// Forms the levels anew if the pivots have changed.
    private mutating func form() {
        guard isStale else { return }
        isStale = false
        levels.removeAll(keepingCapacity: true)
        let width = tolerance * rangeAtChange
        var first = 0
        // A gap wider than a level is divided in any case: each stretch between such gaps is a matter of its own.
        for position in prices.indices where position + 1 == prices.count || prices[position + 1] - prices[position] > width {
            split(first, position, width)
            first = position + 1
        }
    }

    /// Makes one level of a run of neighbours if it is narrow enough, else divides it at its widest gap.
    private mutating func split(_ first: Int, _ last: Int, _ width: Double) {
        var first = first
        while prices[last] - prices[first] > width {
            var cut = first
            var widest = 0.0
            var newest = -1
            for position in first..<last {
                let gap = prices[position + 1] - prices[position]
                guard gap >= widest else { continue }
                // Equal gaps are settled by age, not by place, which would favour one side of the chart.
                let touch = max(indices[position], indices[position + 1])
                if gap > widest || touch > newest {
                    cut = position
                    widest = gap
                    newest = touch
                }
            }
            split(first, cut, width)
            first = cut + 1
        }
        var sum = 0.0
        var newest = -1
        for position in first...last {
            sum += prices[position]
            newest = max(newest, indices[position])
        }
        levels.append(PriceLevel(price: sum / Double(last - first + 1), touches: last - first + 1, lastTouch: newest))
    }
}
