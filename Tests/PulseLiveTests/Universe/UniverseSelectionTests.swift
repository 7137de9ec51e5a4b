import PulseCore
import PulseLive
import Testing

@Suite struct UniverseSelectionTests {
    private func read(_ text: String, _ file: String = "") throws -> UniverseSelection {
        try UniverseSelection(text) { _ in file }
    }

    private func ids(_ names: [String]) throws -> UniverseSelection {
        .instruments(try names.map { try #require(InstrumentID($0)) })
    }

    @Test func readsRules() throws {
        #expect(try read("top100") == .rule(UniverseRule(futures: 50, spot: 50)))
        #expect(try read("Top25") == .rule(UniverseRule(futures: 13, spot: 12)))
        #expect(try read("top50-futures") == .rule(UniverseRule(futures: 50, spot: 0)))
        #expect(try read("top30-spot, top50-futures") == .rule(UniverseRule(futures: 50, spot: 30)))
    }

    @Test func readsLists() throws {
        #expect(try read("btcusdt, binance-um:ETHUSDT,BTCUSDT") == ids(["binance:BTCUSDT", "binance-um:ETHUSDT"]))
        #expect(try read("TOPUSDT") == ids(["binance:TOPUSDT"]), "a symbol may begin like a rule")
        let file = "# majors\nBTCUSDT, ETHUSDT # and its like\r\n\nbinance-um:SOLUSDT\n"
        #expect(try read("@list.txt", file) == ids(["binance:BTCUSDT", "binance:ETHUSDT", "binance-um:SOLUSDT"]))
    }

    @Test(arguments: [
        "", ",", "top0", "top50-stocks", "top9999", "top5,BTCUSDT", "top5,top6-spot", "a:b:c", "B TC", "toplala", "top-50", "top",
    ])
    func refusesTheRest(text: String) throws {
        let error = try #require(throws: PulseError.self) { try read(text) }
        #expect(error.kind == .usage && error.diagnostics.count == 1)
    }

    @Test func namesFileAndLineOfAFault() throws {
        let error = try #require(throws: PulseError.self) { try read("@list.txt", "BTCUSDT\nB*D\nETHUSDT,a:b:c\n") }
        #expect(error.kind == .badData)
        #expect(error.diagnostics.map { $0.location?.description } == ["list.txt:2", "list.txt:3"])
        #expect(throws: PulseError.self) { try read("@list.txt", "# nothing\n") }
        #expect(throws: PulseError.self) {
            try UniverseSelection("@gone.txt") { _ in throw PulseError(.missing, "there is no file") }
        }
    }
}
