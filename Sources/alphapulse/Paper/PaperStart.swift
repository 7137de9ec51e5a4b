import Foundation
import PulseBinance
import PulseCore
import PulseLive
import PulseResearch
import PulseStore
import PulseStrategy

/// A session on its way to being live: what is known before anything is listened to.
struct PaperStart {
    /// How a session is shown.
    struct Show {
        var options: GlobalOptions
        var isPlain: Bool
        var metricsPort: Int?
    }

    let record: SessionRecord
    let plan: SessionPlan
    /// Those that a new session starts with; empty for one that is taken up again, whose journal has them.
    let instruments: [Instrument]
    let history: VenueHistory
    let store: CandleStore
    let paper: PaperOptions
    /// What the session's universe is chosen by, day after day; nil for a list.
    let rule: UniverseRule?

    /// A new session: the venue is asked for its time, its rules and, for a rule, its universe.
    /// - Parameter name: from the venue's time.
    static func new(
        _ path: String, instruments selection: UniverseSelection, name: (Timestamp) throws -> String, rounds: Int?, store: CandleStore,
        settings: Settings,
        paper: PaperOptions
    ) throws -> PaperStart {
        let text = try StrategyFile.text(path)
        let described = try StrategySpecification(reading: YAMLDocument.parse(text: text, file: path))
        let timeframe = try paper.timeframe.map { try RunInputs.timeframe($0, option: "--timeframe") } ?? described.timeframe
        let base = try RunInputs.timeframe(paper.base ?? "1m", option: "--base")
        guard timeframe.isMultiple(of: base) else {
            throw PulseError(.usage, "candles of \(timeframe) cannot be built from --base \(base)")
        }
        let strategy = try ModelFolder(settings).resolve(described, timeframe: timeframe)
        let history = try VenueHistory(paper)
        let (time, listed) = try PaperListing(history: history).instruments(selection, store: store)
        for instrument in listed { try store.setInstrument(instrument) }
        let from = PaperWarmup.end(at: time, base)
        if let until = try paper.untilTime(), until <= from {
            throw PulseError(.usage, "--until \(until) is over: the session would begin at \(from)")
        }
        let record = SessionRecord(
            id: try name(time), createdAt: time, state: .open,
            strategy: strategy.name, strategyHash: ContentDigest.hex(of: strategy.canonicalForm), document: text,
            engineVersion: EngineVersion.current, base: base, timeframe: timeframe, from: from, universe: selection.universeRule?.name,
            evaluationsPerMinute: rounds)
        let plan = try SessionLookup(settings).plan(record)
        // A list is meant as it stands; of a universe is left out what cannot be traded, as it is later in the session.
        let (tradable, refused) = plan.tradable(listed)
        let instruments = selection.universeRule == nil || tradable.isEmpty ? listed : tradable
        if instruments.count < listed.count {
            Console.note("note: left out, tick and lot are out of range: \(refused.map(\.id.description).joined(separator: ", "))")
        }
        try plan.check(instruments)
        return PaperStart(
            record: record, plan: plan, instruments: instruments, history: history, store: store, paper: paper,
            rule: selection.universeRule)
    }

    /// A session that the store has.
    static func resumed(_ record: SessionRecord, store: CandleStore, settings: Settings, paper: PaperOptions) throws -> PaperStart {
        guard record.engineVersion == EngineVersion.current else {
            throw PulseError(
                .configuration,
                "session '\(record.id)' ran with version \(record.engineVersion) of this program, which may decide otherwise",
                hint: "start a new session, or take it up again with that version")
        }
        let plan = try SessionLookup(settings).plan(record)
        return PaperStart(
            record: record, plan: plan, instruments: [],
            history: try VenueHistory(paper),
            store: store, paper: paper,
            rule: try record.universe.flatMap { try UniverseOptions.selection($0, minimumDays: paper.minimumDays).universeRule })
    }
}

extension UniverseSelection {
    /// The rule, where it is one.
    var universeRule: UniverseRule? { if case .rule(let rule) = self { rule } else { nil } }
}
