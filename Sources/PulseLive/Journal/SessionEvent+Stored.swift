import Foundation
import PulseCore
import PulseResearch
import PulseStore

/// Events as lines of the journal and back, without loss.
extension SessionEvent {
    /// Rules and history of an instrument that joined.
    private struct Joined: Codable {
        var instrument: Instrument
        var warmup: SessionWarmup
    }

    var stored: StoredSessionEvent {
        switch self {
        case .candle(let instrument, let candle): Self.stored("candle", instrument, candle)
        case .slice(let openTime): StoredSessionEvent(kind: "slice", time: openTime.milliseconds)
        case .blocked(let instrument, let missing):
            StoredSessionEvent(kind: "blocked", time: missing.milliseconds, instrument: instrument)
        case .late(let instrument, let candle): Self.stored("late", instrument, candle)
        case .unblocked(let instrument): StoredSessionEvent(kind: "unblocked", instrument: instrument)
        case .absent(let instrument, let range):
            StoredSessionEvent(
                kind: "absent", time: range.from.milliseconds, instrument: instrument, detail: String(range.to.milliseconds))
        case .funding(let instrument, let settlement):
            StoredSessionEvent(
                kind: "funding", time: settlement.time.milliseconds, instrument: instrument,
                detail: "\(settlement.rate) \(settlement.interval)")
        case .side(let instrument, let kind, let point):
            StoredSessionEvent(
                kind: "side", time: point.eventTime.milliseconds, instrument: instrument,
                detail: "\(kind.name) \(point.item) \(point.knownAt.milliseconds) \(point.value) \(point.weight)")
        case .joined(let instrument, let from, let warmup):
            StoredSessionEvent(
                kind: "joined", time: from.milliseconds, detail: Self.json(Joined(instrument: instrument, warmup: warmup)))
        case .left(let instrument): StoredSessionEvent(kind: "left", instrument: instrument)
        case .returned(let instrument): StoredSessionEvent(kind: "returned", instrument: instrument)
        case .resumed: StoredSessionEvent(kind: "resumed")
        case .stopped: StoredSessionEvent(kind: "stopped")
        case .revised(let instrument, let candle): Self.stored("revised", instrument, candle)
        case .note(let text): StoredSessionEvent(kind: "note", detail: text)
        }
    }

    /// Nil where a line makes no sense to this program.
    package init?(_ stored: StoredSessionEvent) {
        let time = Timestamp(milliseconds: stored.time ?? 0)
        let words = (stored.detail ?? "").split(separator: " ").map(String.init)
        switch (stored.kind, stored.instrument, stored.candle) {
        case ("candle", let instrument?, let candle?): self = .candle(instrument: instrument, candle)
        case ("late", let instrument?, let candle?): self = .late(instrument: instrument, candle)
        case ("revised", let instrument?, let candle?): self = .revised(instrument: instrument, candle)
        case ("slice", _, _): self = .slice(time)
        case ("blocked", let instrument?, _): self = .blocked(instrument: instrument, missing: time)
        case ("unblocked", let instrument?, _): self = .unblocked(instrument: instrument)
        case ("absent", let instrument?, _):
            guard let end = words.first.flatMap(Int64.init) else { return nil }
            self = .absent(instrument: instrument, TimeRange(from: time, to: Timestamp(milliseconds: end)))
        case ("funding", let instrument?, _):
            guard words.count == 2, let rate = Int64(words[0]), let interval = Int64(words[1]) else { return nil }
            self = .funding(instrument: instrument, FundingSettlement(time: time, rate: rate, interval: interval))
        case ("side", _, _):
            guard words.count == 5, let kind = SideKind.allCases.first(where: { $0.name == words[0] }), let item = Int64(words[1]),
                let known = Int64(words[2]), let value = Double(words[3]), let weight = Double(words[4])
            else { return nil }
            self = .side(
                instrument: stored.instrument, kind,
                SideObservation(eventTime: time, item: item, knownAt: Timestamp(milliseconds: known), value: value, weight: weight))
        case ("joined", _, _):
            guard let joined = try? JSONDecoder().decode(Joined.self, from: Data((stored.detail ?? "").utf8)) else { return nil }
            self = .joined(joined.instrument, from: time, warmup: joined.warmup)
        case ("left", let instrument?, _): self = .left(instrument: instrument)
        case ("returned", let instrument?, _): self = .returned(instrument: instrument)
        case ("resumed", _, _): self = .resumed
        case ("stopped", _, _): self = .stopped
        case ("note", _, _): self = .note(stored.detail ?? "")
        default: return nil
        }
    }

    private static func stored(_ kind: String, _ instrument: Int, _ candle: Candle) -> StoredSessionEvent {
        StoredSessionEvent(kind: kind, time: candle.openTime.milliseconds, instrument: instrument, candle: candle)
    }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(value) else { preconditionFailure("rules of an instrument are plain values") }
        return String(decoding: data, as: UTF8.self)
    }
}
