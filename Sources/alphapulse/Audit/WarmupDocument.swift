import PulseCore
import PulseResearch

/// What `audit warmup --json` prints.
struct WarmupDocument: Encodable {
    struct Row: Encodable {
        let subject: String
        let warmup: Int?
        let history: Int?
        let settled: Int?
        let differingAfterWarmup: Double?
        let differingAfterHistory: Double?
        let ulps: [Int64?]
    }

    struct Section: Encodable {
        let instrument: String
        let timeframe: String
        let entries: [Row]
        /// For the text.
        let rows: [WarmupAudit.Row]

        private enum CodingKeys: String, CodingKey {
            case instrument, timeframe
            case entries = "rows"
        }

        init(instrument: InstrumentID, timeframe: Timeframe, rows: [WarmupAudit.Row]) {
            self.instrument = "\(instrument)"
            self.timeframe = "\(timeframe)"
            self.rows = rows
            entries = rows.map {
                Row(
                    subject: $0.subject, warmup: $0.warmup, history: $0.history, settled: $0.settled,
                    differingAfterWarmup: $0.differingAfterWarmup, differingAfterHistory: $0.differingAfterHistory, ulps: $0.ulps)
            }
        }
    }

    let schema = "alphapulse.warmup.v1"
    let checkpoints = WarmupAudit.checkpoints
    let sections: [Section]
}
