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

    func askFunding(closing close: Timestamp) {
        guard let range = funding.request(closing: close, now: clock.now()) else { return }
        let (replies, buffer) = (replies, buffer)
        let ids = core.instruments.filter { $0.market == .perpetual }.map(\.id)
        history.requestSide(.fundingRate, ids, range) { result in
            switch result {
            case .success(let found): replies.post(.funding(through: close, found))
            case .failure(let error): replies.post(.fundingFailed("\(error)"))
            }
            buffer.wake()
        }
    }

    /// Enters settlements, in the order of time and instrument, before the slice that waits for them.
    func take(_ found: [InstrumentID: [SideObservation]], through: Timestamp) throws {
        var settlements: [(settlement: FundingSettlement, instrument: Int)] = []
        for (index, instrument) in core.instruments.enumerated() where instrument.market == .perpetual {
            for settlement in FundingSchedule(found[instrument.id] ?? []).settlements
            where settlement.time >= funding.known && settlement.time < through && settled[index].map({ $0 < settlement.time }) ?? true {
                settlements.append((settlement, index))
                settled[index] = settlement.time
            }
        }
        settlements.sort { ($0.settlement.time, $0.instrument) < ($1.settlement.time, $1.instrument) }
        try commit(settlements.map { .funding(instrument: $0.instrument, $0.settlement) })
        funding.answered(through: through)
    }
}
