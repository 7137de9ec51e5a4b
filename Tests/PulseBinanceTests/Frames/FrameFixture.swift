import PulseBinance
import PulseCore
import PulseTesting

/// What the tests of frames share: frames of every kind, made up in the recorded form, and ways to disfigure them.
enum FrameFixture {
    /// One of each kind, both markets, young and old.
    static let frames = [
        #"{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1601630228469,"s":"BTCUSDT","k":{"t":1601630220000,"T":1601630279999,"s":"BTCUSDT","i":"1m","f":427033476,"L":427033658,"o":"10437.32000000","c":"10441.80000000","h":"10441.80000000","l":"10437.32000000","v":"20.63957400","n":183,"x":false,"q":"215480.12345678","V":"12.50000000","Q":"130500.10000000","B":"0"}}}"#,
        #"{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1790526540255,"s":"BTCUSDT","k":{"t":1790526480000, "T":1790526539999, "s":"BTCUSDT", "i":"1m", "f":-1, "L":-1, "o":"84550.20", "c":"84551.00", "h":"84558.90", "l":"84536.70", "v":"104.497", "n":1490, "x":true, "q":"8835238.50740", "V":"56.811", "Q":"4803302.95620", "B":"0"}}}"#,
        #"{"e":"kline","E":1682244928001,"s":"ETHUSDT","k":{"t":1682244900000,"T":1682244959999,"s":"ETHUSDT","i":"1m","f":-1,"L":-1,"o":"1870.76000000","c":"1870.76000000","h":"1870.76000000","l":"1870.76000000","v":"0.00000000","n":0,"x":true,"q":"0.00000000","V":"0.00000000","Q":"0.00000000"}}"#,
        #"{"stream":"nknusdt@aggTrade","data":{"e":"aggTrade","E":1633998523963,"s":"NKNUSDT","a":15683430,"p":"0.35280000","q":"58.00000000","f":19862790,"l":19862791,"T":1633998523960,"m":false,"M":true}}"#,
        #"{"e":"aggTrade","E":1790526540255,"a":16599292,"s":"BTCUSDT","p":"84551.00","q":"10","nq":"9.5","f":23961322,"l":23961325,"T":1790526540100,"m":true,"st":1}"#,
        #"{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161268522,"s":"BTCUSDT","t":3735683488,"p":"61826.01000000","q":"0.08487000","T":1723161268520,"m":false,"M":true}}"#,
        #"{"stream":"btcusdt@trade","data":{"e":"trade","E":1723161263729,"T":1723161263728,"s":"BTCUSDT","t":5266584199,"p":"61808.00","q":"1.072","X":"MARKET","m":true}}"#,
        #"{"stream":"btcusdt@bookTicker","data":{"u":50093245347,"s":"BTCUSDT","b":"61826.00000000","B":"3.06624000","a":"61826.01000000","A":"1.19484000"}}"#,
        #"{"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":5123108349190,"s":"BTCUSDT","ps":"BTCUSDT","b":"61808.00","B":"3.106","a":"61808.10","A":"5.686","T":1723161263729,"E":1723161263730,"st":1}}"#,
        #"{"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":1654858692000,"s":"BTCUSDT","p":"29968.93335956","ap":"29968.1","P":"29948.78869641","i":"29980.66509373","r":"-0.00010000","T":1654876800000,"st":1}}"#,
        #"{"e":"markPriceUpdate","E":1654858692000,"s":"BTCUSDT","p":"29968.93335956","P":"29948.78869641","i":"29980.66509373","r":"","T":0}"#,
    ].map { Array($0.utf8) }

    static let symbols = ["BTCUSDT", "ETHUSDT", "NKNUSDT"].enumerated().map { (symbol: $1, index: $0) }

    /// Decodes with the recorded order tried first, or not at all.
    static func decode(
        _ frame: [UInt8], _ symbols: [(symbol: String, index: Int)] = symbols, usesFastPath: Bool = true
    ) -> (outcome: FrameOutcome, events: [FeedEvent]) {
        decode(frame, FrameDecoder(instruments: symbols, usesFastPath: usesFastPath))
    }

    static func decode(_ frame: [UInt8], _ decoder: FrameDecoder) -> (outcome: FrameOutcome, events: [FeedEvent]) {
        var messages: [FeedMessage] = []
        let outcome = frame.withUnsafeBytes { decoder.decode($0, receivedAt: 7, into: &messages) }
        return (outcome, messages.map(\.event))
    }

    /// The same value with members in another order and blanks anywhere that JSON allows them.
    static func shuffled(_ value: WireValue, _ random: inout SplitMix64) -> String {
        func blank() -> String { ["", "", " ", "\n", "\t ", ""][Int(random.next() % 6)] }
        switch value {
        case .list(let elements):
            return "[" + elements.map { blank() + shuffled($0, &random) + blank() }.joined(separator: ",") + "]"
        case .object(let members):
            let parts = members.shuffled(using: &random).map { member in
                blank() + WireValue.text(member.key).canonical + blank() + ":" + blank() + shuffled(member.value, &random) + blank()
            }
            return "{" + (parts.isEmpty ? blank() : parts.joined(separator: ",")) + "}"
        default: return value.canonical
        }
    }
}
