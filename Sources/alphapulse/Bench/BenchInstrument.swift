import PulseCore

/// The made-up instruments of measurements.
enum BenchInstrument {
    static func make(_ index: Int, market: Instrument.Market = .perpetual, lotDecimals: Int = 5) throws -> Instrument {
        guard let id = InstrumentID(venue: "bench", symbol: "SYN\(index)USDT") else { throw PulseError(.bug, "a name that is none") }
        return Instrument(
            id: id, market: market, tick: Increment(decimals: 2), lot: Increment(decimals: lotDecimals), minimumNotional: Cash(units: 1))
    }
}
