import PulseCore
import PulseLive
import Testing

/// P9: what a buffer does at its bound.
@Suite("Feed buffer")
struct FeedBufferTests {
    @Test("at its bound it sheds superseded messages alone, keeps the newest of each, and asks feeds to wait")
    func bound() {
        let buffer = FeedBuffer(capacity: 8)
        func quote(_ instrument: Int, _ id: Int64) -> FeedMessage {
            FeedMessage(
                .quote(BestQuote(instrument: instrument, updateID: id, bid: 1, bidQuantity: 1, ask: 2, askQuantity: 1, eventTime: nil)),
                receivedAt: UInt64(id))
        }
        func trade(_ id: Int64) -> FeedMessage {
            FeedMessage(
                .trade(
                    MarketTrade(
                        instrument: 0, id: id, firstTradeID: id, lastTradeID: id, price: 1, quantity: 1, time: Timestamp(milliseconds: id),
                        eventTime: Timestamp(milliseconds: id), isBuyerMaker: false)), receivedAt: UInt64(id))
        }
        #expect(buffer.receive((0..<6).map { quote(Int($0 % 2), $0) }))
        let more = buffer.receive((6..<12).map(trade))
        #expect(!more)
        #expect(!buffer.isReady)
        #expect(buffer.counts == FeedBuffer.Counts(received: 12, shed: 4, pauses: 1, peak: 8))
        #expect(!buffer.receive([trade(12)]), "what must not be lost is taken beyond the bound")
        var messages: [FeedMessage] = []
        #expect(buffer.drain(into: &messages, waiting: 0))
        #expect(messages.map(\.receivedAt) == [4, 5, 6, 7, 8, 9, 10, 11, 12])
        #expect(buffer.isReady)
        messages.removeAll()
        #expect(!buffer.drain(into: &messages, waiting: 0))
    }
}
