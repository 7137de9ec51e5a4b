import Foundation
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite("Real candles", .enabled(if: SharedData.has("data/candles")))
struct RealCandleTests {
    @Test("every file of candles comes in whole, everything else is refused politely, and the store is sound")
    func everything() throws {
        let root = try #require(SharedData.url("data/candles"))
        let fixture = try ImportFixture()
        var refused: [String] = []
        var files: [CandleFile] = []
        for url in try ArchiveFolder.files([root.path]) {
            do {
                files.append(try CandleFile(archive: url))
            } catch let error as PulseError {
                #expect(error.kind == .badData && error.description.contains("not candles"))
                refused.append(url.lastPathComponent)
            }
        }
        #expect(refused.count == 6)
        let results = try CandleFileImporter(store: fixture.store).importFiles(files)
        #expect(results.allSatisfy { $0.error == nil && $0.rejectedCount == 0 })
        #expect(results.reduce(0) { $0 + $1.rows } == 1_489_510)
        let bitfinex = try #require(results.first { $0.instrument?.venue == "bitfinex" })
        #expect(bitfinex.gapCount == 63_912 && bitfinex.gaps.reduce(0) { $0 + $1.missing } == 233_809)
        #expect(try fixture.store.gaps(try #require(bitfinex.instrument), .m1) == bitfinex.gaps)
        #expect(try fixture.store.verify().isEmpty)
        for series in try fixture.store.series() where series.candles > 10_000 {
            #expect(series.bytesPerCandle <= 24, "\(series.instrument) \(series.timeframe): \(series.bytesPerCandle)")
        }
        // Again, without the two files that contradict each other in one candle: nothing changes.
        let harmless = files.filter { !$0.url.lastPathComponent.hasPrefix("BTCUSDT-1h") }
        for result in try CandleFileImporter(store: fixture.store).importFiles(harmless) {
            #expect(result.inserted == 0 && result.revised == 0 && result.duplicates == result.rows)
        }
    }

    @Test("real candles with all columns survive the chunk bit for bit", .enabled(if: SharedData.has("data/candles/nolicence/um")))
    func fullColumns() throws {
        let root = try #require(SharedData.url("data/candles/nolicence/um"))
        let fixture = try ImportFixture()
        let files = try ArchiveFolder.files([root.path]).map { try CandleFile(archive: $0) }
        _ = try CandleFileImporter(store: fixture.store).importFiles(files)
        let link = InstrumentID("binance-um:LINKUSDT")!
        let columns = try fixture.store.read(link, .m1)
        // The first and the last line of the file.
        #expect(columns.count == 40_320)
        #expect(columns.open[0] == 6.949 && columns.volume[0] == 30_020.25 && columns.quoteVolume[0] == 208_718.48852)
        #expect(columns.tradeCount[0] == 471 && columns.takerBuyVolume[0] == 10_610.28 && columns.takerBuyQuoteVolume[0] == 73_780.89351)
        let summary = try #require(try fixture.store.summary(link, .m1))
        #expect(summary.isTakerFlowKnown && summary.bytesPerCandle < 16)
        var bytes: [UInt8] = []
        _ = try ArchiveExporter(store: fixture.store).export(link, .m1) { bytes += $0 }
        let again = try fixture.importing(Data(bytes), as: "um/LINKUSDT-1m-again.csv")
        #expect(again.duplicates == 40_320 && again.revised == 0)
    }
}
