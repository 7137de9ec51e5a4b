import PulseCore
import PulseStore

/// From updates of many instruments to a session's events: no candle twice, none out of order, none missing without an event that says so.
///
/// A value without clock or socket: the time is an argument, requests are outputs, their answers inputs. A candle that does not come is
/// asked for; until it is there the slice waits, but not longer than `AssemblyRules.patience`: then the instrument is blocked and slices go on
/// without it (`SessionEvent.blocked`), and when its candles are there they are given as late ones. When nothing of a slice is there nobody is
/// blocked: a lost connection delays a session, it changes nothing that it decides.
public struct SliceAssembly: Sendable {
    /// What is to be done next, in order.
    public enum Output: Hashable, Sendable {
        case event(SessionEvent)
        case request(CandleRequest)
    }

    public let base: Timeframe
    public let rules: AssemblyRules
    public private(set) var counts = AssemblyCounts()
    /// The newest time that any update bore, and another did not contradict.
    public private(set) var marketTime: Timestamp
    /// A time far ahead of `marketTime` that only one report has borne.
    private var leapt: Timestamp?
    /// Open time of the slice that is being collected.
    public private(set) var slice: Timestamp
    private var lanes: [CandleLane] = []
    /// When the first candle of the slice was there.
    private var sliceBegan: UInt64?
    private var collected = 0
    private var requestCount = 0

    /// Collects slices from `slice` on. `next` is the open time of each instrument's next candle, `collected` the number of candles of the slice that
    /// were given out already, before a process ended, `lastCloses` the close of each one's last candle where it has one.
    public init(
        base: Timeframe, slice: Timestamp, next: [Timestamp], lastCloses: [Double?] = [], collected: Int = 0,
        rules: AssemblyRules = AssemblyRules(), now: UInt64
    ) {
        self.base = base
        self.rules = rules
        self.slice = slice
        marketTime = slice
        lanes = next.enumerated().map { instrument, next in
            CandleLane(next: next, lastClose: instrument < lastCloses.count ? lastCloses[instrument] : nil, now: now)
        }
        self.collected = collected
    }

    /// Instruments that slices go on without, and their missing candles.
    public var blocked: [(instrument: Int, missing: Timestamp)] {
        lanes.indices.filter { lanes[$0].isBlocked }.map { ($0, lanes[$0].next) }
    }

    /// Whether there is an instrument that slices wait for.
    public var isWaiting: Bool { lanes.contains { $0.isActive && !$0.isBlocked } }

    /// Open time of the first candle of an instrument that is not settled.
    public func next(_ instrument: Int) -> Timestamp { lanes[instrument].next }

    /// Adds an instrument whose first candle opens then, or in the slice that is being collected if that is later.
    public mutating func add(next: Timestamp, lastClose: Double? = nil, now: UInt64) {
        lanes.append(CandleLane(next: next, lastClose: lastClose, now: now))
    }

    /// Slices do not wait for an instrument any more, or do again.
    public mutating func setActive(_ isActive: Bool, instrument: Int) { lanes[instrument].isActive = isActive }

    /// A session that is taken up again had blocked an instrument.
    public mutating func restoreBlock(_ instrument: Int) { lanes[instrument].isBlocked = true }

    /// The venue's clock, from wherever it is known.
    ///
    /// A time that is far ahead counts when the next newer one is, too, and then as the earlier of both: what waits for times to come, as settlements
    /// do, would never hear of them if one damaged digit set the clock.
    public mutating func note(marketTime time: Timestamp) {
        guard time > marketTime else { return }
        guard time.milliseconds - marketTime.milliseconds > rules.leap else {
            (marketTime, leapt) = (time, nil)
            return
        }
        guard let other = leapt else {
            leapt = time
            return
        }
        (marketTime, leapt) = (min(time, other), nil)
    }

