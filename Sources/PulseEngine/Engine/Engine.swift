import PulseCore

/// The simulated venue and the account on it: one synchronous function from an event to what it did.
///
/// ```swift
/// var engine = try Engine(instruments: [instrument], configuration: EngineConfiguration(initialCash: cash))
/// engine.process(.candle(instrument: 0, candle))
/// let audit = engine.process(.sliceClosed(candle.closeTime))
/// engine.process(.signal(signal))
/// ```
///
/// It is a value: no clock, no files, no chance, and the same events give the same records. Instruments are dense indices. Within a slice
/// things happen in this order, whatever the order in which its candles arrived:
/// 1. at the open, by instrument: resting orders that it reaches (stops at the open, targets at their price), expiries, exits by signal;
/// 2. at the open, by instrument: new positions;
/// 3. inside the candles, by instrument: stops, targets, liquidation prices; then each position is marked at its close and its stop trails;
/// 4. for the account: margin, daily loss and drawdown.
///
/// So a position opened at an open can be stopped inside the same candle, but cash that an exit inside a candle frees buys nothing before
/// the next open.
public struct Engine: Sendable {
    public internal(set) var instruments: [Instrument]
    public let configuration: EngineConfiguration
    public internal(set) var portfolio: Portfolio
    public internal(set) var ledger = Ledger()
    public internal(set) var fills = RecordLog<Fill>()
    /// Completed round trips in order of completion.
    public internal(set) var trades = RecordLog<Trade>()
    public internal(set) var rejections = RejectionCounts()
    /// What became of signals, in the order in which that was settled.
    public internal(set) var outcomes = RecordLog<SignalOutcome>()
    public internal(set) var activity = Activity()
    /// Whether the largest drawdown was reached.
    public internal(set) var isHalted = false
    public internal(set) var isFinished = false

    var contracts: [Contract]
    @usableFromInline var states: [InstrumentState]
    var pending: [Signal?]
    /// Numbers of the pending signals.
    var pendingNumbers: [Int]
    @usableFromInline var pendingCount = 0
    /// Signals so far.
    var signalCount = 0
    /// Number of the slice whose candles are arriving.
    var slice = 0
    var candlesInSlice = 0
    /// Whether the candles of the slice so far leave every position as it is.
    var sliceIsQuiet = true
    /// Close time of the last slice.
    var time = Timestamp(milliseconds: .min)
    /// Equity at the last slice close: what sizes and limits are measured by.
    var sliceEquity: Cash
    var peakEquity: Cash
    /// UTC day of the last slice, and equity at the close of the day before.
    var day = Int64.min
    var dayStartEquity: Cash
    var lastDayEquity: Cash
    var tradeCount = 0
    /// Profit after costs of completed trades, for the reconciliation.
    var completedProfit = Cash.zero
    /// Whether liquidation prices must be found again.
    @usableFromInline var marginIsStale = false
    @usableFromInline var hasPerpetuals: Bool
    @usableFromInline let watchesEquity: Bool
    /// Whether slices may be passed over while a position is held: prices in ticks are exact in money, and margin can be used up.
    @usableFromInline var canHold: Bool
    @usableFromInline var lastRejection: Rejection?

    /// An account with the initial cash and no positions. Throws a `configuration` error that lists what is wrong with the settings.
    public init(instruments: [Instrument], configuration: EngineConfiguration) throws(PulseError) {
        var diagnostics = configuration.diagnostics
        if instruments.isEmpty { diagnostics.append(Diagnostic("there is no instrument to trade")) }
        var contracts: [Contract] = []
        for instrument in instruments {
            if let contract = Contract(instrument, configuration) {
                contracts.append(contract)
            } else {
                diagnostics.append(Self.outOfRange(instrument))
            }
        }
        guard diagnostics.isEmpty else { throw PulseError(.configuration, diagnostics) }
        self.instruments = instruments
        self.configuration = configuration
        self.contracts = contracts
        states = contracts.enumerated().map { InstrumentState(instrument: $0.offset, priceBound: $0.element.priceBound) }
        pending = [Signal?](repeating: nil, count: instruments.count)
        pendingNumbers = [Int](repeating: 0, count: instruments.count)
        let cash = configuration.initialCash
        portfolio = Portfolio(cash: cash)
        sliceEquity = cash
        peakEquity = cash
        dayStartEquity = cash
        lastDayEquity = cash
        hasPerpetuals = instruments.contains { $0.market == .perpetual }
        canHold = contracts.allSatisfy { $0.denominator == 1 } && configuration.margin.maintenance < .one
        watchesEquity = configuration.limits.dailyLoss != nil || configuration.limits.maximumDrawdown != nil
        ledger.append(.deposit, cash, time: Timestamp(milliseconds: 0))
    }

