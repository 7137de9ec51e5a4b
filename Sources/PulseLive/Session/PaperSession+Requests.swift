import PulseCore
import PulseResearch
import PulseStore

/// What a session asks the venue for.
extension PaperSession {
    func ask(_ request: CandleRequest) {
        let (replies, buffer) = (replies, buffer)
        history.requestCandles(id(request.instrument), plan.base, from: request.from, through: request.through) { result in
            switch result {
            case .success(let answer): replies.post(.candles(request, answer))
            case .failure(let error): replies.post(.failed(request, "\(error)"))
            }
            buffer.wake()
        }
    }

    /// Asks for the venue's time where nothing tells of it.
    func askTime() {
        guard let instrument = followed.first?.instrument ?? core.instruments.first,
            time.request(marketTime: assembly.marketTime, now: clock.now())
        else { return }
        let (replies, buffer) = (replies, buffer)
        history.requestTime(instrument.id) { result in
            switch result {
            case .success(let time): replies.post(.time(time))
            case .failure(let error): replies.post(.timeFailed("\(error)"))
            }
            buffer.wake()
        }
    }

    func askFunding(closing close: Timestamp) {
        guard let range = funding.request(closing: close, marketTime: assembly.marketTime, now: clock.now()) else { return }
        // Nothing is held of the others, and the venue may not know them any more.
        let ids = followed.map(\.instrument).filter { $0.market == .perpetual }.map(\.id)
        requestSide(.fundingRate, ids, range, answered: { .funding(through: range.to, $0) }, failed: { .fundingFailed($0) })
    }

    /// Asks for observations; what comes of it is among the replies.
    func requestSide(
        _ kind: SideKind, _ ids: [InstrumentID], _ range: TimeRange,
        answered: @escaping @Sendable ([InstrumentID: [SideObservation]]) -> SessionReply,
        failed: @escaping @Sendable (String) -> SessionReply
    ) {
        let (replies, buffer) = (replies, buffer)
        history.requestSide(kind, ids, range) { result in
            switch result {
            case .success(let found): replies.post(answered(found))
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
