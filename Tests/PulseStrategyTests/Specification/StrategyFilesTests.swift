import Foundation
import PulseCore
import PulseStrategy
import Testing

@Suite("Strategy files of the project")
struct StrategyFilesTests {
    private static var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "strategies")
    }

    private func read(_ name: String) throws -> StrategySpecification {
        let text = try String(contentsOf: Self.folder.appending(path: "\(name).yaml"), encoding: .utf8)
        return try StrategySpecification(reading: PlainDocument.read(text, file: "\(name).yaml"))
    }

    @Test("every file is read without a fault and is named after its strategy")
    func all() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".yaml") }.sorted()
        #expect(files.count >= 4)
        for file in files {
            let name = String(file.dropLast(5))
            #expect(try read(name).name == name)
        }
    }

    @Test("nine-heads.yaml writes out the defaults")
    func defaults() throws {
        var specification = try read("nine-heads")
        #expect(!specification.description.isEmpty)
        specification.description = ""
        #expect(specification == .standard)
        #expect(specification.canonicalForm == StrategySpecification.standard.canonicalForm)
    }

    @Test("the strict profile and the custom quorum are in force")
    func variants() throws {
        let strict = try read("strict-four").consensus
        #expect(strict.quorum.size(available: strict.weights.heads.count) == 3)
        #expect(strict.confidenceGate == Score(0.75))
        let trend = try read("trend-following")
        #expect(trend.consensus.quorum == .fixed(2))
        #expect(trend.consensus.weights.heads == [.technical, .volume, .structure])
        #expect(trend.risk.lifetime(on: trend.timeframe) == Int64(240 * 3_600_000))
    }
}
