import PulseCore

/// Double tops and bottoms, heads and shoulders and triangles on the pivots of a zig-zag of two average true ranges, and flags.
///
/// All distances are in average true ranges. A pattern is armed when its last pivot is confirmed and counts when the close crosses its
/// line on a volume of at least 1.3 times the usual; the first close beyond the line ends it either way. It stands for as many candles as
/// it took to form (20 to 100).
public struct ChartPatterns: Sendable {
    /// Volume over its mean that a break needs.
    public static let breakVolume = 1.3
    /// Breaks that one candle can bring: one per pattern and side.
    public static let maximumBreaks = 2 * ChartPattern.allCases.count

    private var zigZag = ZigZag(multiple: 2)
    private var flags = FlagDetector()
    private var double: BreakLine?
    private var shoulders: BreakLine?
    private var triangleUp: BreakLine?
    private var triangleDown: BreakLine?
    private var isArmed = false
    private var count = 0
    private var previousClose = Double.nan
    /// The level of the latest break of each pattern and side, rising before falling: for evidence alone.
    private var brokenLevels = [Double](repeating: .nan, count: maximumBreaks)

    public init() {}

    /// Where the latest break of a pattern was.
    func brokenLevel(of pattern: ChartPattern, rising: Bool) -> Double { brokenLevels[Self.slot(pattern, rising: rising)] }

    /// The patterns whose lines wait to be broken.
    var armed: [(pattern: ChartPattern, line: BreakLine)] {
        [(.double, double), (.headAndShoulders, shoulders), (.triangle, triangleUp), (.triangle, triangleDown)]
            .compactMap { (pattern: ChartPattern, line: BreakLine?) in line.map { (pattern, $0) } }
    }

    private static func slot(_ pattern: ChartPattern, rising: Bool) -> Int { 2 * pattern.rawValue + (rising ? 0 : 1) }

    /// Takes the next candle and hands over the patterns that it completes.
    package mutating func advance(
        high: Double, low: Double, close: Double, averageTrueRange: Double, volumeRatio: Double, onBreak: (ChartPattern.Break) -> Void
    ) {
        let index = count
        count += 1
        if zigZag.advance(high: high, low: low, averageTrueRange: averageTrueRange) { arm(at: index, averageTrueRange) }
        let isConfirmedByVolume = volumeRatio >= Self.breakVolume
        if isArmed {
            Self.check(&double, .double, index, close, isConfirmedByVolume, &brokenLevels, onBreak)
            Self.check(&shoulders, .headAndShoulders, index, close, isConfirmedByVolume, &brokenLevels, onBreak)
            Self.check(&triangleUp, .triangle, index, close, isConfirmedByVolume, &brokenLevels, onBreak)
            Self.check(&triangleDown, .triangle, index, close, isConfirmedByVolume, &brokenLevels, onBreak)
            isArmed = double != nil || shoulders != nil || triangleUp != nil || triangleDown != nil
        }
        let flag = flags.advance(high: high, low: low, close: close, averageTrueRange: averageTrueRange)
        if flag != .flat, isConfirmedByVolume {
            brokenLevels[Self.slot(.flag, rising: flag == .long)] = flags.brokenEnd
            onBreak(ChartPattern.Break(pattern: .flag, direction: flag))
        }
        previousClose = close
    }

    private static func check(
        _ line: inout BreakLine?, _ pattern: ChartPattern, _ index: Int, _ close: Double, _ isConfirmedByVolume: Bool,
        _ brokenLevels: inout [Double], _ onBreak: (ChartPattern.Break) -> Void
    ) {
        guard let standing = line else { return }
        switch standing.outcome(close: close, at: index) {
        case .stands: return
        case .void: line = nil
        case .broken:
            line = nil
            guard isConfirmedByVolume else { return }
            brokenLevels[slot(pattern, rising: standing.side > 0)] = standing.price(at: index)
            onBreak(ChartPattern.Break(pattern: pattern, direction: standing.side > 0 ? .long : .short))
        }
    }

    /// Looks for patterns that the newest pivot completes; those of older pivots are given up.
    private mutating func arm(at index: Int, _ range: Double) {
        double = fresh(doubleLine(at: index, range), index)
        shoulders = fresh(shouldersLine(at: index, range), index)
        let triangle = triangleLines(at: index, range)
        triangleUp = fresh(triangle.up, index)
        triangleDown = fresh(triangle.down, index)
        isArmed = double != nil || shoulders != nil || triangleUp != nil || triangleDown != nil
    }

