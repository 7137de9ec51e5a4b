import Foundation
import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStrategy
import PulseTesting
import Testing

@Suite struct ModelFileTests {
    /// A market of a random walk, and a model trained on its first part.
    static func trained(_ features: FeatureSet, kind: TrainedModel.Kind = .logistic) throws -> (ModelFile, Market) {
        let candles = RandomWalk.candles(count: 3_000, seed: 8, timeframe: .h1)
        let id = try #require(InstrumentID("synthetic:AUSDT"))
        let range = TimeRange(
            from: Timestamp(milliseconds: candles.openTime[0]), to: Timestamp(milliseconds: candles.openTime[2_000]))
        let instrument = Instrument(
            id: id, market: .spot, tick: Increment(decimals: 2), lot: Increment(decimals: 3), minimumNotional: Cash(units: 0))
        let market = Market(base: .h1, range: range, series: [Market.Series(instrument: instrument, candles: candles)])
        let training = ModelTraining(kind: kind)
        let barrier = TripleBarrier()
        let outcome = try training.run(TrainingSet(market, features: features, timeframe: .h1, barrier: barrier))
        let document = ModelFile(
            name: "a", training: training, outcome: outcome, features: features, timeframe: .h1, barrier: barrier, market: market,
            digests: ["00"])
        return (document, market)
    }

    @Test(arguments: FeatureSet.allCases) func aModelSurvivesItsFile(features: FeatureSet) throws {
        let (document, market) = try Self.trained(features)
        let data = try document.encoded()
        let model = try ModelFile.model(data, file: "a.json")
        #expect(model.fit.coefficients == document.features.map(\.coefficient))
        #expect(model.trainedOn == market.range)
        #expect(model.features == features && model.timeframe == .h1)
        // The labels of the range must not have looked beyond it.
        #expect(document.rows <= 2_000 - 24)
        #expect(try document.encoded() == data)
        let other = try ModelFile.model(try JSONEncoder().encode(document), file: "a.json")
        #expect(other.digest != model.digest, "the digest is the file's")
    }

    @Test func damagedFilesAreRefused() throws {
        let (document, _) = try Self.trained(.priceAction, kind: .ridge)
        let text = String(decoding: try document.encoded(), as: UTF8.self)
        let damages = [
            "", "{}", String(text.prefix(text.count / 2)),
            text.replacingOccurrences(of: "alphapulse.model.v1", with: "alphapulse.model.v9"),
            text.replacingOccurrences(of: "\"closePosition\"", with: "\"closeposition\""),
            text.replacingOccurrences(of: "\"timeframe\" : \"1h\"", with: "\"timeframe\" : \"1x\""),
            text.replacingOccurrences(of: "synthetic:AUSDT", with: "no:such:thing"),
            text.replacingOccurrences(of: "\"scale\" : ", with: "\"scale\" : -"),
        ]
        for damage in damages {
            #expect(throws: PulseError.self) { try ModelFile.model(Data(damage.utf8), file: "a.json") }
        }
    }
}