    /// Takes an update of a stream.
    public mutating func receive(_ update: CandleUpdate, now: UInt64, into outputs: inout [Output]) {
        note(marketTime: update.eventTime)
        guard update.timeframe == base, lanes.indices.contains(update.instrument) else {
            counts.invalid += 1
            return
        }
        let instrument = update.instrument
        lanes[instrument].newsAt = now
        guard update.isClosed else {
            lanes[instrument].noteForming(update.candle.openTime, now: now)
            return
        }
        counts.received += 1
        guard CandleValidation.fault(in: update.candle, timeframe: base) == nil else {
            counts.invalid += 1
            // Of a candle that is settled it says nothing.
            if update.candle.openTime >= lanes[instrument].next {
                lanes[instrument].noteForming(lanes[instrument].next.advanced(byMilliseconds: base.milliseconds), now: now)
            }
            return
        }
        switch lanes[instrument].take(update.candle, base, rules, now: now) {
        case .delivered: collect(now: now, into: &outputs)
        case .duplicate: counts.duplicates += 1
        case .revision:
            counts.revised += 1
            outputs.append(.event(.revised(instrument: instrument, update.candle)))
        case .held: counts.outOfOrder += 1
        case .doubted: counts.outliers += 1
        case .dropped: counts.dropped += 1
        }
    }

    /// Takes the answer to a request: the candles from its first open time on that the venue has, ascending, and the venue's time when it answered.
    public mutating func receive(
        _ candles: [Candle], for request: CandleRequest, venueTime: Timestamp, now: UInt64, into outputs: inout [Output]
    ) {
        note(marketTime: venueTime)
        let instrument = request.instrument
        guard lanes[instrument].request == request else { return }
        lanes[instrument].request = nil
        let found = candles.filter { candle in
            candle.openTime.advanced(byMilliseconds: base.milliseconds) <= venueTime && candle.openTime <= request.through
                && CandleValidation.fault(in: candle, timeframe: base) == nil
        }.sorted { $0.openTime < $1.openTime }
        counts.repaired += lanes[instrument].repair(found, through: request.through, base, rules, venueTime: venueTime, now: now)
        collect(now: now, into: &outputs)
        ask(now: now, into: &outputs)
    }

    /// A request brought no answer.
    public mutating func failed(_ request: CandleRequest, now: UInt64) {
        guard lanes[request.instrument].request == request else { return }
        counts.failedRequests += 1
        lanes[request.instrument].request = nil
        lanes[request.instrument].attempts += 1
        lanes[request.instrument].retryAt = now + rules.wait(attempt: lanes[request.instrument].attempts)
    }

    /// Time has passed.
    public mutating func tick(now: UInt64, into outputs: inout [Output]) {
        collect(now: now, into: &outputs)
        ask(now: now, into: &outputs)
    }

    /// Asks for what is missing.
    private mutating func ask(now: UInt64, into outputs: inout [Output]) {
        for instrument in lanes.indices where lanes[instrument].isActive && lanes[instrument].request == nil {
            let lane = lanes[instrument]
            let closes = lane.next.advanced(byMilliseconds: base.milliseconds)
            guard now >= lane.retryAt else { continue }
            // A candle that is not over is nowhere, and asking for it in vain would make the wait longer when it is.
            let isSuspected = marketTime >= closes && lane.suspectedAt.map { now >= $0 + rules.reordering } ?? false
            let isOverdue = marketTime >= closes.advanced(byMilliseconds: rules.overdue) && now >= lane.newsAt + rules.silence
            let isStraggling = lane.next <= slice && collected > 0 && sliceBegan.map { now >= $0 + rules.straggling } ?? false
            guard isSuspected || isOverdue || isStraggling else { continue }
            let lastClosed = Timestamp(
                milliseconds: marketTime.milliseconds.floored(toMultipleOf: base.milliseconds) - base.milliseconds)
            // A doubted candle alone, at first; where history lacks it, later ones show whether it goes on without.
            let isConfirmed = lane.isDoubted && lane.attempts == 0
            var through = max(lane.next, isConfirmed ? lane.next : lane.firstHeld ?? lastClosed)
            through = min(through, lane.next.advanced(byMilliseconds: Int64(rules.perRequest - 1) * base.milliseconds))
            requestCount += 1
            counts.requests += 1
            let request = CandleRequest(number: requestCount, instrument: instrument, from: lane.next, through: through)
            lanes[instrument].request = request
            outputs.append(.request(request))
        }
    }

