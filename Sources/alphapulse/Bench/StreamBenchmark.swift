import Foundation
import PulseBinance
import PulseCore
import PulseResearch

/// Candle frames as the venue's streams send them, decoded into events on one core: the messages of the peers' `t6_json.py`.
struct StreamBenchmark: Benchmark {
    private static let symbols = 5

    let peers = ["json", "orjson", "msgspec", "msgspec_lax", "simdjson"].map { name in
        Peer(
            program: "t6_json.py", name: name, arguments: ["--messages", "200000"], takesCandles: false, task: "json_extract",
            isOptional: name != "json")
    }

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        let frames = Self.frames(candles)
        let ends = frames.ends
        return frames.bytes.withUnsafeBytes { bytes in
            [
                decode(bytes, ends, FrameDecoder(instruments: Self.instruments), "decode candle frames", repeats),
                decode(
                    bytes, ends, FrameDecoder(instruments: Self.instruments, usesFastPath: false), "decode candle frames, any key order",
                    repeats), build(candles, repeats),
            ]
        }
    }

    static let instruments = (0..<symbols).map { (symbol: "SYN\($0)USDT", index: $0) }

    private func decode(
        _ bytes: UnsafeRawBufferPointer, _ ends: [Int], _ decoder: FrameDecoder, _ name: String, _ repeats: Int
    ) -> BenchResult {
        var messages: [FeedMessage] = []
        messages.reserveCapacity(64)
        var total = 0.0
        var closed = 0
        var faults = 0
        let runs = Stopwatch.measure(repeats) {
            total = 0
            closed = 0
            faults = 0
            var start = 0
            for end in ends {
                messages.removeAll(keepingCapacity: true)
                let frame = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                if decoder.decode(frame, receivedAt: 0, into: &messages) != .events(1) { faults += 1 }
                // What the peers' programs take of each message.
                if case .candle(let update)? = messages.first?.event {
                    let candle = update.candle
                    total += candle.open + candle.high + candle.low + candle.close + candle.volume
                    closed += update.isClosed ? 1 : 0
                }
                start = end
            }
        }
        return BenchResult(
            name: name, work: Double(ends.count), unit: "frames", runs: runs,
            notes: [
                "sum": String(format: "%.3f", total), "closed": String(closed), "not decoded": String(faults),
                "bytes a frame": String(bytes.count / max(1, ends.count)),
            ])
    }

    /// The messages, one behind the other, and where each ends.
    static func frames(_ count: Int) -> (bytes: [UInt8], ends: [Int]) {
        let each = (count + symbols - 1) / symbols
        var markets = (0..<symbols).map { PeerMarket(symbol: $0) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 340)
        var ends: [Int] = []
        for minute in 0..<each {
            for symbol in 0..<symbols where ends.count < count {
                let candle = markets[symbol].nextCandle()
                let event = candle.openTime.advanced(byMilliseconds: Int64(2_000 * (minute % 30)) + 13)
                bytes += Array(frame(candle, symbol, minute, at: event, isClosed: minute % 30 == 29).utf8)
                ends.append(bytes.count)
            }
        }
        return (bytes, ends)
    }

    static func frame(_ candle: Candle, _ symbol: Int, _ minute: Int, at event: Timestamp, isClosed: Bool) -> String {
        func decimal(_ value: Double) -> String { String(format: "%.8f", value) }
        let open = candle.openTime.milliseconds
        let (name, count) = ("SYN\(symbol)USDT", candle.tradeCount)
        return
            "{\"stream\":\"syn\(symbol)usdt@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":\(event.milliseconds),\"s\":\"\(name)\","
            + "\"k\":{\"t\":\(open),\"T\":\(open + 59_999),\"s\":\"\(name)\",\"i\":\"1m\",\"f\":\(1_000 * minute),\"L\":\(1_000 * Int64(minute) + count - 1),"
            + "\"o\":\"\(decimal(candle.open))\",\"c\":\"\(decimal(candle.close))\",\"h\":\"\(decimal(candle.high))\",\"l\":\"\(decimal(candle.low))\","
            + "\"v\":\"\(decimal(candle.volume))\",\"n\":\(count),\"x\":\(isClosed),\"q\":\"\(decimal(candle.quoteVolume))\","
            + "\"V\":\"\(decimal(candle.takerBuyVolume))\",\"Q\":\"\(decimal(candle.takerBuyQuoteVolume))\",\"B\":\"0\"}}}"
    }
}
