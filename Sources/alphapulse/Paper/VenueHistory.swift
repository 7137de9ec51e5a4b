import PulseBinance
import PulseCore
import PulseLive
import PulseStore

/// Binance's REST interface as the history that sessions ask.
struct VenueHistory: MarketHistory {
    let clients: [BinanceMarket: BinanceClient]

    /// Requests of a side series that are under way at a time.
    private static let parallel = 8

    /// The venue of a session; without options nothing can be asked.
    init(_ options: PaperOptions? = nil) throws(PulseError) {
        clients = if let options { try options.clients() } else { [:] }
    }

    func client(_ id: InstrumentID) throws -> BinanceClient {
        guard let client = BinanceMarket(id).flatMap({ clients[$0] }) else {
            throw PulseError(.usage, "\(id) is no instrument of Binance", hint: "write binance:SYMBOL or binance-um:SYMBOL")
        }
        return client
    }

    func requestCandles(
        _ id: InstrumentID, _ timeframe: Timeframe, from: Timestamp, through: Timestamp,
        reply: @escaping @Sendable (Result<CandleAnswer, any Error>) -> Void
    ) {
        Task.detached {
            do {
                let client = try client(id)
                let page = try await client.klines(
                    symbol: id.symbol, interval: timeframe, from: from, through: through, limit: client.candlesPerRequest)
                reply(.success(CandleAnswer(candles: page.candles, venueTime: page.serverTime)))
            } catch {
                reply(.failure(error))
            }
        }
    }

    var settling: Int64 { DataFetcher.settling }

    func requestTime(_ id: InstrumentID, reply: @escaping @Sendable (Result<Timestamp, any Error>) -> Void) {
        Task.detached {
            do {
                reply(.success(try await client(id).serverTime()))
            } catch {
                reply(.failure(error))
            }
        }
    }

    var sideSchedules: [SideSchedule] { clients[.usdm] == nil ? [] : BinanceMarket.usdm.sideSchedules }

    func requestSide(
        _ kind: SideKind, _ ids: [InstrumentID], _ range: TimeRange,
        reply: @escaping @Sendable (Result<[InstrumentID: [SideObservation]], any Error>) -> Void
    ) {
        Task.detached {
            do {
                var found: [InstrumentID: [SideObservation]] = [:]
                try await withThrowingTaskGroup(of: (InstrumentID, [SideObservation]).self) { group in
                    for (number, id) in ids.enumerated() {
                        if number >= Self.parallel, let (id, observations) = try await group.next() { found[id] = observations }
                        group.addTask {
                            let through = range.to.advanced(byMilliseconds: -1)
                            // One that the venue does not know any more must not take the others' answers away.
                            let found = try await client(id).sideObservationsWhereListed(
                                kind, symbol: id.symbol, from: range.from, through: through)
                            return (id, found)
                        }
                    }
                    for try await (id, observations) in group { found[id] = observations }
                }
                reply(.success(found))
            } catch {
                reply(.failure(error))
            }
        }
    }
}
