import PulseBinance
import PulseCore
import PulseTesting

/// Small markets for tests of the replay venue.
enum VenueFixture {
    static let start = Timestamp(milliseconds: 1_735_776_000_000)
    static let spot = InstrumentID("binance:AAAUSDT")!
    static let future = InstrumentID("binance-um:BBBUSDT")!

    /// Candles on ticks and lots, with every shape that makes trouble: no trades, one trade, one price, gaps.
    static func columns(_ count: Int, seed: UInt64, timeframe: Timeframe = .m1, gaps: Bool = true) -> CandleColumns {
        var random = SplitMix64(seed: seed)
        var columns = CandleColumns()
        var price: Int64 = 10_000
        for index in 0..<count {
            let kind = random.next() % 20
            if gaps, kind == 0, index > 2 { continue }
            let open = max(100, price + Int64(random.next() % 21) - 10)
            let close = max(100, open + Int64(random.next() % 201) - 100)
            let high = max(open, close) + Int64(random.next() % 40)
            let low = max(1, min(open, close) - Int64(random.next() % 40))
            let time = start.advanced(byMilliseconds: Int64(index) * timeframe.milliseconds)
            func value(_ ticks: Int64) -> Double { Double(ticks) / 100 }
            switch kind {
            case 1:
                columns.append(
                    Candle(openTime: time, open: value(price), high: value(price), low: value(price), close: value(price), volume: 0))
                continue
            case 2:
                columns.append(
                    Candle(
                        openTime: time, open: value(open), high: value(open), low: value(open), close: value(open), volume: 0.5,
                        quoteVolume: value(open) * 0.5, tradeCount: 1, takerBuyVolume: 0.5, takerBuyQuoteVolume: value(open) * 0.5))
                price = open
                continue
            default: break
            }
            let lots = Int64(500 + random.next() % 100_000)
            let bought = Int64(random.next() % UInt64(lots + 1))
            let quote = Double(Int64(value(open) * Double(lots) * 100)) / 100_000
            let share = Double(Int64(quote * Double(bought) / Double(lots) * 1_000)) / 1_000
            columns.append(
                Candle(
                    openTime: time, open: value(open), high: value(high), low: value(low), close: value(close),
                    volume: Double(lots) / 1_000,
                    quoteVolume: quote, tradeCount: Int64(4 + random.next() % 400), takerBuyVolume: Double(bought) / 1_000,
                    takerBuyQuoteVolume: min(share, quote)))
            price = close
        }
        return columns
    }

    /// A spot instrument and a perpetual; the last `live` candles are live.
    static func market(
        count: Int = 120, live: Int = 60, seed: UInt64 = 1, faults: String? = nil, timeframe: Timeframe = .m1, prints: Int = 24
    ) throws -> VenueMarket {
        let plan = FaultPlan(try faults.map { try FaultSpecification($0) })
        let listings = [
            VenueListing(source: spot, market: .spot, columns: columns(count, seed: seed, timeframe: timeframe)),
            VenueListing(source: future, market: .usdm, columns: columns(count, seed: seed + 1, timeframe: timeframe)),
        ]
        return try VenueMarket(
            base: timeframe, listings: listings, from: start.advanced(byMilliseconds: Int64(count - live) * timeframe.milliseconds),
            faults: plan, printsPerCandle: prints)
    }

    /// Candles of six thousand prints each: ten milliseconds apart, less than what the lags of their frames differ by.
    static func busyMarket() throws -> VenueMarket {
        let columns = CandleColumns(
            (0..<4).map { index in
                Candle(
                    openTime: start.advanced(byMilliseconds: Int64(index) * 60_000), open: 100, high: 101.5, low: 99.5, close: 101,
                    volume: 60.001, quoteVolume: 6_000.1, tradeCount: 6_000, takerBuyVolume: 30.001, takerBuyQuoteVolume: 3_000.1)
            })
        let listings = [
            VenueListing(source: spot, market: .spot, columns: columns), VenueListing(source: future, market: .usdm, columns: columns),
        ]
        return try VenueMarket(base: .m1, listings: listings, from: start.advanced(byMilliseconds: 120_000), printsPerCandle: 6_000)
    }

    static func source(_ market: VenueMarket, speed: VenueClock.Speed = .times(1)) -> FrameSource {
        FrameSource(market, VenueClock(speed: speed, from: market.live.from.milliseconds, end: market.end))
    }

    /// Streams of every kind of both markets.
    static func streams(_ market: VenueMarket) -> [StreamName] {
        let spot = [
            "aaausdt@kline_1m", "aaausdt@kline_5m", "aaausdt@kline_1h@+08:00", "aaausdt@aggTrade", "aaausdt@trade", "aaausdt@bookTicker",
            "aaausdt@miniTicker", "aaausdt@ticker", "aaausdt@avgPrice", "aaausdt@depth5@100ms", "aaausdt@depth@100ms", "!miniTicker@arr",
        ]
        let future = [
            "bbbusdt@kline_1m", "bbbusdt@kline_15m", "bbbusdt_perpetual@continuousKline_1m", "bbbusdt@aggTrade", "bbbusdt@trade",
            "bbbusdt@bookTicker", "bbbusdt@markPrice", "bbbusdt@markPrice@1s", "bbbusdt@miniTicker", "bbbusdt@ticker", "bbbusdt@depth20",
            "bbbusdt@depth@500ms", "!markPrice@arr@1s", "!ticker@arr", "!bookTicker", "!miniTicker@arr",
        ]
        let names = spot.map { ($0, VenueRoute.spot) } + future.map { ($0, VenueRoute.usdmAll) }
        return names.compactMap { name, route in
            guard case .stream(let stream) = StreamName.read(name, route, market) else { return nil }
            return stream
        }
    }
}

/// A frame as a test reads it.
extension FrameSource.Event {
    var text: String { String(decoding: payload, as: UTF8.self) }
    var json: WireJSON { (try? WireJSON.read(payload)) ?? .null }
}

extension WireJSON {
    var text: String? {
        if case .string(let text, _) = self { return text }
        return nil
    }

    var integer: Int64? {
        if case .number(let text) = self { return Int64(text) }
        return nil
    }

    var isTrue: Bool { self == .bool(true) }

    /// A decimal string in units of 1e-8.
    var units: Int64? { text.flatMap(Double.init).map { Int64(($0 * 1e8).rounded()) } }

    var elements: [WireJSON] {
        if case .array(let elements) = self { return elements }
        return []
    }

    /// The keys of an object, in order, and what kind of value each has.
    var shape: [String] {
        guard case .object(let members) = self else { return [] }
        return members.flatMap { member -> [String] in
            switch member.value {
            case .object: [member.key + " {"] + member.value.shape + ["}"]
            case .array: [member.key + " ["]
            case .string: [member.key + " s"]
            case .number: [member.key + " n"]
            case .bool: [member.key + " b"]
            case .null: [member.key + " null"]
            }
        }
    }
}
