import PulseCore
import PulseResearch

/// What `audit warmup --json` prints.
struct WarmupDocument: Encodable {
    struct Row: Encodable {
        let subject: String
        let declared: Int?
        let settled: Int?
        let differing: Double
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
                Row(subject: $0.subject, declared: $0.declared, settled: $0.settled, differing: $0.differing, ulps: $0.ulps)
            }
        }
    }

    let schema = "alphapulse.warmup.v1"
    let checkpoints = WarmupAudit.checkpoints
    let sections: [Section]
}