    /// The one way in. Events out of order (a slice in the past, two candles of an instrument in one slice, a signal before its slice is
    /// closed, anything after the end) are errors of the caller and trap.
    ///
    /// It is inlined, so that a driver that passes literal events and does not look at an audit pays for neither.
    @inlinable
    @inline(__always)
    @discardableResult
    public mutating func process(_ event: Event) -> Audit {
        let counts = RecordCounts(
            fills: fills.endIndex, trades: trades.endIndex, movements: ledger.movements.endIndex, rejections: rejections.total)
        switch event {
        case .candle(let instrument, let candle):
            accept(
                instrument, openTime: candle.openTime, closeTime: candle.closeTime, open: candle.open, high: candle.high, low: candle.low,
                close: candle.close)
        case .sliceClosed(let time): closeSlice(time)
        case .late(let instrument, let candle): acceptLate(instrument, candle)
        case .signal(let signal): accept(signal)
        case .funding(let instrument, let time, let rate, let markPrice):
            settleFunding(instrument, time: time, rate: rate, markPrice: markPrice)
        case .end: finish()
        }
        return audit(since: counts)
    }

    /// How many records there were before an event.
    @usableFromInline
    struct RecordCounts {
        @usableFromInline var fills, trades, movements, rejections: Int

        @inlinable
        init(fills: Int, trades: Int, movements: Int, rejections: Int) {
            self.fills = fills
            self.trades = trades
            self.movements = movements
            self.rejections = rejections
        }
    }

    @inlinable
    @inline(__always)
    func audit(since counts: RecordCounts) -> Audit {
        // Unchecked, so that nothing is left of it where the audit is not looked at.
        let rejected = rejections.total &- counts.rejections
        return Audit(
            equity: portfolio.equity, cash: portfolio.cash, grossExposure: portfolio.grossExposure, netExposure: portfolio.netExposure,
            openPositions: portfolio.openPositions, fills: Range(uncheckedBounds: (counts.fills, fills.endIndex)),
            trades: Range(uncheckedBounds: (counts.trades, trades.endIndex)),
            movements: Range(uncheckedBounds: (counts.movements, ledger.movements.endIndex)), rejections: rejected,
            rejection: rejected > 0 ? lastRejection : nil)
    }

    /// Open positions, by instrument.
    public var positions: [Position] { states.compactMap { $0.position.lots > 0 ? $0.position : nil } }

    /// The position in one instrument, nil if there is none.
    public func position(_ instrument: Int) -> Position? {
        states[instrument].position.lots > 0 ? states[instrument].position : nil
    }

    /// How much of the open risk that the limits allow is taken by open positions, 0...1: what they lose at their stops over the largest
    /// share of equity that may be lost so.
    public var riskTaken: Score {
        let taken = openRisk
        let allowed = Int128(max(0, sliceEquity.units)) * Int128(configuration.limits.maximumOpenRisk.count) / 1_000_000
        if taken == 0 { return .zero }
        return allowed == 0 ? .one : Score(raw: Int(min(1_024, taken * 1_024 / allowed)))
    }

    /// Whether there is a position in an instrument.
    @inlinable
    @inline(__always)
    public func isHeld(_ instrument: Int) -> Bool { states[instrument].position.lots > 0 }

    /// Whether nothing of an instrument is in the market or waiting for its next candle.
    @inlinable
    @inline(__always)
    public func isIdle(_ instrument: Int) -> Bool { states[instrument].position.lots == 0 && !states[instrument].hasPending }

    /// Takes out the records that were made so far, so that memory stays bounded; their numbers go on.
    public mutating func drain() -> (fills: [Fill], trades: [Trade], movements: [Movement], outcomes: [SignalOutcome]) {
        (fills.drain(), trades.drain(), ledger.drain(), outcomes.drain())
    }

    mutating func reject(_ reason: Rejection, _ signal: Int, _ time: Timestamp) {
        outcomes.append(SignalOutcome(signal: signal, time: time, rejection: reason))
        rejections.add(reason)
        lastRejection = reason
    }
}
