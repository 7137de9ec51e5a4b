import PulseCore

/// The net exposure in one instrument, with the orders that guard it.
///
/// Stop and targets are kept as ticks and, for the check of each candle, as two doubles: prices are correctly rounded decimals, so
/// comparing doubles is comparing ticks.
public struct Position: Hashable, Sendable {
    /// What the stop has become.
    enum StopKind: UInt8, Hashable, Sendable {
        case none, planned, breakEven, trailing
    }

    public internal(set) var instrument = 0
    public internal(set) var direction = Direction.flat
    /// Lots held, positive on either side; 0 if there is no position.
    public internal(set) var lots: Int64 = 0
    public internal(set) var openedLots: Int64 = 0
    public internal(set) var entryTicks: Int64 = 0
    /// Last price at which it was marked.
    public internal(set) var markTicks: Int64 = 0
    /// What it adds to equity: its value (spot) or its open profit or loss (perpetual).
    public internal(set) var value = Cash.zero
    /// Lots times mark price.
    public internal(set) var notional = Cash.zero
    /// Gross money flows of the trade so far; with `value` this is its gross profit.
    public internal(set) var cashFlow = Cash.zero
    public internal(set) var fees = Cash.zero
    public internal(set) var slippage = Cash.zero
    public internal(set) var funding = Cash.zero
    public internal(set) var initialRisk = Cash.zero
    public internal(set) var trade = 0
    public internal(set) var signalTime = Timestamp(milliseconds: 0)
    public internal(set) var entryTime = Timestamp(milliseconds: 0)

    var stopKind = StopKind.none
    /// Meaningful unless `stopKind` is `none`.
    var stop: Int64 = 0
    var plannedStop: Int64?
    /// Price at which cross margin is used up, 0 for none; a barrier like the stop.
    public internal(set) var liquidation: Int64 = 0
    var targets = SIMD4<Int64>(repeating: 0)
    var targetLots = SIMD4<Int64>(repeating: 0)
    var targetCount = 0
    var nextTarget = 0
    /// Open time from which on it is closed at the open.
    @usableFromInline var expiry = Int64.max
    /// What the lots held are measured from: their signed value at the entry price for perpetuals, nothing for spot. Where values are
    /// exact.
    var basis: Int64 = 0
    var averageTrueRange = 0.0
    @usableFromInline var isTrailing = false

    /// Prices inside which nothing happens: `lower < price < upper`.
    @usableFromInline var lower = -Double.infinity
    @usableFromInline var upper = Double.infinity

    /// Extremes of price since lots last changed, and what they made of the trade before that.
    var lowest = Double.infinity
    var highest = -Double.infinity
    var worstProfit: Int64 = 0
    var bestProfit: Int64 = 0
    /// Sum of ticks times lots over the exits.
    var exitSum: Int128 = 0

    var probability = Score.half
    var calibrated: Score?
    var confidence = Score.zero
    var agreeing: HeadSet = []

    init() {}

    public var isOpen: Bool { lots > 0 }
    /// The stop in force, nil if there is none.
    public var stopTicks: Int64? { stopKind == .none ? nil : stop }
    /// Lots with the sign of the direction.
    public var signedLots: Int64 { direction.sign * lots }
    var isLong: Bool { direction == .long }

    /// The barrier on the losing side: the nearer of stop and liquidation price; nil for none.
    @inline(__always)
    var barrier: (ticks: Int64, reason: Fill.Reason)? {
        let hasStop = stopKind != .none
        if liquidation > 0, !hasStop || (isLong ? liquidation >= stop : liquidation <= stop) {
            return (liquidation, .liquidation)
        }
        switch stopKind {
        case .none: return nil
        case .planned: return (stop, .stop)
        case .breakEven: return (stop, .breakEven)
        case .trailing: return (stop, .trailing)
        }
    }

    /// Moves the stop if that brings it nearer to the price; tells whether it did.
    mutating func tightenStop(to ticks: Int64, _ kind: StopKind) -> Bool {
        guard ticks > 0 else { return false }
        if stopKind != .none {
            guard isLong ? ticks > stop : ticks < stop else { return false }
        }
        stop = ticks
        stopKind = kind
        return true
    }

    /// Values it at a price and keeps the portfolio's sums.
    @inline(__always)
    mutating func mark(at ticks: Int64, _ contract: borrowing Contract, _ portfolio: inout Portfolio) {
        let newNotional = contract.value(ticks: ticks, lots: lots, .nearest)
        let newValue: Int64
        if contract.denominator == 1 {
            newValue = (direction == .short ? -newNotional : newNotional) - basis
        } else {
            newValue = contract.value(ticks: ticks - (contract.isSpot ? 0 : entryTicks), lots: signedLots, .down)
        }
        let grown = newNotional - notional.units
        portfolio.positionsValue.units += newValue - value.units
        portfolio.grossExposure.units += grown
        portfolio.netExposure.units += direction == .short ? -grown : grown
        markTicks = ticks
        value.units = newValue
        notional.units = newNotional
    }

    /// Sees a price for the excursions.
    @inline(__always)
    mutating func note(_ price: Double) {
        if price < lowest { lowest = price }
        if price > highest { highest = price }
    }
}
