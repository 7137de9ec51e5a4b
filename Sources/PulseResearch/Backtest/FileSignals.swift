import PulseCore
import PulseEngine

/// Signals from a user's file, each sent at the close of the first slice that is not before its time.
struct FileSignals: SignalSource {
    private let rows: [SignalRow]
    /// Position of each row's instrument in the market; -1 for one that is not there.
    private let instruments: [Int32]
    private let size: Signal.Size
    private var next = 0
    /// Time of the next row, so that a quiet slice costs one comparison.
    private var upcoming: Int64

    /// Rows ascending by time; those of other instruments are the caller's to refuse. `size` is that of rows without one.
    init(rows: [SignalRow], market: Market, size: Signal.Size) {
        self.rows = rows
        instruments = Self.positions(of: rows, in: market)
        self.size = size
        upcoming = rows.first?.time.milliseconds ?? .max
    }

    /// Position of each row's instrument in the market, -1 for one that is not there.
    static func positions(of rows: [SignalRow], in market: Market) -> [Int32] {
        var positions: [InstrumentID: Int32] = [:]
        for (index, instrument) in market.instruments.enumerated() { positions[instrument.id] = Int32(index) }
        // Rows of one instrument mostly follow one another: comparing is cheaper than hashing.
        var last = market.instruments.first?.id
        var lastPosition = last.flatMap { positions[$0] } ?? -1
        return rows.map { row in
            if row.instrument != last {
                last = row.instrument
                lastPosition = positions[row.instrument] ?? -1
            }
            return lastPosition
        }
    }

    mutating func opening(at openTime: Int64, into signals: inout [Signal]) {
        if upcoming <= openTime { take(through: openTime, into: &signals) }
    }

    @inline(__always)
    mutating func decide(_ member: SliceSchedule.Member, closeTime: Int64, engine: inout Engine, into signals: inout [Signal]) {
        if upcoming <= closeTime { take(through: closeTime, into: &signals) }
    }

    private mutating func take(through time: Int64, into signals: inout [Signal]) {
        while next < rows.count, rows[next].time.milliseconds <= time {
            let row = rows[next]
            let instrument = Int(instruments[next])
            next += 1
            guard instrument >= 0 else { continue }
            signals.append(
                Signal(
                    instrument: instrument, direction: row.direction, time: row.time, reference: 0,
                    size: row.size.map(Signal.Size.quantity) ?? size, stop: row.stop, targets: row.targets))
        }
        upcoming = next < rows.count ? rows[next].time.milliseconds : .max
    }
}
