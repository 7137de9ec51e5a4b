import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite("Chunk codec")
struct ChunkCodecTests {
    private let grid = ChunkGrid(.m1)

    private func roundTrip(_ columns: CandleColumns, grid: ChunkGrid? = nil) throws -> CandleColumns {
        let encoded = ChunkEncoder.encode(columns, grid: grid ?? self.grid, seed: 7)
        return try encoded.bytes.withUnsafeBytes { try ChunkDecoder($0, seed: 7).columns() }
    }

    /// Candles of one chunk whose prices and volumes have the given decimals; about one slot in `sparsity` is missing.
    private func candles(
        _ count: Int, seed: UInt64, priceDecimals: Int, volumeDecimals: Int, size: Double = 1, sparsity: Int = .max
    ) -> CandleColumns {
        var random = SplitMix64(seed: seed)
        let priceScale = Double(Increment.powersOfTen[priceDecimals])
        let volumeScale = Double(Increment.powersOfTen[volumeDecimals])
        func draw(_ limit: Int64) -> Int64 { Int64(random.uniform() * Double(limit)) }
        var price = Int64(1_000 * size) + 50
        var time = grid.start(ofChunk: 3_000)
        var columns = CandleColumns()
        for _ in 0..<count {
            if sparsity < .max, draw(Int64(sparsity)) == 0 { time += 60_000 * (1 + draw(3)) }
            let open = max(60, price + draw(5) - 2)
            let close = max(60, open + draw(41) - 20)
            let volume = draw(Int64(1_000_000 * size))
            let taker = volume > 0 ? draw(volume + 1) : 0
            let unit = 1 / (priceScale * volumeScale)
            columns.append(
                Candle(
                    openTime: Timestamp(milliseconds: time), open: Double(open) / priceScale,
                    high: Double(max(open, close) + draw(30)) / priceScale, low: Double(min(open, close) - draw(30)) / priceScale,
                    close: Double(close) / priceScale, volume: Double(volume) / volumeScale,
                    quoteVolume: Double(volume) * Double(open) * unit, tradeCount: draw(5_000), takerBuyVolume: Double(taker) / volumeScale,
                    takerBuyQuoteVolume: Double(taker) * Double(open) * unit))
            price = close
            time += 60_000
        }
        return columns
    }

    @Test("every decimal scale comes back bit for bit", arguments: 0...12)
    func scales(decimals: Int) throws {
        for (seed, count) in [1, 2, 127, 128, 129, 255, 4_000].enumerated() {
            let columns = candles(count, seed: UInt64(seed), priceDecimals: decimals, volumeDecimals: 12 - decimals)
            #expect(try roundTrip(columns) == columns)
        }
    }

    @Test("numbers of any size come back, and so do gaps", arguments: 0..<12 as Range<UInt64>)
    func sizesAndGaps(seed: UInt64) throws {
        let size = [1e-1, 1, 1e3, 1e5, 1e6, 1e8][Int(seed % 6)]
        let columns = candles(2_000, seed: seed, priceDecimals: 2, volumeDecimals: 5, size: size, sparsity: seed < 6 ? 10 : 2)
        #expect(try roundTrip(columns) == columns)
    }

    @Test("doubles that are no decimals come back: noise, halves of ulps, the smallest and the largest")
    func noise() throws {
        var random = SplitMix64(seed: 5)
        var columns = CandleColumns()
        for index in 0..<1_000 {
            let size = [1e-300, 1e-5, 1, 1e15, 1e90][index % 5]
            let prices = (0..<4).map { _ in (0.5 + random.uniform()) * size }.sorted()
            let taker = random.uniform()
            columns.append(
                Candle(
                    openTime: Timestamp(milliseconds: grid.start(ofChunk: 5) + Int64(index) * 60_000), open: prices[1], high: prices[3],
                    low: prices[0], close: prices[2], volume: size, quoteVolume: random.uniform() * size, tradeCount: .max - Int64(index),
                    takerBuyVolume: size * taker, takerBuyQuoteVolume: random.uniform() * 1e-3 * size))
        }
        #expect(try roundTrip(columns) == columns)
    }

