import PulseCore

/// The integer arithmetic of one instrument: ticks and lots to money, fees and slippage, each with its rounding.
struct Contract: Sendable {
    /// Largest value of an order: a billion of the quote currency. Leaves room for a ninetyfold rise before 64 bits are full.
    static let largestOrder: Int64 = 100_000_000_000_000_000
    static let million: Int64 = 1_000_000

    let isSpot: Bool
    let tick: Increment
    let lot: Increment
    let minimumNotional: Int64
    let fees: FeeSchedule
    let slippage: SlippageModel
    /// Units of 1e-8 that one lot is worth per tick: `numerator / denominator`. The denominator is 1 unless tick and lot have more than
    /// eight decimals in all.
    let numerator: Int64
    let denominator: Int64
    /// Prices from here on do not fit in the grid of ticks.
    let priceBound: Double

    /// Nil where the instrument's increments are too fine or too coarse for exact 128-bit products.
    init?(_ instrument: Instrument, fees: FeeSchedule, slippage: SlippageModel, scenario: Scenario) {
        isSpot = instrument.market == .spot
        tick = instrument.tick
        lot = instrument.lot
        minimumNotional = instrument.minimumNotional.units
        self.fees = fees
        let multiplier = scenario.slippageMultiplier
        self.slippage = SlippageModel(
            priceShare: PartsPerMillion(slippage.priceShare.count * multiplier),
            rangeShare: PartsPerMillion(slippage.rangeShare.count * multiplier))
        let decimals = tick.decimals + lot.decimals
        guard decimals <= 16 else { return nil }
        let power = Int128(Increment.powersOfTen[abs(8 - decimals)])
        let product = Int128(tick.mantissa) * Int128(lot.mantissa) * (decimals <= 8 ? power : 1)
        guard product <= 1_000_000_000_000 else { return nil }
        numerator = Int64(product)
        denominator = decimals <= 8 ? 1 : Int64(power)
        priceBound = 4.0e15 / tick.scale
    }

    /// The contract of an instrument under a venue's settings.
    init?(_ instrument: Instrument, _ configuration: EngineConfiguration) {
        self.init(
            instrument, fees: instrument.market == .spot ? configuration.spotFees : configuration.perpetualFees,
            slippage: configuration.slippage, scenario: configuration.scenario)
    }

    /// A positive price below `priceBound` on the grid of ticks, to the nearest where it is off the grid (halves to even).
    ///
    /// Between 2^52 and 2^53 the doubles are the whole numbers: adding 2^52 rounds, and the significand is the answer.
    @inline(__always)
    func ticks(_ price: Double) -> Int64 {
        let units = Int64(bitPattern: (price * tick.scale + 0x1p52).bitPattern) &- 0x4330_0000_0000_0000
        return tick.mantissa == 1 ? units : (units &+ tick.mantissa / 2) / tick.mantissa
    }

    /// The correctly rounded decimal of a number of ticks.
    func price(_ ticks: Int64) -> Double { tick.value(ticks) }

    /// What `lots` gain when the price moves by `ticks`, or cost at a price of `ticks`, in 1e-8.
    @inline(__always)
    func value(ticks: Int64, lots: Int64, _ rounding: Rounding) -> Int64 {
        if denominator == 1 { return ticks * lots * numerator }
        return Int64(rounding.divide(Int128(ticks) * Int128(lots) * Int128(numerator), by: Int128(denominator)))
    }

    /// Whether an order's value stays below `largestOrder`.
    func isRepresentable(ticks: Int64, lots: Int64) -> Bool {
        let (product, overflow) = Int128(ticks).multipliedReportingOverflow(by: Int128(lots))
        guard !overflow else { return false }
        let (value, tooLarge) = product.multipliedReportingOverflow(by: Int128(numerator))
        return !tooLarge && value / Int128(denominator) < Int128(Self.largestOrder)
    }

    /// A fee on a fill, rounded up: against the trader.
    func fee(ticks: Int64, lots: Int64, rate: PartsPerMillion) -> Int64 {
        if denominator == 1 {
            let (product, overflow) = (ticks * lots * numerator).multipliedReportingOverflow(by: rate.count)
            if !overflow, product >= 0 { return (product + (Self.million - 1)) / Self.million }
        }
        let product = Int128(ticks) * Int128(lots) * Int128(numerator) * Int128(rate.count)
        return Int64(Rounding.up.divide(product, by: Int128(denominator) * Int128(Self.million)))
    }

    /// A quotient of numbers that are not negative, rounded down; in 64 bits where they fit, which is much the faster division.
    static func quotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
        if let small = UInt64(exactly: numerator), let divisor = UInt64(exactly: denominator) { return Int128(small / divisor) }
        return numerator / denominator
    }

    /// Slippage at a reference price after a candle of some range, in ticks, rounded up.
    func slippageTicks(at ticks: Int64, range: Int64) -> Int64 {
        if slippage.priceShare.count == 0, slippage.rangeShare.count == 0 { return 0 }
        let product = Int128(ticks) * Int128(slippage.priceShare.count) + Int128(range) * Int128(slippage.rangeShare.count)
        return Int64(Rounding.up.divide(product, by: Int128(Self.million)))
    }

    /// Where an order that crosses the book is filled: the reference price moved against the trader, at least one tick.
    func crossing(_ reference: Int64, side: Direction, range: Int64) -> Int64 {
        max(1, reference + side.sign * slippageTicks(at: reference, range: range))
    }
}