    /// Gives out what is complete.
    private mutating func collect(now: UInt64, into outputs: inout [Output]) {
        // A session that is taken up in the middle of a slice has heard nothing of it until now: connecting may have taken longer than
        // patience lasts.
        if collected > 0, sliceBegan == nil { sliceBegan = now }
        while true {
            blockWhoIsBehind(into: &outputs)
            giveLate(now: now, into: &outputs)
            for instrument in lanes.indices {
                giveAbsent(instrument, into: &outputs)
                guard !lanes[instrument].isBlocked, let first = lanes[instrument].ready.first, first.openTime == slice else { continue }
                outputs.append(.event(.candle(instrument: instrument, lanes[instrument].popReady())))
                giveAbsent(instrument, into: &outputs)
                collected += 1
                if sliceBegan == nil { sliceBegan = now }
            }
            let isMissing = lanes.contains { $0.isActive && !$0.isBlocked && $0.next <= slice }
            if isMissing {
                guard hasRunOut(now) else { return }
                for instrument in lanes.indices
                where lanes[instrument].isActive && !lanes[instrument].isBlocked && lanes[instrument].next <= slice {
                    lanes[instrument].isBlocked = true
                    counts.blocks += 1
                    outputs.append(.event(.blocked(instrument: instrument, missing: lanes[instrument].next)))
                }
                continue
            }
            guard collected > 0 || lanes.contains(where: { $0.isActive && !$0.isBlocked }) else { return }
            if collected > 0 { outputs.append(.event(.slice(slice))) }
            collected = 0
            sliceBegan = nil
            slice = upcoming
        }
    }

    /// Whether the slice has waited for as long as it may.
    private func hasRunOut(_ now: UInt64) -> Bool {
        guard collected > 0, let sliceBegan else { return false }
        return now >= sliceBegan + rules.patience
    }

    /// The next slice of which something is known.
    private var upcoming: Timestamp {
        let following = slice.advanced(byMilliseconds: base.milliseconds)
        let first = lanes.lazy.filter { $0.isActive && !$0.isBlocked }.map(\.pending).min()
        return max(following, first ?? following)
    }

    /// Tells of candles that the venue does not have, where none before them waits.
    private mutating func giveAbsent(_ instrument: Int, into outputs: inout [Output]) {
        while let range = lanes[instrument].popAbsence() {
            counts.absent += Int(range.milliseconds / base.milliseconds)
            outputs.append(.event(.absent(instrument: instrument, range)))
        }
    }

    /// Nobody who waits for slices that are over would ever be given anything: as after an end between an instrument's joining and its
    /// being blocked.
    private mutating func blockWhoIsBehind(into outputs: inout [Output]) {
        for instrument in lanes.indices
        where lanes[instrument].isActive && !lanes[instrument].isBlocked && lanes[instrument].pending < slice {
            lanes[instrument].isBlocked = true
            counts.blocks += 1
            outputs.append(.event(.blocked(instrument: instrument, missing: lanes[instrument].pending)))
        }
    }

    /// Gives blocked instruments' candles of slices that are over, and takes back who has caught up: in time for this slice, unless that has no more time.
    private mutating func giveLate(now: UInt64, into outputs: inout [Output]) {
        for instrument in lanes.indices where lanes[instrument].isBlocked {
            giveAbsent(instrument, into: &outputs)
            while let first = lanes[instrument].ready.first, first.openTime < slice {
                counts.late += 1
                outputs.append(.event(.late(instrument: instrument, lanes[instrument].popReady())))
                giveAbsent(instrument, into: &outputs)
            }
            if lanes[instrument].next > slice || (lanes[instrument].next == slice && !hasRunOut(now)) {
                lanes[instrument].isBlocked = false
                outputs.append(.event(.unblocked(instrument: instrument)))
            }
        }
    }
}
