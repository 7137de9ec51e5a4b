import PulseCore

/// Minute candles of a geometric random walk that a program in any language can repeat bit for bit: the common input of speed comparisons between tools.
///
/// Output `k` of `SplitMix64` is a pure function of seed and `k`; u = (output >> 11) * 2^-53. Candle `i` of symbol `s` takes the outputs
/// `k = s * 2^40 + 8 * i + j` for j = 0..7, named u0..u7:
///
///     r      = 0.0008 * ((u0 + u1 + u2 + u3 - 2) * 1.7320508075688772)
///     close' = close'[i-1] * (1 + r), close'[-1] = 20000 / (s + 1)        the unrounded path
///     open'  = close'[i-1]; high' = max(open', close') * (1 + 0.0006 * u4); low' = min(open', close') * (1 - 0.0006 * u5)
///
/// Each price is floor(x * 100 + 0.5) / 100, volume is floor((0.001 + 100 * u6 * u6) * 100000 + 0.5) / 100000, quote volume is volume * close, the
/// count is 1 + floor(1000 * u6), taker parts are u7 * (volume, quote volume); the last three volumes are rounded to eight decimals, as a CSV file carries
/// them. Open times start at 2021-01-01 and step by one minute.
///
/// A value of this type is a position in the walk: asking twice for 500 candles gives the same bits as asking once for 1,000.
public struct PeerMarket: Sendable {
    public static let seed: UInt64 = 20_260_101
    public static let start = Timestamp(milliseconds: 1_609_459_200_000)

    private var random: SplitMix64
    private var path: Double
    /// Number of candles made so far.
    public private(set) var position = 0

    /// The walk of symbol number `symbol`, from its first candle.
    public init(symbol: Int, seed: UInt64 = PeerMarket.seed) {
        random = SplitMix64(seed: seed, skipping: UInt64(symbol) << 40)
        path = 20_000.0 / Double(symbol + 1)
    }

    /// The first `count` candles of a symbol.
    public static func generate(symbol: Int, count: Int, seed: UInt64 = PeerMarket.seed) -> CandleColumns {
        var market = PeerMarket(symbol: symbol, seed: seed)
        return market.next(count)
    }

    /// The next `count` candles.
    public mutating func next(_ count: Int) -> CandleColumns {
        var columns = CandleColumns()
        columns.reserveCapacity(count)
        for _ in 0..<count { columns.append(nextCandle()) }
        return columns
    }

    /// The next candle.
    public mutating func nextCandle() -> Candle {
        let u0 = random.uniform()
        let u1 = random.uniform()
        let u2 = random.uniform()
        let u3 = random.uniform()
        let u4 = random.uniform()
        let u5 = random.uniform()
        let u6 = random.uniform()
        let u7 = random.uniform()
        let before = path
        let change = 0.0008 * ((u0 + u1 + u2 + u3 - 2.0) * 1.7320508075688772)
        path = before * (1.0 + change)
        let close = Self.onTick(path)
        let volume = ((0.001 + 100.0 * u6 * u6) * 100_000.0 + 0.5).rounded(.down) / 100_000.0
        let quoteVolume = volume * close
        let candle = Candle(
            openTime: Self.start.advanced(byMilliseconds: 60_000 * Int64(position)), open: Self.onTick(before),
            high: Self.onTick(max(before, path) * (1.0 + 0.0006 * u4)), low: Self.onTick(min(before, path) * (1.0 - 0.0006 * u5)),
            close: close, volume: volume, quoteVolume: Self.toEightDecimals(quoteVolume), tradeCount: 1 + Int64(1_000.0 * u6),
            takerBuyVolume: Self.toEightDecimals(volume * u7), takerBuyQuoteVolume: Self.toEightDecimals(quoteVolume * u7))
        position += 1
        return candle
    }

    private static func onTick(_ value: Double) -> Double { (value * 100.0 + 0.5).rounded(.down) / 100.0 }

    /// What reading `%.8f` of a number gives back: its exact value rounded to eight decimals, which a product of doubles would miss now and then.
    static func toEightDecimals(_ value: Double) -> Double {
        precondition(value >= 0 && value < 4.0e9, "volumes are not negative and not huge")
        guard value > 0 else { return 0 }
        // value = significand * 2^-shift with a whole significand; 2^53 * 10^8 fits 128 bits with room to spare.
        let shift = 52 - Int(value.exponent)
        let significand = UInt128(value.significandBitPattern | (1 << 52)) * 100_000_000
        guard shift < 100 else { return 0 }
        if shift <= 0 { return value }
        let whole = significand >> UInt128(shift)
        let rest = significand & ((1 << UInt128(shift)) - 1)
        let half: UInt128 = 1 << UInt128(shift - 1)
        let rounded = rest > half || (rest == half && whole & 1 == 1) ? whole + 1 : whole
        return Double(UInt64(rounded)) / 100_000_000
    }
}
