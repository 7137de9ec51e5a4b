import Foundation
import PulseCore
import PulseReport
import PulseResearch
import PulseStore
import PulseStrategy

/// What `backtest` and `simulate` share: answer from the folder of a run that was made before, or run, write the folder and register it.
struct RunSession {
    let options: GlobalOptions
    let settings: Settings
    let store: CandleStore
    let market: Market
    let identity: RunIdentity
    let kind: RunDocument.Kind
    let strategy: RunStrategy
    let rule: ConsensusRule?
    let command: String
    let out: String?
    /// Whether a folder of the same run is used again.
    let usesCache: Bool
    /// The trained models that vote.
    var models: [TrainedModel] = []
    /// What calibrates the consensus probability.
    var calibration: ProbabilityCalibration?

    /// Runs or finds the run and prints it.
    func finish(
        _ run: () throws -> BacktestResult, scorecard: (BacktestResult) throws -> HeadScorecard? = { _ in nil }
    ) throws {
        let started = ProcessInfo.processInfo.systemUptime
        let digests = market.series.map { $0.candles.digestHex() }
        let id = identity.id(market: market, digests: digests)
        let reports = out.map { URL(fileURLWithPath: $0) } ?? settings.reportsURL
        if usesCache, let (folder, document) = cached(id, in: reports) {
            return try show(document, folder, seconds: ProcessInfo.processInfo.systemUptime - started, isCached: true)
        }
        let result = try run()
        let assembly = RunAssembly(
            result: result, identity: identity, run: id, kind: kind, strategy: strategy, rule: rule, command: command,
            candleDigests: digests, scorecard: try scorecard(result), models: models,
            calibration: calibration)
        let document = assembly.document()
        let folder = try RunFolder.write(document, assembly.series(), into: reports, charts: settings.chartLibrary())
        try register(document, folder)
        try show(document, folder, seconds: ProcessInfo.processInfo.systemUptime - started, isCached: false)
    }

    private func cached(_ id: String, in reports: URL) -> (RunFolder, RunDocument)? {
        guard let record = try? RunRegistry(store).find(id) else { return nil }
        let folder = RunFolder(URL(fileURLWithPath: record.folder))
        let isHere = folder.url.deletingLastPathComponent().standardizedFileURL.path == reports.standardizedFileURL.path
        guard isHere, RunFolder.files.allSatisfy({ FileManager.default.fileExists(atPath: folder.file($0).path) }),
            let document = try? folder.document(), document.run == id
        else { return nil }
        return (folder, document)
    }

    private func register(_ document: RunDocument, _ folder: RunFolder) throws {
        let values = Dictionary(uniqueKeysWithValues: document.metrics.map { ($0.key, $0.value) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try RunRegistry(store).record(
            RunRecord(
                id: document.run, kind: kind == .backtest ? .backtest : .simulate,
                createdAt: Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)), strategy: document.strategy.name,
                strategyHash: document.strategy.hash, instruments: document.instruments.map(\.id), timeframe: document.timeframe,
                range: document.range, folder: folder.url.path, metricsJSON: String(decoding: try encoder.encode(values), as: UTF8.self),
                engineVersion: document.engineVersion))
    }

    private func show(_ document: RunDocument, _ folder: RunFolder, seconds: Double, isCached: Bool) throws {
        if options.json {
            let rate = Double(market.candleCount) / max(seconds, 1e-9)
            return try JSONOutput.print(
                RunSummary(document, folder: folder.url.path, seconds: seconds, candlesPerSecond: rate, isCached: isCached))
        }
        try Console.print(ResultTable(document, style: RunText.style(options)).text())
        let work = Double(market.candleCount)
        let speed = isCached ? "from its folder, nothing was run again" : "\(ProgressBar.compact(work / max(seconds, 1e-9))) candles/s"
        try Console.print("\nRun     \(document.shortRun) (\(String(format: "%.2f", seconds)) s, \(speed))")
        try Console.print("Report  \(RunText.relative(folder.file("report.html")))")
    }
}
