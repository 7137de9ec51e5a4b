/// The patterns of one zig-zag: its last four turning points, and the zones in which a pattern on them may end.
///
/// Zones are projected when a pivot is confirmed, which is rare; they are given up when the next one is, or when the price passes C. Between, a
/// candle costs two comparisons unless it reaches a zone.
struct HarmonicScale: Sendable {
    /// A zone in which the price has just turned.
    struct Turn: Sendable {
        var zone: ReversalZone
        var legs: HarmonicLegs
        /// D, and its distance from C.
        var d: Pivot
        var depth: Double
    }

    private var zigZag: ZigZag
    private let parameters: HarmonicParameters
    private var points: [HarmonicPoint] = []
    private(set) var legs: HarmonicLegs?
    /// One for each row of the table at most.
    private(set) var zones: ContiguousArray<ReversalZone> = []
    /// What the latest candle completed.
    private(set) var turns: ContiguousArray<Turn> = []
    /// Side and price of C; the extreme since, and its distance.
    private var side = 0.0
    private var origin = Double.nan
    private var extreme = Pivot(isHigh: false, price: .nan, index: -1, confirmIndex: -1)
    private var depth = 0.0
    /// The depth and the candle before which nothing can happen to a zone.
    private var nextDepth = Double.infinity
    private var nextDeadline = Int.max

    init(multiple: Double, _ parameters: HarmonicParameters) {
        zigZag = ZigZag(multiple: multiple, minimumFraction: parameters.minimumReversal)
        self.parameters = parameters
        points.reserveCapacity(5)
        zones.reserveCapacity(HarmonicRule.table.count)
    }

    /// Takes the next candle; true if `turns` is not empty.
    @inline(__always)
    mutating func advance(_ candle: HarmonicCandle, _ readings: RecentReadings) -> Bool {
        var hasTurned = zones.isEmpty ? false : follow(candle)
        if zigZag.advance(high: candle.high, low: candle.low, averageTrueRange: candle.range) {
            if !hasTurned { turns.removeAll(keepingCapacity: true) }
            project(candle, readings)
            hasTurned = !turns.isEmpty
        }
        return hasTurned
    }

    @inline(__always)
    private mutating func follow(_ candle: HarmonicCandle) -> Bool {
        let (reach, isBeyondC) =
            side > 0 ? (origin - candle.low, candle.high > origin) : (candle.high - origin, candle.low < origin)
        if isBeyondC {
            zones.removeAll(keepingCapacity: true)
            return false
        }
        if reach > depth {
            depth = reach
            extreme = Pivot(isHigh: side < 0, price: side > 0 ? candle.low : candle.high, index: candle.index, confirmIndex: candle.index)
        }
        if depth < nextDepth, candle.index < nextDeadline { return false }
        turns.removeAll(keepingCapacity: true)
        step(candle)
        return !turns.isEmpty
    }

    /// Moves every zone along.
    private mutating func step(_ candle: HarmonicCandle) {
        guard let legs else { return }
        let isReversal = candle.turns(side)
        let closeDepth = side * (origin - candle.close)
        nextDepth = .infinity
        nextDeadline = .max
        var kept = 0
        for position in zones.indices {
            var zone = zones[position]
            let isTimely =
                isReversal
                && legs.isTimely(
                    endingAt: extreme.index, isFourPoint: HarmonicRule.table[zone.rule].isFourPoint, balance: parameters.legBalance)
            let step = zone.advance(
                depth: depth, at: extreme.index, closeDepth: closeDepth, turns: isTimely, candle: candle.index)
            switch step {
            case .ends: continue
            case .turns:
                turns.append(Turn(zone: zone, legs: legs, d: extreme, depth: depth))
                continue
            case .waits: break
            }
            nextDepth = min(nextDepth, zone.entry < 0 ? zone.near : 0)
            nextDeadline = min(nextDeadline, zone.deadline)
            zones[kept] = zone
            kept += 1
        }
        zones.removeLast(zones.count - kept)
    }

    /// Takes the pivot that has just been confirmed as C. The price may have been in a zone before C was known; that counts from now.
    private mutating func project(_ candle: HarmonicCandle, _ readings: RecentReadings) {
        let pivot = zigZag.pivot(back: 0)
        if points.count == 4 { points.removeFirst() }
        points.append(HarmonicPoint(pivot, strength: readings.strength(at: pivot.index)))
        zones.removeAll(keepingCapacity: true)
        guard points.count == 4 else { return }
        let legs = HarmonicLegs(x: points[0], a: points[1], b: points[2], c: points[3])
        self.legs = legs
        side = legs.side
        origin = pivot.price
        extreme = zigZag.runningExtreme
        depth = side * (origin - extreme.price)
        for (row, rule) in HarmonicRule.table.enumerated() {
            let zone = ReversalZone(
                rule, at: row, on: legs, parameters: parameters, averageTrueRange: candle.range, index: candle.index)
            if let zone { zones.append(zone) }
        }
        if !zones.isEmpty { step(candle) }
    }
}
