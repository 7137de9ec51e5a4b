import PulseBinance
import PulseCore
import PulseTesting

/// What the tests of frames share: frames of every kind, made up in the recorded form, and ways to disfigure them.
enum FrameFixture {
    /// One of each kind, both markets, young and old.
    static let frames: [[UInt8]] = [
        [
            #"{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1601640068469,"s":"BTCUSDT","k":{"t":1601640060000,"#,
            #""T":1601640119999,"s":"BTCUSDT","i":"1m","f":310044120,"L":310044302,"o":"9120.15000000","#,
            #""c":"9133.40000000","h":"9133.40000000","l":"9120.15000000","v":"33.10250000","n":183,"x":false,"#,
            #""q":"301877.12345678","V":"12.50000000","Q":"140212.30000000","B":"0"}}}"#,
        ],
        [
            #"{"stream":"btcusdt@kline_1m","data":{"e":"kline","E":1790000040255,"s":"BTCUSDT","k":{"t":1789999980000,"#,
            #" "T":1790000039999, "s":"BTCUSDT", "i":"1m", "f":-1, "L":-1, "o":"70120.40", "c":"70125.00","#,
            #" "h":"70130.70", "l":"70111.30", "v":"211.305", "n":2210, "x":true, "q":"14816250.12500", "V":"101.402","#,
            #" "Q":"7110540.25000", "B":"0"}}}"#,
        ],
        [
            #"{"e":"kline","E":1682000128001,"s":"ETHUSDT","k":{"t":1682000100000,"T":1682000159999,"s":"ETHUSDT","#,
            #""i":"1m","f":-1,"L":-1,"o":"1500.25000000","c":"1500.25000000","h":"1500.25000000","l":"1500.25000000","#,
            #""v":"0.00000000","n":0,"x":true,"q":"0.00000000","V":"0.00000000","Q":"0.00000000"}}"#,
        ],
        [
            #"{"stream":"nknusdt@aggTrade","data":{"e":"aggTrade","E":1634000123963,"s":"NKNUSDT","a":20110000,"#,
            #""p":"0.41230000","q":"58.00000000","f":31000100,"l":31000101,"T":1634000123960,"m":false,"M":true}}"#,
        ],
        [
            #"{"e":"aggTrade","E":1790000040255,"a":12000345,"s":"BTCUSDT","p":"70125.00","q":"10","nq":"9.5","#,
            #""f":45000122,"l":45000125,"T":1790000040100,"m":true,"st":1}"#,
        ],
        [
            #"{"stream":"btcusdt@trade","data":{"e":"trade","E":1723000068522,"s":"BTCUSDT","t":2200000123,"#,
            #""p":"52001.02000000","q":"0.12345000","T":1723000068520,"m":false,"M":true}}"#,
        ],
        [
            #"{"stream":"btcusdt@trade","data":{"e":"trade","E":1723000063729,"T":1723000063728,"s":"BTCUSDT","#,
            #""t":4100000777,"p":"51990.00","q":"2.345","X":"MARKET","m":true}}"#,
        ],
        [
            #"{"stream":"btcusdt@bookTicker","data":{"u":40012345678,"s":"BTCUSDT","b":"52001.00000000","#,
            #""B":"2.50125000","a":"52001.02000000","A":"0.98765000"}}"#,
        ],
        [
            #"{"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":4000000123456,"s":"BTCUSDT","ps":"BTCUSDT","#,
            #""b":"51990.00","B":"4.321","a":"51990.10","A":"6.789","T":1723000063729,"E":1723000063730,"st":1}}"#,
        ],
        [
            #"{"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":1654000002000,"s":"BTCUSDT","#,
            #""p":"31001.12345678","ap":"31001.5","P":"30990.87654321","i":"31010.24681357","r":"-0.00010000","#,
            #""T":1654012800000,"st":1}}"#,
        ],
        [
            #"{"e":"markPriceUpdate","E":1654000002000,"s":"BTCUSDT","p":"31001.12345678","P":"30990.87654321","#,
            #""i":"31010.24681357","r":"","T":0}"#,
        ],
    ].map { Array($0.joined().utf8) }

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
