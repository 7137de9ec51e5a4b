import PulseCore
import PulseReport

/// What `backtest --json` and `simulate --json` print; the whole document is in the folder's run.json.
struct RunSummary: Encodable {
    let schema = RunDocument.schema
    let run: String
    let folder: String
    let candles: Int
    let trades: Int
    let signals: Int
    let metrics: [String: Double?]
    let undefined: [String: String]
    let finalEquity: Double
    let scenarios: [String: Double]
    let warnings: [String]
    let votesDigest: String
    let ledgerDigest: String
    let seconds: Double
    let candlesPerSecond: Double
    /// Whether it was answered from its folder.
    let cached: Bool

    init(_ document: RunDocument, folder: String, seconds: Double, isCached: Bool) {
        run = document.run
        self.folder = folder
        candles = document.candles
        trades = document.trades
        signals = document.signals
        metrics = Dictionary(uniqueKeysWithValues: document.metrics.map { ($0.key, $0.value) })
        undefined = Dictionary(uniqueKeysWithValues: document.metrics.compactMap { metric in metric.reason.map { (metric.key, $0) } })
        finalEquity = document.finalEquity.value
        scenarios = Dictionary(uniqueKeysWithValues: document.scenarios.map { ($0.name.rawValue, $0.totalReturn) })
        warnings = document.warnings
        votesDigest = document.votesDigest
        ledgerDigest = document.ledgerDigest
        self.seconds = seconds
        candlesPerSecond = Double(document.instruments.reduce(0) { $0 + $1.candles }) / max(seconds, 1e-9)
        cached = isCached
    }
}
