import PulseCore
import PulseResearch
import Testing

@Suite struct SignalFileTests {
    private func parse(_ text: String) throws(PulseError) -> [SignalRow] { try SignalFile.parse(Array(text.utf8), file: "s.csv") }

    @Test func allColumnsInAnyOrder() throws {
        let rows = try parse(
            """
            direction,time,instrument,targets,stop,size
            long,2024-01-01T00:00:00Z,binance:BTCUSDT,101:0.5;103:0.5,99,0.25
            flat,1704067259999,BTCUSDT,,,
            """)
        #expect(rows.count == 2)
        #expect(rows[0].size == 0.25 && rows[0].stop == 99)
        #expect(rows[0].targets == [.init(price: 101, share: .half), .init(price: 103, share: .half)])
        // An inclusive close time, as Binance writes it, is the next millisecond.
        #expect(rows[1].time == Timestamp(milliseconds: 1_704_067_260_000) && rows[1].direction == .flat)
        #expect(rows[1].instrument.description == "binance:BTCUSDT")
    }

    @Test func windowsLineEndsAndByteOrderMarks() throws {
        #expect(try parse("\u{FEFF}time,instrument,direction\r\n2024-01-01,binance:X,short\r\n").count == 1)
    }

    @Test(arguments: [
        "", "time,instrument\n", "time,instrument,directon\n", "time,instrument,direction\n2024-01-01,binance:X\n",
        "time,instrument,direction,targets\n2024-01-01,binance:X,long,1;2;3;4;5\n",
        "time,instrument,direction,stop\n2024-01-01,binance:X,long,nan\n",
        "time,instrument,direction\n9999-01-01,binance:X,long\n", "time,instrument,direction\n2024-01-01,../../etc,long\n",
    ])
    func whatIsWrongIsRefused(text: String) {
        #expect(throws: PulseError.self) { try parse(text) }
    }

    @Test func p9FaultsAreListedUpToABound() {
        let text = "time,instrument,direction\n" + String(repeating: "x,y,z\n", count: 1_000)
        do {
            _ = try parse(text)
            Issue.record("nonsense was read")
        } catch {
            #expect(error.diagnostics.count == 20)
            #expect(error.diagnostics[0].location?.line == 2)
        }
    }
}
