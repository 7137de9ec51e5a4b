import PulseCore
import PulseEngine

/// The settlements of all instruments of a market, in the order in which a simulation meets them: by time, then by instrument.
///
/// A settlement comes before everything that is filled at or after its instant: who is in the market up to then pays, who closes at the
/// candle that opens then pays still, and who opens there does not yet. So each is paid by one holder, once.
struct SettlementQueue {
    private struct Entry {
        var time: Int64
        var instrument: Int
        var rate: Int64
    }

    private let entries: [Entry]
    private let candleLength: Int64
    private var position = 0
    /// Time of the next settlement; later than any candle where there is none. What a loop over candles compares with, so that candles
    /// without one cost nothing else.
    private(set) var next: Int64

    init(_ market: Market) {
        var entries: [Entry] = []
        for (instrument, series) in market.series.enumerated() {
            entries += series.funding.settlements.map { Entry(time: $0.time.milliseconds, instrument: instrument, rate: $0.rate) }
        }
        if market.series.count > 1 { entries.sort { ($0.time, $0.instrument) < ($1.time, $1.instrument) } }
        self.entries = entries
        candleLength = market.base.milliseconds
        next = entries.first?.time ?? .max
    }

    /// Settles everything up to an instant, which belongs to it, between two slices.
    mutating func settle(through instant: Int64, _ blocks: [CandleBlock], _ engine: inout Engine) {
        while next <= instant {
            let entry = entries[position]
            position += 1
            next = position < entries.count ? entries[position].time : .max
            guard engine.position(entry.instrument) != nil, let price = price(at: entry.time, blocks[entry.instrument]) else { continue }
            engine.process(
                .funding(
                    instrument: entry.instrument, time: Timestamp(milliseconds: entry.time), rate: entry.rate, markPrice: price))
        }
    }

    /// What stands for the mark price: the open of the candle that the instant lies in, which as a rule opens then; where there is none, the
    /// last close before it.
    private func price(at instant: Int64, _ block: CandleBlock) -> Double? {
        var (low, high) = (0, block.count)
        while low < high {
            let middle = (low + high) / 2
            if block.openTime[middle] <= instant { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        return instant < block.openTime[low - 1] + candleLength ? block.open[low - 1] : block.close[low - 1]
    }
}
