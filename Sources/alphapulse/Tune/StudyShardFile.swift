import Foundation
import PulseCore
import PulseStore

/// A part of a study's trials as a file (schema `alphapulse.shard.v1`).
struct StudyShardFile: Codable {
    static let schema = "alphapulse.shard.v1"

    struct Trial: Codable {
        var number: Int
        var texts: [String]
        var strategyHash: String
        var dayCount: Int
        /// Bytes in base 64.
        var days: String
        var trades: Int
        var fault: String?
        var sharpe: Double?
    }

    var schema = StudyShardFile.schema
    var study: String
    var first: Int
    var trials: [Trial]

    init(study: String, first: Int, trials: [StoredTrial]) {
        self.study = study
        self.first = first
        self.trials = trials.map { trial in
            Trial(
                number: trial.number, texts: trial.texts, strategyHash: trial.strategyHash, dayCount: trial.dayCount,
                days: Data(trial.days).base64EncodedString(), trades: trial.trades, fault: trial.fault, sharpe: trial.sharpe)
        }
    }

    /// Reads a part from outside. Throws `missing` or `badData`.
    static func read(_ path: String) throws -> StudyShardFile {
        guard let data = FileManager.default.contents(atPath: path) else { throw PulseError(.missing, "there is no file '\(path)'") }
        guard let file = try? JSONDecoder().decode(StudyShardFile.self, from: data), file.schema == schema else {
            throw PulseError(
                .badData, "this is not a part of a study, or it is damaged", at: SourceLocation(file: path),
                hint: "'alphapulse tune run' writes it again")
        }
        return file
    }

    /// The trials; nil where the bytes of one cannot be read.
    var stored: [StoredTrial]? {
        var stored: [StoredTrial] = []
        for trial in trials {
            guard let days = Data(base64Encoded: trial.days) else { return nil }
            stored.append(
                StoredTrial(
                    search: 0, number: trial.number, rung: 0, texts: trial.texts, strategyHash: trial.strategyHash,
                    dayCount: trial.dayCount,
                    days: [UInt8](days), trades: trial.trades, fault: trial.fault, sharpe: trial.sharpe))
        }
        return stored
    }
}
