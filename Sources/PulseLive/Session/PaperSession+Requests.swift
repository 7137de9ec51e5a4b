import PulseCore
import PulseResearch
import PulseStore

/// What a session asks the venue for.
extension PaperSession {
    func ask(_ request: CandleRequest) {
        history.requestCandles(
            id(request.instrument), plan.base, from: request.from, through: request.through,
            reply: reply({ .candles(request, $0) }, { .failed(request, $0) }))
    }

    /// Asks for the venue's time where nothing tells of it.
    func askTime() {
        let followed = core.instruments.indices.first { !dropped.contains($0) }
        guard let instrument = followed ?? core.instruments.indices.first,
            time.request(marketTime: assembly.marketTime, now: clock.now())
        else { return }
        history.requestTime(id(instrument), reply: reply({ .time($0) }, { .timeFailed($0) }))
    }

    func askFunding(closing close: Timestamp) {
        guard let range = funding.request(closing: close, marketTime: assembly.marketTime, now: clock.now()) else { return }
        history.requestSide(
            .fundingRate, followedPerpetuals, range, reply: reply({ .funding(through: range.to, $0) }, { .fundingFailed($0) }))
    }

    /// Those that observations are asked for of: nothing is held of the others, and the venue may not know them any more.
    var followedPerpetuals: [InstrumentID] { followed.map(\.instrument).filter { $0.market == .perpetual }.map(\.id) }

    /// Takes what comes of a request, on whatever thread, to the session's.
    func reply<Answer: Sendable>(
        _ answered: @escaping @Sendable (Answer) -> SessionReply, _ failed: @escaping @Sendable (String) -> SessionReply
    ) -> @Sendable (Result<Answer, any Error>) -> Void {
        let (replies, buffer) = (replies, buffer)
        return { result in
            switch result {
            case .success(let answer): replies.post(answered(answer))
            case .failure(let error): replies.post(failed("\(error)"))
            }
            buffer.wake()
        }
    }

    /// Enters settlements, in the order of time and instrument, before the slice that waits for them; those that a slice went on without are paid now.
    func take(_ found: [InstrumentID: [SideObservation]], through: Timestamp) throws {
        var settlements: [(settlement: FundingSettlement, instrument: Int)] = []
        for (index, instrument) in core.instruments.enumerated() where instrument.market == .perpetual {
            for settlement in FundingSchedule(found[instrument.id] ?? []).settlements
            where settlement.time >= joinedAt[index] && settled[index].map({ $0 < settlement.time }) ?? true {
                settlements.append((settlement, index))
                settled[index] = settlement.time
            }
        }
        settlements.sort { ($0.settlement.time, $0.instrument) < ($1.settlement.time, $1.instrument) }
        try commit(settlements.map { .funding(instrument: $0.instrument, $0.settlement) })
        funding.answered(through: through)
    }
}
