import Foundation
import PulseCore
import PulseResearch
import PulseStrategy
import Testing

@Suite struct CalibrationFileTests {
    private static func document(_ method: CalibrationMap.Method) throws -> (CalibrationFile, CalibrationMap) {
        let training = CalibrationTraining(method: method)
        let set = CalibrationSet(rows: CalibrationTrainingTests.rows(900, seed: 12) { $0 - 0.3 })
        let outcome = try training.run(set)
        let file = CalibrationFile(
            name: "a", strategy: .standard, timeframe: .h1, training: training, set: set, outcome: outcome,
            market: try FirstTargetTests.market(seed: 3, count: 2_000), digests: ["00"])
        return (file, outcome.map)
    }

    @Test(arguments: CalibrationMap.Method.allCases) func aCalibrationSurvivesItsFile(method: CalibrationMap.Method) throws {
        let (document, map) = try Self.document(method)
        let data = try document.encoded()
        #expect(try document.encoded() == data)
        let calibration = try CalibrationFile.calibration(data, file: "a.json")
        #expect(calibration.map == map && map.steps.count > 1)
        #expect(calibration.quality == document.quality && calibration.timeframe == .h1)
        #expect(calibration.fittedOn.milliseconds == 2_000 * 60_000)
        let other = try CalibrationFile.calibration(try JSONEncoder().encode(document), file: "a.json")
        #expect(other.digest != calibration.digest, "the digest is the file's")
    }

    @Test func damagedFilesAreRefused() throws {
        let isotonic = String(decoding: try Self.document(.isotonic).0.encoded(), as: UTF8.self)
        let platt = String(decoding: try Self.document(.platt).0.encoded(), as: UTF8.self)
        let damages = [
            "", "{}", String(isotonic.prefix(isotonic.count / 2)),
            isotonic.replacingOccurrences(of: "alphapulse.calibration.v1", with: "alphapulse.calibration.v9"),
            isotonic.replacingOccurrences(of: "\"timeframe\" : \"1h\"", with: "\"timeframe\" : \"1x\""),
            isotonic.replacingOccurrences(of: "\"value\" : ", with: "\"value\" : 9"),
            isotonic.replacingOccurrences(of: "\"isotonic\"", with: "\"platt\""),
            platt.replacingOccurrences(of: "\"slope\" : ", with: "\"slope\" : -"),
            platt.replacingOccurrences(of: "synthetic-um:S3USDT", with: "no:such:thing"),
        ]
        for damage in damages {
            #expect(damage != isotonic && damage != platt)
            #expect(throws: PulseError.self) { try CalibrationFile.calibration(Data(damage.utf8), file: "a.json") }
        }
    }
}
