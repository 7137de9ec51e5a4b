import PulseCore

/// What holds for all rows of a file of side series.
public struct SideOptions: Sendable {
    /// Whose series it is, unless rows say; nil for what concerns all instruments.
    public var instrument: InstrumentID?
    /// Milliseconds that pass between the time at which the source publishes and that at which a trader has it.
    public var knownDelay: Int64
    public var timeFormat: CandleLayout.TimeFormat
    public var scorer: HeadlineJudge

    public init(
        instrument: InstrumentID? = nil, knownDelay: Int64 = 0, timeFormat: CandleLayout.TimeFormat = .automatic,
        scorer: @escaping HeadlineJudge
    ) {
        self.instrument = instrument
        self.knownDelay = knownDelay
        self.timeFormat = timeFormat
        self.scorer = scorer
    }
}
