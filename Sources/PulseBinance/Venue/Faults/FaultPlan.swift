import PulseCore

/// When each fault strikes: pure functions of the seed, so that the same seed on the same market harms the same frames.
public struct FaultPlan: Sendable {
    public let specification: FaultSpecification?

    /// What happens to one frame on its way to one connection.
    package enum FrameFault: Hashable, Sendable {
        case dropped, duplicated, reordered
        /// Sent so many milliseconds of venue time later.
        case delayed(Int64)
        /// Its bytes are damaged; the number says where.
        case corrupted(UInt64)
    }

    /// What happens when a candle closes.
    package struct ClosingFault: Hashable, Sendable {
        /// Milliseconds that the closing event comes later.
        package var late: Int64 = 0
        /// Milliseconds after its end until which the candle is told wrong; nil where it is not.
        package var revisedAfter: Int64?
    }

    /// How a request fails before it is looked at.
    package enum RequestFault: Hashable, Sendable {
        case tooMany, banned, unavailable, internalError, badGateway
    }

    /// An instrument's streams say nothing for a while.
    package struct Silence: Hashable, Sendable {
        package var instrument: Int
        package var from: Int64
        package var to: Int64
    }

    public init(_ specification: FaultSpecification? = nil) {
        self.specification = specification
    }

    package var isActive: Bool { specification != nil }

    /// Milliseconds by which a closing event is late, a frame is delayed, and after which a candle is no longer told wrong, at most.
    package static let longestLateness: Int64 = 30_000
    package static let longestDelay: Int64 = 5_000
    package static let longestRevision: Int64 = 12_000

    /// Milliseconds after the last closing event until everything has come right: it may be late, and its frame delayed on top of that.
    /// A shutdown that is announced in the middle of the last minute is over by then, too.
    package var aftermath: Int64 { isActive ? max(Self.longestLateness + Self.longestDelay, Self.longestRevision) : 0 }

    package var skew: Int64 { specification?.skew ?? 0 }

    private func draw(_ kind: UInt64, _ a: UInt64, _ b: UInt64) -> UInt64 {
        Draw.mix(Draw.mix((specification?.seed ?? 0) ^ (kind &* 0x9E37_79B9), a), b)
    }

    /// - Parameters:
    ///   - connection: number of the connection: a second one is spared what the first suffers.
    ///   - ordinal: number of the frame within its stream.
    package func frame(connection: UInt64, stream: UInt64, ordinal: UInt64) -> FrameFault? {
        guard let specification else { return nil }
        let number = draw(1, stream ^ (connection &* 0xA24B_AED4_963E_E407), ordinal)
        var fraction = Draw.fraction(number)
        func strikes(_ share: Double) -> Bool {
            if fraction < share { return true }
            fraction -= share
            return false
        }
        if strikes(specification.drop) { return .dropped }
        if strikes(specification.duplicate) { return .duplicated }
        if strikes(specification.reorder) { return .reordered }
        if strikes(specification.delay) { return .delayed(200 + Draw.below(Self.longestDelay - 200, Draw.mix(number, UInt64(1)))) }
        if strikes(specification.corrupt) { return .corrupted(Draw.mix(number, UInt64(2))) }
        return nil
    }

    package func closing(_ instrument: UInt64, _ interval: Timeframe, _ openTime: Int64) -> ClosingFault {
        guard let specification else { return ClosingFault() }
        let key = instrument ^ UInt64(interval.milliseconds)
        let time = UInt64(bitPattern: openTime)
        var fault = ClosingFault()
        let late = draw(2, key, time)
        if Draw.fraction(late) < specification.late {
            fault.late = 3_000 + Draw.below(Self.longestLateness - 3_000, Draw.mix(late, UInt64(1)))
        }
        let revised = draw(3, key, time)
        if Draw.fraction(revised) < specification.revise {
            fault.revisedAfter = 4_000 + Draw.below(Self.longestRevision - 4_000, Draw.mix(revised, UInt64(1)))
        }
        return fault
    }

    /// Whether a base candle shall have had no trades.
    package func isEmptied(_ instrument: UInt64, _ openTime: Int64) -> Bool {
        guard let specification, specification.empty > 0 else { return false }
        return Draw.fraction(draw(4, instrument, UInt64(bitPattern: openTime))) < specification.empty
    }

    package func request(_ ordinal: UInt64) -> RequestFault? {
        guard let specification else { return nil }
        let number = draw(5, ordinal, 0)
        var fraction = Draw.fraction(number)
        if fraction < specification.status429 { return .tooMany }
        fraction -= specification.status429
        if fraction < specification.status418 { return .banned }
        fraction -= specification.status418
        guard fraction < specification.status5xx else { return nil }
        return [RequestFault.unavailable, .internalError, .badGateway][Int(Draw.below(3, Draw.mix(number, UInt64(1))))]
    }

    /// Silences of the live part, by their start: each of two to six base candles.
    package func silences(_ live: TimeRange, instruments: Int, base: Timeframe) -> [Silence] {
        guard let specification, instruments > 0 else { return [] }
        return (0..<specification.silent).map { number in
            let drawn = draw(6, UInt64(number), 0)
            let from = live.from.milliseconds + Draw.below(live.milliseconds, drawn)
            let length = base.milliseconds * (2 + Draw.below(5, Draw.mix(drawn, UInt64(1))))
            return Silence(
                instrument: Int(Draw.below(Int64(instruments), Draw.mix(drawn, UInt64(2)))), from: from, to: from + length)
        }.sorted { ($0.from, $0.instrument) < ($1.from, $1.instrument) }
    }

    /// When a connection is cut: spread over the live part, in the middle of a base candle, with the number that says which one.
    package func disconnects(_ live: TimeRange, base: Timeframe) -> [(time: Int64, choice: UInt64)] {
        moments(specification?.disconnect ?? 0, kind: 7, live, base)
    }

    /// When the spot market announces a shutdown.
    package func shutdowns(_ live: TimeRange, base: Timeframe) -> [(time: Int64, choice: UInt64)] {
        moments(specification?.shutdown ?? 0, kind: 8, live, base)
    }

    private func moments(_ count: Int, kind: UInt64, _ live: TimeRange, _ base: Timeframe) -> [(time: Int64, choice: UInt64)] {
        let found = (0..<count).map { number in
            let drawn = draw(kind, UInt64(number), 0)
            // One in each equal part, so that they do not come in heaps.
            let part = live.milliseconds / Int64(count)
            let moment = live.from.milliseconds + part * Int64(number) + Draw.below(part, drawn)
            let middle = moment.floored(toMultipleOf: base.milliseconds) + base.milliseconds / 2
            return (time: middle, choice: Draw.mix(drawn, UInt64(1)))
        }
        return found.sorted { $0.time < $1.time }
    }

    /// A frame with some of its bytes damaged: cut short, or one character another. Still text, so that it is the reader who must notice.
    package static func corrupted(_ bytes: [UInt8], _ number: UInt64) -> [UInt8] {
        guard bytes.count > 4 else { return [] }
        let place = Int(Draw.below(Int64(bytes.count - 2), number)) + 1
        if number & 1 == 0 { return Array(bytes[..<place]) }
        var damaged = bytes
        damaged[place] = bytes[place] == UInt8(ascii: "#") ? UInt8(ascii: "}") : UInt8(ascii: "#")
        return damaged
    }
}
