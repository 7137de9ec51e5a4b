import PulseCore
import PulseResearch

/// What `audit noise --json` prints.
struct NoiseDocument: Encodable {
    struct Head: Encodable {
        let head: String
        let decisions: Int
        let abstentionRate: Double
        let directionalRate: Double
        let validRate: Double
        let longShare: Double?
        let asymmetry: Double?
        let hitRate: Double?
        let alarm: String?
    }

    struct Result: Encodable {
        let market: String
        let timeframe: String
        let walks: Int
        let decisions: Int
        let falseConsensusRate: Double
        let passedLong: Int
        let passedShort: Int
        let heads: [Head]
    }

    let schema = "alphapulse.noise.v1"
    let results: [Result]

    init(_ results: [NoiseAudit.Result]) {
        self.results = results.map { result in
            Result(
                market: result.market.rawValue, timeframe: "\(result.timeframe)", walks: result.walks, decisions: result.decisions,
                falseConsensusRate: result.falseConsensusRate, passedLong: result.passedLong, passedShort: result.passedShort,
                heads: result.rows.map { row in
                    Head(
                        head: row.rates.head.name, decisions: row.rates.decisions, abstentionRate: row.rates.abstentionRate,
                        directionalRate: row.rates.directionalRate, validRate: row.rates.validRate, longShare: row.rates.longShare,
                        asymmetry: row.asymmetry, hitRate: row.rates.hitRate, alarm: row.alarm?.rawValue)
                })
        }
    }
}
