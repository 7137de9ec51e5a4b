import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite("Digests")
struct DigestTests {
    @Test("SHA-256 of the examples of FIPS 180-4")
    func sha256() {
        #expect(ContentDigest.hex(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(ContentDigest.hex(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        var digest = ContentDigest()
        for byte in "abc".utf8 { digest.update([byte]) }
        #expect(digest.finishHex() == ContentDigest.hex(of: "abc"))
    }

    @Test("xxHash64 of its specification's examples")
    func xxHash() {
        #expect(XXHash64.hash("") == 0xEF46_DB37_51D8_E999)
        #expect(XXHash64.hash("a") == 0xD24E_C4F1_A98C_6E5B)
        #expect(XXHash64.hash("abc") == 0x44BC_2CF5_AD77_0999)
        #expect(XXHash64.hash("Nobody inspects the spammish repetition") == 0xFBCE_A83C_8A37_8BF1)
    }

    @Test("one changed bit in any column changes the digest of candles")
    func candles() {
        let columns = RandomWalk.candles(count: 50, seed: 1)
        let base = columns.digestHex()
        #expect(columns[0..<49].digestHex() != base)
        var digests: Set<String> = [base]
        let changes: [(inout Candle) -> Void] = [
            { $0.openTime.milliseconds += 1 }, { $0.open = $0.open.nextUp }, { $0.high = $0.high.nextUp }, { $0.low = $0.low.nextUp },
            { $0.close = $0.close.nextUp }, { $0.volume = $0.volume.nextUp }, { $0.quoteVolume = $0.quoteVolume.nextUp },
            { $0.tradeCount += 1 }, { $0.takerBuyVolume = $0.takerBuyVolume.nextUp },
            { $0.takerBuyQuoteVolume = $0.takerBuyQuoteVolume.nextUp },
        ]
        for change in changes {
            var candles = (0..<50).map { columns[$0] }
            change(&candles[17])
            digests.insert(CandleColumns(candles).digestHex())
        }
        #expect(digests.count == changes.count + 1)
    }
}