    @Test("constant columns cost next to nothing")
    func constant() throws {
        let start = grid.start(ofChunk: 9)
        let columns = CandleColumns(
            (0..<8_192).map { index in
                Candle(
                    openTime: Timestamp(milliseconds: start + index * 60_000), open: 0.07, high: 0.07, low: 0.07, close: 0.07, volume: 12.5)
            })
        let encoded = ChunkEncoder.encode(columns, grid: grid, seed: 0)
        #expect(try roundTrip(columns) == columns)
        #expect(encoded.bytes.count < 8_192 / 4)
    }

    @Test("weeks, which start off the epoch's multiples, come back")
    func weeks() throws {
        let columns = RandomWalk.candles(count: 300, seed: 2, timeframe: .w1, from: Timestamp("2018-01-01")!)
        #expect(Timeframe.w1.isAligned(Timestamp("2018-01-01")!))
        #expect(try roundTrip(columns, grid: ChunkGrid(.w1)) == columns)
    }

    @Test("the bytes depend on the candles alone")
    func canonical() {
        let columns = RandomWalk.candles(count: 500, seed: 3)
        let encoded = ChunkEncoder.encode(columns, grid: grid, seed: 1)
        #expect(ChunkEncoder.encode(columns, grid: grid, seed: 1).bytes == encoded.bytes)
        #expect(encoded.priceDecimals == 2 && encoded.volumeDecimals == 3)
    }

    @Test("mutants: each flipped bit of a chunk, and a chunk in another's place, are found out")
    func flippedBits() {
        let encoded = ChunkEncoder.encode(RandomWalk.candles(count: 40, seed: 4), grid: grid, seed: 1)
        for position in encoded.bytes.indices {
            var damaged = encoded.bytes
            damaged[position] ^= UInt8(1) << UInt8(position % 8)
            #expect(throws: ChunkDecoder.Fault.self) { try damaged.withUnsafeBytes { _ = try ChunkDecoder($0, seed: 1) } }
        }
        for length in [0, 1, 95, 96, 103, encoded.bytes.count - 1] {
            #expect(throws: ChunkDecoder.Fault.self) {
                try Array(encoded.bytes.prefix(length)).withUnsafeBytes { _ = try ChunkDecoder($0, seed: 1) }
            }
        }
        #expect(throws: ChunkDecoder.Fault.checksum) { try encoded.bytes.withUnsafeBytes { _ = try ChunkDecoder($0, seed: 2) } }
    }

    @Test("a chunk that lies under a sound checksum is refused or decodes to something, but never reaches beyond its bytes")
    func forged() {
        var random = SplitMix64(seed: 11)
        let columns = candles(300, seed: 1, priceDecimals: 2, volumeDecimals: 3, sparsity: 20)
        let encoded = ChunkEncoder.encode(columns, grid: grid, seed: 1)
        var refused = 0
        for _ in 0..<20_000 {
            var forged = encoded.bytes
            for _ in 0..<1 + Int(random.uniform() * 4) {
                forged[Int(random.uniform() * Double(forged.count - 8))] = UInt8(random.uniform() * 256)
            }
            let checksum = forged.withUnsafeBytes { XXHash64.hash(UnsafeRawBufferPointer(rebasing: $0.dropLast(8)), seed: 1) }
            for index in 0..<8 { forged[forged.count - 8 + index] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * index)) }
            do {
                let decoded = try forged.withUnsafeBytes { try ChunkDecoder($0, seed: 1).columns() }
                #expect(decoded.count <= ChunkGrid.span)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test("the round trip can fail: a decoder that is off by one is noticed")
    func mutantDecoder() throws {
        let columns = candles(500, seed: 8, priceDecimals: 2, volumeDecimals: 3)
        let decoded = try roundTrip(columns)
        // The planted fault: every close comes one candle late.
        let shifted = CandleColumns(
            openTime: decoded.openTime, open: decoded.open, high: decoded.high, low: decoded.low,
            close: [decoded.close[0]] + decoded.close.dropLast(), volume: decoded.volume, quoteVolume: decoded.quoteVolume,
            tradeCount: decoded.tradeCount, takerBuyVolume: decoded.takerBuyVolume, takerBuyQuoteVolume: decoded.takerBuyQuoteVolume)
        #expect(decoded == columns)
        #expect(shifted != columns && shifted.digestHex() != columns.digestHex())
    }
}
