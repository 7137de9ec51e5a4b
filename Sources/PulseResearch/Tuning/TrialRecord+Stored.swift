import PulseAnalytics
import PulseCore
import PulseStore

extension TrialRecord {
    /// Bytes of a day: day and entries in four each, the return in eight, little-endian.
    private static let stride = 16

    /// For the store; the Sharpe ratio per day is what the ledger remembers.
    public var stored: StoredTrial {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(days.count * Self.stride)
        for day in days {
            withUnsafeBytes(of: day.day.littleEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: day.entries.littleEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: day.dailyReturn.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        let moments = fault == nil && dayCount >= 2 ? SampleMoments(returns) : nil
        return StoredTrial(
            search: search, number: number, rung: rung, texts: texts, strategyHash: strategyHash, dayCount: dayCount, days: bytes,
            trades: trades, fault: fault, sharpe: moments.flatMap { moments in moments.divisibleDeviation.map { moments.mean / $0 } })
    }

    /// Nil where the bytes make no sense: a damaged store.
    public init?(_ stored: StoredTrial) {
        guard stored.days.count % Self.stride == 0, stored.dayCount >= 0 else { return nil }
        var days: [Day] = []
        let isSound = stored.days.withUnsafeBytes { bytes -> Bool in
            for start in Swift.stride(from: 0, to: bytes.count, by: Self.stride) {
                let day = Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Int32.self))
                let entries = Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 4, as: Int32.self))
                let value = Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self)))
                guard day > days.last?.day ?? -1, Int(day) < stored.dayCount, entries >= 0, value.isFinite else { return false }
                days.append(Day(day: day, entries: entries, dailyReturn: value))
            }
            return true
        }
        guard isSound else { return nil }
        self.init(
            search: stored.search, number: stored.number, rung: stored.rung, texts: stored.texts, strategyHash: stored.strategyHash,
            dayCount: stored.dayCount, days: days, trades: stored.trades, fault: stored.fault)
    }
}
