import Foundation
import PulseBinance
import PulseCore
import PulseTesting
import Testing

@Suite("Recorded frames", .enabled(if: RecordedFrames.isPresent))
struct RecordedFrameTests {
    @Test("Nothing of any recorded frame is lost", arguments: RecordedFrames.names)
    func lossless(name: String) throws {
        let lines = try RecordedFrames.lines(name)
        #expect(!lines.isEmpty)
        for line in lines {
            let source = try #require(WireValue(json: line))
            let frame = BinanceFrame(line)
            #expect(frame.wire?.canonical == source.canonical, "\(String(decoding: line.prefix(200), as: UTF8.self))")
            // The canonical form itself, by somebody else's parser.
            let theirs = try JSONSerialization.jsonObject(with: Data(line), options: .fragmentsAllowed) as? NSObject
            let ours = try JSONSerialization.jsonObject(with: Data(source.canonical.utf8), options: .fragmentsAllowed) as? NSObject
            #expect(theirs == ours)
        }
    }

    @Test("Typed fields are used: what is kept beside them is only what is new or undocumented")
    func extras() throws {
        var unknown = Set<String>()
        func note(_ name: String, _ extra: [WireMember]) { for member in extra { unknown.insert("\(name).\(member.key)") } }
        for line in RecordedFrames.all {
            switch BinanceFrame(line).payload {
            case .candle(let frame):
                note("kline", frame.extra)
                note("k", frame.candle.extra)
            case .aggregateTrade(let frame): note("aggTrade", frame.extra)
            case .trade(let frame): note("trade", frame.extra)
            case .bestQuote(let frame): note("bookTicker", frame.extra)
            case .markPrice(let frame): note("markPrice", frame.extra)
            case .depthUpdate(let frame): note("depth", frame.extra)
            case .ticker(let frame): note("ticker", frame.extra)
            case .liquidation(let frame): note("forceOrder", frame.order.extra)
            case .quarantined(_, let reason): Issue.record("\(reason)")
            default: break
            }
        }
        // `B` of a candle is to be ignored, says the venue.
        #expect(unknown.subtracting(["k.B"]).isEmpty, "\(unknown.sorted())")
    }

    /// All symbols that occur.
    private static let symbols: [(symbol: String, index: Int)] = {
        var names = Set<String>()
        func collect(_ wire: WireValue) {
            if let symbol = wire["s"]?.string { names.insert(symbol) }
            for element in wire.elements ?? [] { collect(element) }
            if let data = wire["data"] { collect(data) }
        }
        for line in RecordedFrames.all { if let wire = WireValue(json: line) { collect(wire) } }
        return names.sorted().enumerated().map { (symbol: $1, index: $0) }
    }()

    @Test("Both ways of reading agree on every recorded frame, in any order of keys")
    func bothWays() throws {
        let fast = FrameDecoder(instruments: Self.symbols)
        let slow = FrameDecoder(instruments: Self.symbols, usesFastPath: false)
        var random = SplitMix64(seed: 3)
        var events = 0
        for line in RecordedFrames.all {
            let ours = FrameFixture.decode(line, fast)
            let theirs = FrameFixture.decode(line, slow)
            #expect(ours.outcome == theirs.outcome && ours.events == theirs.events)
            if case .quarantined(let reason) = ours.outcome { Issue.record("\(reason): \(String(decoding: line, as: UTF8.self))") }
            guard line.count < 2_000, let wire = WireValue(json: line) else { continue }
            let shuffled = FrameFixture.decode(Array(FrameFixture.shuffled(wire, &random).utf8), fast)
            #expect(shuffled.outcome == ours.outcome && shuffled.events == ours.events)
            events += ours.events.count
        }
        #expect(events > 2_000)
    }

    @Test("Every number of every candle, trade, quote and mark price is what the text says")
    func values() throws {
        let decoder = FrameDecoder(instruments: Self.symbols)
        let index = Dictionary(uniqueKeysWithValues: Self.symbols.map { ($0.symbol, $0.index) })
        func same(_ value: Double, _ text: WireDecimal) { #expect(value == Double(text.text), "\(text.text)") }
        for line in RecordedFrames.all {
            guard let event = FrameFixture.decode(line, decoder).events.first else { continue }
            switch (BinanceFrame(line).payload, event) {
            case (.candle(let frame), .candle(let update)):
                #expect(update.instrument == index[frame.symbol] && update.eventTime.milliseconds == frame.eventTime)
                #expect(update.candle.openTime.milliseconds == frame.candle.openTime && update.isClosed == frame.candle.isClosed)
                #expect(update.candle.tradeCount == frame.candle.tradeCount && update.timeframe.description == frame.candle.interval)
                same(update.candle.open, frame.candle.open)
                same(update.candle.high, frame.candle.high)
                same(update.candle.low, frame.candle.low)
                same(update.candle.close, frame.candle.close)
                same(update.candle.volume, frame.candle.volume)
                same(update.candle.quoteVolume, frame.candle.quoteVolume)
                same(update.candle.takerBuyVolume, frame.candle.takerBuyVolume)
                same(update.candle.takerBuyQuoteVolume, frame.candle.takerBuyQuoteVolume)
            case (.aggregateTrade(let frame), .trade(let trade)):
                #expect(trade.id == frame.id && trade.firstTradeID == frame.firstTradeID && trade.lastTradeID == frame.lastTradeID)
                #expect(trade.time.milliseconds == frame.time && trade.isBuyerMaker == frame.isBuyerMaker)
                same(trade.price, frame.price)
                same(trade.quantity, frame.quantity)
            case (.trade(let frame), .trade(let trade)):
                #expect(trade.id == frame.id && trade.time.milliseconds == frame.time && trade.isBuyerMaker == frame.isBuyerMaker)
                same(trade.price, frame.price)
                same(trade.quantity, frame.quantity)
            case (.bestQuote(let frame), .quote(let quote)):
                #expect(quote.updateID == frame.updateID && quote.eventTime?.milliseconds == frame.eventTime)
                same(quote.bid, frame.bid)
                same(quote.bidQuantity, frame.bidQuantity)
                same(quote.ask, frame.ask)
                same(quote.askQuantity, frame.askQuantity)
            case (.markPrice(let frame), .markPrice(let mark)):
                same(mark.mark, frame.mark)
                same(mark.index, frame.index)
                #expect(mark.fundingRate == Double(frame.fundingRate.text))
            case (.list, .markPrice): break
            default: Issue.record("an event of another kind: \(event)")
            }
        }
    }
}
