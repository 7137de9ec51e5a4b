import PulseCore
import PulseStrategy

/// Measures how many candles it takes until decisions no longer depend on where history starts: the same candles are run from several
/// later starts and compared with the run from the first candle.
public struct WarmupAudit: Sendable {
    /// What was measured of one head (votes on the 1/1024 grid) or one number (in units in the last place).
    public struct Row: Hashable, Sendable {
        public let subject: String
        /// Candles before its first opinion, and candles that a run reads before its range, as it declares; nil for a number.
        public let warmup: Int?
        public let history: Int?
        /// Candles after which no start differed any more, over all starts; nil where some start still differed at its end.
        public let settled: Int?
        /// Shares of the decisions after the declared warm-up, and after the declared history, that differed, over all starts; nil where no
        /// start was followed so far.
        public let differingAfterWarmup: Double?
        public let differingAfterHistory: Double?
        /// For a number: the largest distance in units in the last place after 120, 250, 500 and 1,000 candles; nil where there are fewer
        /// candles.
        public let ulps: [Int64?]
    }

    /// What a head says of itself, in decision candles.
    public struct Declaration: Hashable, Sendable {
        public let warmup: Int
        public let history: Int

        public init(warmup: Int, history: Int) {
            self.warmup = warmup
            self.history = history
        }
    }

    /// Decision candles after which distances of numbers are taken.
    public static let checkpoints = [120, 250, 500, 1_000]
    /// Later starts that are tried, and decision candles that each is followed for.
    public let starts: Int
    public let length: Int

    public init(starts: Int = 8, length: Int = 4_000) {
        precondition(starts > 0 && length > 0, "something is compared")
        self.starts = starts
        self.length = length
    }

    /// Runs the audit on a series; nil where it has too few candles for one later start.
    public func run(_ series: Market.Series, makePipeline: @Sendable () -> Pipeline, declared: [Declaration], threads: Int = 1) -> [Row]? {
        let fresh = makePipeline()
        let ratio = Int(fresh.timeframe.milliseconds / fresh.base.milliseconds)
        let span = length * ratio
        let room = series.candles.count - span
        guard room > ratio else { return nil }
        // Starts lie on the decision timeframe's grid; otherwise the first candle would be another one.
        let offsets = (1...starts).map { room * $0 / starts }.map { offset -> Int in
            var offset = min(offset, series.candles.count - span)
            while offset < series.candles.count,
                fresh.timeframe.floor(Timestamp(milliseconds: series.candles.openTime[offset])).milliseconds
                    != series.candles.openTime[offset]
            { offset += 1 }
            return offset
        }.filter { $0 + ratio < series.candles.count }
        var reference = makePipeline()
        var whole = reference.makeColumns()
        series.candles.withBlock { reference.advance($0, side: series.side, into: &whole) }
        let runs = Parallel.map(offsets.count, threads: threads) { index -> DecisionColumns in
            let end = min(offsets[index] + span, series.candles.count)
            var pipeline = makePipeline()
            var columns = pipeline.makeColumns()
            series.candles.withBlock(offsets[index]..<end) { pipeline.advance($0, side: series.side, into: &columns) }
            return columns
        }
        return rows(whole, zip(offsets, runs).map { (whole.firstDecision(atOrAfter: $0), $1) }, declared)
    }

    private func rows(
        _ whole: DecisionColumns, _ runs: [(first: Int, columns: DecisionColumns)], _ declared: [Declaration]
    ) -> [Row] {
        var rows: [Row] = []
        for (lane, head) in whole.heads.enumerated() {
            rows.append(
                row(head.name, declared: declared[lane], runs) { run, index in
                    run.columns.votes[lane][index] == whole.votes[lane][run.first + index]
                })
        }
        let longest = Declaration(warmup: declared.map(\.warmup).max() ?? 0, history: declared.map(\.history).max() ?? 0)
        rows.append(
            row("verdict", declared: longest, runs) { run, index in
                run.columns.verdicts[index] == whole.verdicts[run.first + index]
            })
        rows.append(row("regime", declared: nil, runs) { run, index in run.columns.regimes[index] == whole.regimes[run.first + index] })
        rows.append(number("average true range", runs, \.averageTrueRange, whole.averageTrueRange))
        rows.append(number("swing low", runs, \.swingLow, whole.swingLow))
        rows.append(number("swing high", runs, \.swingHigh, whole.swingHigh))
        return rows
    }

    private func row(
        _ subject: String, declared: Declaration?, _ runs: [(first: Int, columns: DecisionColumns)],
        isSame: ((first: Int, columns: DecisionColumns), Int) -> Bool
    ) -> Row {
        var settled: Int? = 0
        var warm = (differing: 0, compared: 0)
        var read = warm
        let (warmup, history) = (declared?.warmup ?? 0, declared?.history ?? 0)
        for run in runs {
            var last = -1
            for index in 0..<run.columns.count where !isSame(run, index) {
                last = index
                if index >= warmup { warm.differing += 1 }
                if index >= history { read.differing += 1 }
            }
            warm.compared += max(0, run.columns.count - warmup)
            read.compared += max(0, run.columns.count - history)
            settled = last == run.columns.count - 1 ? nil : settled.map { max($0, last + 1) }
        }
        func share(_ part: (differing: Int, compared: Int)) -> Double? {
            part.compared == 0 ? nil : Double(part.differing) / Double(part.compared)
        }
        return Row(
            subject: subject, warmup: declared?.warmup, history: declared?.history, settled: settled, differingAfterWarmup: share(warm),
            differingAfterHistory: share(read), ulps: [])
    }

    private func number(
        _ subject: String, _ runs: [(first: Int, columns: DecisionColumns)], _ column: KeyPath<DecisionColumns, [Double]>, _ whole: [Double]
    ) -> Row {
        func distance(_ run: (first: Int, columns: DecisionColumns), _ index: Int) -> Int64 {
            Self.ulps(run.columns[keyPath: column][index], whole[run.first + index])
        }
        let plain = row(subject, declared: nil, runs) { run, index in distance(run, index) == 0 }
        let ulps = Self.checkpoints.map { checkpoint -> Int64? in
            let reached = runs.filter { $0.columns.count > checkpoint }
            return reached.isEmpty ? nil : reached.map { distance($0, checkpoint) }.max()
        }
        return Row(
            subject: subject, warmup: nil, history: nil, settled: plain.settled, differingAfterWarmup: nil, differingAfterHistory: nil,
            ulps: ulps)
    }

    /// Representable numbers between two of the same sign; 0 for two that are not numbers, the largest where only one is.
    static func ulps(_ a: Double, _ b: Double) -> Int64 {
        if a.isNaN || b.isNaN { return a.isNaN && b.isNaN ? 0 : .max }
        guard (a < 0) == (b < 0) else { return a == b ? 0 : .max }
        let (first, second) = (Int64(bitPattern: a.bitPattern & ~(1 << 63)), Int64(bitPattern: b.bitPattern & ~(1 << 63)))
        return abs(first - second)
    }
}
