import Foundation
import PulseCore
import PulseLive
import PulseResearch
import PulseStore
import PulseStrategy

/// From a session's record to what it is made of.
struct SessionLookup {
    let settings: Settings

    init(_ settings: Settings) {
        self.settings = settings
    }

    /// The plan of a session, from the strategy that its record holds.
    func plan(_ record: SessionRecord) throws -> SessionPlan {
        let described = try StrategySpecification(
            reading: YAMLDocument.parse(text: record.document, file: "the strategy of session \(record.id)"))
        let strategy = try ModelFolder(settings).resolve(described, timeframe: record.timeframe)
        let hash = ContentDigest.hex(of: strategy.canonicalForm)
        guard hash == record.strategyHash else {
            throw PulseError(
                .configuration, "a model or calibration of session '\(record.id)' is not the one that it ran with",
                hint: "restore the file in the home folder's models or calibrations")
        }
        return SessionPlan(
            strategy: strategy, base: record.base, timeframe: record.timeframe, from: record.from,
            pace: record.evaluationsPerMinute.map { .perMinute($0) } ?? .candleClose)
    }

    /// Where sessions' folders are.
    var sessions: URL { URL(fileURLWithPath: settings["home"]).appendingPathComponent("sessions") }

    /// Where a session's files are.
    func folder(_ id: String) throws -> URL {
        let folder = sessions.appendingPathComponent(id)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
