import Foundation
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

/// Finds and reads the candles of a run, and what is known beside them.
struct MarketLoader {
    let store: CandleStore
    let inputs: RunInputs

    /// Side series are read from so long before the first candle on: heads compare an observation with those of a month before it.
    static let sideLead = 120 * Timestamp.day

    /// The market for decisions on a timeframe, with `warmup` base candles before the range where the store has them.
    /// - Parameters:
    ///   - sideKinds: the side series that the heads of the run read.
    ///   - funding: what positions in perpetuals pay.
    func load(
        timeframe: Timeframe, sideKinds: [SideKind] = [], funding: VenueSpecification.Funding = .series, warmup: (Timeframe) -> Int
    ) throws -> Market {
        let ids = try inputs.instruments(of: store)
        let asked = try inputs.span.range()
        let known = try store.series()
        let base = try base(of: ids, timeframe: timeframe, range: asked, known: known)
        let range = try clipped(asked, ids: ids, base: base, known: known)
        let lead = Int64(warmup(base)) * base.milliseconds
        let series = try ids.map { id -> Market.Series in
            guard let instrument = try store.instrument(id) else { throw missing(id, known: known) }
            let reading = TimeRange(from: Timestamp(milliseconds: max(0, range.from.milliseconds - lead)), to: range.to)
            let lead = Timestamp(milliseconds: max(0, reading.from.milliseconds - Self.sideLead))
            let side = try store.side(id, kinds: sideKinds, from: lead, through: range.to)
            return Market.Series(
                instrument: instrument, candles: try store.read(id, base, reading), side: side,
                funding: instrument.market == .perpetual ? try schedule(id, funding, range) : .none)
        }
        let market = Market(base: base, range: range, series: series)
        for (series, start) in zip(market.series, market.starts) where start >= series.candles.count {
            throw PulseError(
                .missing, "\(series.instrument.id) has no \(base) candles from \(range.from) to \(range.to)",
                hint: "'alphapulse data list' shows what the store holds")
        }
        return market
    }

    /// The settlements of a perpetual in a range.
    private func schedule(_ id: InstrumentID, _ terms: VenueSpecification.Funding, _ range: TimeRange) throws -> FundingSchedule {
        switch terms {
        case .none: return .none
        case .fixed(let rate): return FundingSchedule(fixed: rate, range)
        case .series:
            // Events are some milliseconds off the settlement, on either side.
            let span = TimeRange(
                from: range.from.advanced(byMilliseconds: -60_000), to: range.to.advanced(byMilliseconds: 60_000))
            var found: [SideObservation] = []
            try store.forEachSideObservation(id, .fundingRate, span) { batch in
                found += batch
                guard found.count <= CandleStore.maximumSidePoints else {
                    throw PulseError(
                        .badData, "\(id) has more than \(CandleStore.maximumSidePoints) funding rates in the range",
                        hint: "choose a shorter range")
                }
            }
            return FundingSchedule(found)
        }
    }

    /// The finest series of the store that every instrument has, that the timeframe can be built from and that covers the range as well
    /// as the timeframe's own series does.
    private func base(
        of ids: [InstrumentID], timeframe: Timeframe, range: TimeRange, known: [SeriesSummary]
    ) throws -> Timeframe {
        for id in ids where !known.contains(where: { $0.instrument == id }) { throw missing(id, known: known) }
        if inputs.base != "auto" {
            let base = try RunInputs.timeframe(inputs.base, option: "--base")
            guard timeframe.isMultiple(of: base) else {
                throw PulseError(.usage, "candles of \(timeframe) cannot be built from --base \(base)")
            }
            for id in ids where !known.contains(where: { $0.instrument == id && $0.timeframe == base }) {
                throw PulseError(.missing, "the store has no \(base) candles of \(id)", hint: "'alphapulse data list' shows what there is")
            }
            return base
        }
        let candidates = Set(known.map(\.timeframe)).sorted().filter { candidate in
            timeframe.isMultiple(of: candidate)
                && ids.allSatisfy { id in known.contains { $0.instrument == id && $0.timeframe == candidate } }
        }
        guard let coarsest = candidates.last else {
            throw PulseError(
                .missing,
                "the store has no candles that \(timeframe) can be built from for \(ids.map(\.description).joined(separator: ", "))",
                hint: "'alphapulse data list' shows what there is")
        }
        func span(_ candidate: Timeframe) -> TimeRange {
            ids.reduce(range) { span, id in
                guard let summary = known.first(where: { $0.instrument == id && $0.timeframe == candidate }) else { return span }
                return span.intersection(TimeRange(from: summary.from, to: summary.to))
            }
        }
        // A finer series that covers only a part must not shorten the run behind the user's back.
        let whole = span(coarsest).milliseconds
        return candidates.first { span($0).milliseconds + timeframe.milliseconds >= whole } ?? coarsest
    }

    /// The asked range, cut to what the instruments have.
    private func clipped(_ asked: TimeRange, ids: [InstrumentID], base: Timeframe, known: [SeriesSummary]) throws -> TimeRange {
        let summaries = known.filter { ids.contains($0.instrument) && $0.timeframe == base }
        let first = summaries.map(\.from).min() ?? asked.from
        let last = summaries.map(\.to).max() ?? asked.to
        let range = asked.intersection(TimeRange(from: first, to: last))
        guard !range.isEmpty else {
            throw PulseError(
                .missing, "there are \(base) candles from \(first) to \(last), none in the range asked for",
                hint: "change --from and --to")
        }
        return range
    }

    private func missing(_ id: InstrumentID, known: [SeriesSummary]) -> PulseError {
        let names = Set(known.map(\.instrument.description)).sorted()
        let nearest = NearestName.of(id.description, among: names)
        let hint =
            nearest.map { "did you mean \($0)?" }
            ?? (names.isEmpty
                ? "the store is empty: 'alphapulse data import' or 'alphapulse data synth'"
                : "the store has \(names.prefix(8).joined(separator: ", "))\(names.count > 8 ? ", ..." : "")")
        return PulseError(.missing, "the store has no candles of \(id)", hint: hint)
    }
}
