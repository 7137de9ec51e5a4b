import Foundation
import PulseBinance
import PulseCore
import PulseLive
import PulseResearch

/// From frames to slices of candles, as a session makes them: decoded, put in order, checked, collected.
extension StreamBenchmark {
    /// Updates of a candle, of which the last closes it: every two seconds, as futures send them.
    private static let updates = 30

    func build(_ frames: Int, _ repeats: Int) -> BenchResult {
        let (bytes, ends) = Self.minutes(frames)
        var candles = 0
        var slices = 0
        var faults = 0
        let runs = bytes.withUnsafeBytes { bytes in
            Stopwatch.measure(repeats) {
                candles = 0
                slices = 0
                faults = 0
                let decoder = FrameDecoder(instruments: Self.instruments)
                var assembly = SliceAssembly(
                    base: .m1, slice: Timestamp(milliseconds: 0), next: Self.instruments.map { _ in Timestamp(milliseconds: 0) }, now: 0)
                var messages: [FeedMessage] = []
                var outputs: [SliceAssembly.Output] = []
                var start = 0
                for (number, end) in ends.enumerated() {
                    messages.removeAll(keepingCapacity: true)
                    let frame = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                    if decoder.decode(frame, receivedAt: 0, into: &messages) != .events(1) { faults += 1 }
                    for message in messages {
                        if case .candle(let update) = message.event { assembly.receive(update, now: UInt64(number), into: &outputs) }
                    }
                    start = end
                    guard !outputs.isEmpty else { continue }
                    for output in outputs {
                        switch output {
                        case .event(.candle): candles += 1
                        case .event(.slice): slices += 1
                        default: faults += 1
                        }
                    }
                    outputs.removeAll(keepingCapacity: true)
                }
            }
        }
        return BenchResult(
            name: "decode, normalise and build candles", work: Double(ends.count), unit: "frames", runs: runs,
            notes: ["candles": String(candles), "slices": String(slices), "faults": String(faults)])
    }

    /// Frames of whole minutes, one behind the other, and where each ends.
    private static func minutes(_ count: Int) -> (bytes: [UInt8], ends: [Int]) {
        var markets = instruments.map { PeerMarket(symbol: $0.index) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 340)
        var ends: [Int] = []
        for minute in 0..<max(1, count / (updates * instruments.count)) {
            let candles = markets.indices.map { symbol in
                var candle = markets[symbol].nextCandle()
                candle.openTime = Timestamp(milliseconds: Int64(minute) * 60_000)
                return candle
            }
            for update in 0..<updates {
                for (symbol, candle) in candles.enumerated() {
                    let event = candle.openTime.advanced(byMilliseconds: Int64(update + 1) * 2_000 + 13)
                    bytes += Array(frame(candle, symbol, minute, at: event, isClosed: update == updates - 1).utf8)
                    ends.append(bytes.count)
                }
            }
        }
        return (bytes, ends)
    }
}