    /// A line that the previous close had already crossed is no longer news.
    private func fresh(_ line: BreakLine?, _ index: Int) -> BreakLine? {
        guard let line, line.outcome(close: previousClose, at: index - 1) == .stands else { return nil }
        return line
    }

    private func expiry(from first: Pivot, at index: Int) -> Int { index + min(100, max(20, index - first.index)) }

    /// Two extremes within 0.5 ranges, eight candles apart or more, and a turn between them at least two ranges away, which has to be
    /// broken.
    private func doubleLine(at index: Int, _ range: Double) -> BreakLine? {
        guard zigZag.availableCount >= 3 else { return nil }
        let second = zigZag.pivot(back: 0)
        let turn = zigZag.pivot(back: 1)
        let first = zigZag.pivot(back: 2)
        let side: Double = second.isHigh ? -1 : 1
        let depth = min(abs(first.price - turn.price), abs(second.price - turn.price))
        guard abs(first.price - second.price) <= 0.5 * range, second.index - first.index >= 8, depth >= 2 * range else { return nil }
        let extreme = side < 0 ? max(first.price, second.price) : min(first.price, second.price)
        return BreakLine(
            side: side, price: turn.price, slope: 0, origin: turn.index, invalidation: extreme, expiry: expiry(from: first, at: index))
    }

    /// A head one range or more beyond both shoulders, which lie within one range of each other; the neckline joins the two turns.
    private func shouldersLine(at index: Int, _ range: Double) -> BreakLine? {
        guard zigZag.availableCount >= 5 else { return nil }
        let right = zigZag.pivot(back: 0)
        let turn2 = zigZag.pivot(back: 1)
        let head = zigZag.pivot(back: 2)
        let turn1 = zigZag.pivot(back: 3)
        let left = zigZag.pivot(back: 4)
        let side: Double = right.isHigh ? -1 : 1
        let lead = min((left.price - head.price) * side, (right.price - head.price) * side)
        guard lead >= range, abs(left.price - right.price) <= range else { return nil }
        let slope = (turn2.price - turn1.price) / Double(turn2.index - turn1.index)
        return BreakLine(
            side: side, price: turn2.price, slope: slope, origin: turn2.index, invalidation: head.price,
            expiry: expiry(from: left, at: index))
    }

    /// Lines of least squares through the highs and the lows of the last five pivots (four at least), of which one is level (within 0.5
    /// ranges over the pattern) and the other closes in, or both close in. A level top is broken upwards, a level bottom downwards, a
    /// symmetrical triangle either way, before the lines meet.
    private func triangleLines(at index: Int, _ range: Double) -> (up: BreakLine?, down: BreakLine?) {
        let available = min(5, zigZag.availableCount)
        guard available >= 4 else { return (nil, nil) }
        let origin = zigZag.pivot(back: available - 1)
        var tops = PivotLine(origin: origin.index)
        var bottoms = PivotLine(origin: origin.index)
        for back in stride(from: available - 1, through: 0, by: -1) {
            let pivot = zigZag.pivot(back: back)
            if pivot.isHigh { tops.add(pivot) } else { bottoms.add(pivot) }
        }
        let top = tops.fit()
        let bottom = bottoms.fit()
        let width = Double(index - origin.index)
        let flat = 0.5 * range
        let topFalls = top.slope * width <= -flat
        let bottomRises = bottom.slope * width >= flat
        guard topFalls || bottomRises, top.slope * width < flat, bottom.slope * width > -flat else { return (nil, nil) }
        let gap = (top.price - bottom.price) + (top.slope - bottom.slope) * width
        let closing = bottom.slope - top.slope
        guard gap > 0, gap < .infinity, closing > 0 else { return (nil, nil) }
        let candlesToApex = min(gap / closing, 100)
        let last = min(expiry(from: origin, at: index), index + Int(candlesToApex))
        let up = BreakLine(
            side: 1, price: top.price, slope: top.slope, origin: origin.index, invalidation: bottom.price + bottom.slope * width,
            expiry: last)
        let down = BreakLine(
            side: -1, price: bottom.price, slope: bottom.slope, origin: origin.index, invalidation: top.price + top.slope * width,
            expiry: last)
        return (bottomRises ? up : nil, topFalls ? down : nil)
    }
}
