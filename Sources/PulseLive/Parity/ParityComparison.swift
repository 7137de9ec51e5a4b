import PulseCore
import PulseEngine
import PulseResearch
import PulseStore
import PulseStrategy

/// Compares what a session recorded with what its replay came to, line by line.
struct ParityComparison {
    private let instruments: [InstrumentID]
    private var signals: [Signal] = []
    private var fills: [Fill] = []
    private var movements: [Movement] = []
    private var equity: [(time: Int64, equity: Int64)] = []
    private(set) var report = ParityReport()

    init(instruments: [InstrumentID]) {
        self.instruments = instruments
    }

    var slices: Int { equity.count }

    /// What the backtest came to.
    mutating func expect(
        signals: [Signal], fills: [Fill], movements: [Movement], equity: [(time: Int64, equity: Int64)],
        ledgerBytes: [UInt8]
    ) {
        self.signals = signals
        self.fills = fills
        self.movements = movements
        self.equity = equity
        report.ledgerDigest = ContentDigest.hex(of: ledgerBytes)
    }

    /// The decisions of the session, by instrument and time, beside the backtest's.
    mutating func compare(
        decisions: [DecisionColumns], market: Market, starts: [Int], _ store: SessionStore, _ session: String
    ) throws {
        var instrument = 0
        var row = decisions[0].firstDecision(atOrAfter: starts[0])
        var digest = ContentDigest()
        func expected(_ instrument: Int, _ row: Int) -> (time: Int64, bytes: [UInt8])? {
            guard row < decisions[instrument].count else { return nil }
            var bytes: [UInt8] = []
            decisions[instrument].appendCanonicalBytes(row..<row + 1, relativeTo: starts[instrument], to: &bytes)
            let candle = Int(decisions[instrument].completedAt[row])
            return (market.series[instrument].candles.openTime[candle] + market.base.milliseconds, bytes)
        }
        func text(_ bytes: [UInt8], beside other: [UInt8]? = nil) -> String {
            DecisionLine.text(bytes, heads: decisions[0].heads, beside: other)
        }
        /// Passes over what the session has no decision for.
        func missing(_ until: (instrument: Int, time: Int64)?) {
            while instrument < decisions.count {
                while let mine = expected(instrument, row), until.map({ instrument < $0.instrument || mine.time < $0.time }) ?? true {
                    differ(.decision, mine.time, instrument, nil, text(mine.bytes))
                    row += 1
                }
                guard until.map({ instrument < $0.instrument }) ?? true else { return }
                instrument += 1
                if instrument < decisions.count { row = decisions[instrument].firstDecision(atOrAfter: starts[instrument]) }
            }
        }
        // What was voted on for a slice that the session did not come to decide on is no decision of it.
        try store.forEachDecision(of: session, through: market.range.to) { index, time, bytes in
            report.decisions += 1
            digest.update(bytes)
            missing((index, time))
            guard instrument == index, let mine = expected(index, row), mine.time == time else {
                return differ(.decision, time, index, text(bytes), nil)
            }
            row += 1
            if mine.bytes != bytes {
                differ(.decision, time, index, text(bytes, beside: mine.bytes), text(mine.bytes, beside: bytes))
            }
        }
        missing(nil)
        report.votesDigest = digest.finishHex()
    }

    /// Signals, fills, movements and equity.
    mutating func compareRecords(_ store: SessionStore, _ session: String) throws {
        report.signals = try compare(
            .signal, try store.signals(of: session), signals.map { (text: $0.line, time: $0.time, instrument: $0.instrument) })
        report.fills = try compare(
            .fill, try store.fills(of: session), fills.map { (text: $0.line, time: $0.time, instrument: $0.instrument) })
        report.movements = try compare(
            .movement, try store.movements(of: session),
            movements.map { (text: $0.line, time: $0.time, instrument: $0.instrument) })
        let recorded = try store.equity(of: session).map { "\($0.time) \($0.equity)" }
        _ = try compare(
            .equity, recorded,
            equity.map { (text: "\($0.time) \($0.equity)", time: Timestamp(milliseconds: $0.time), instrument: -1) })
    }

    private mutating func compare(
        _ kind: ParityDifference.Kind, _ recorded: [String], _ expected: [(text: String, time: Timestamp, instrument: Int)]
    ) throws -> Int {
        for index in 0..<max(recorded.count, expected.count) {
            let mine = index < recorded.count ? recorded[index] : nil
            let other = index < expected.count ? expected[index] : nil
            guard mine != other?.text else { continue }
            let time = other?.time.milliseconds ?? mine.flatMap { $0.split(separator: " ").first }.flatMap { Int64($0) } ?? 0
            differ(kind, time, other?.instrument ?? -1, mine, other?.text)
        }
        return recorded.count
    }

    /// Counts a difference, and keeps it if it is one of the first: every decision may differ, and only these are put into words.
    private mutating func differ(
        _ kind: ParityDifference.Kind, _ time: Int64, _ instrument: Int, _ session: @autoclosure () -> String?,
        _ backtest: @autoclosure () -> String?
    ) {
        report.differences += 1
        let time = Timestamp(milliseconds: time)
        let place = report.first.firstIndex { $0.time > time } ?? report.first.count
        guard place < ParityAudit.shown else { return }
        report.first.insert(
            ParityDifference(
                kind: kind, time: time, instrument: instruments.indices.contains(instrument) ? instruments[instrument] : nil,
                session: session().map { ParityLine.readable($0, kind) }, backtest: backtest().map { ParityLine.readable($0, kind) }),
            at: place)
        if report.first.count > ParityAudit.shown { report.first.removeLast() }
    }
}
