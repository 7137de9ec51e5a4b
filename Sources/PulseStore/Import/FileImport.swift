import PulseCore

/// What became of one file.
public struct FileImport: Sendable {
    public var path: String
    public var instrument: InstrumentID?
    public var timeframe: Timeframe?
    /// Rows with any content, without the header.
    public var rows = 0
    public var inserted = 0
    /// Rows that repeat another row or a stored candle.
    public var duplicates = 0
    /// Stored candles that the file changed.
    public var revised = 0
    /// The first 1,000 rows that were not imported.
    public var rejected: [RejectedRow] = []
    /// How many there were in all.
    public var rejectedCount = 0
    /// The first 100,000 gaps between the file's candles.
    public var gaps: [Gap] = []
    /// How many there were in all.
    public var gapCount = 0
    /// What the file brought to side series; empty for a file of candles.
    public var side: [SideImport] = []
    /// What the user should know though nothing went wrong.
    public var warnings: [String] = []
    /// Why nothing of the file was imported.
    public var error: PulseError?
    /// Whether it was only found in a folder and holds something else than candles: passed over, which is no error.
    public var isPassedOver = false

    public init(path: String) {
        self.path = path
    }

    /// A file that was given up before it was opened.
    public init(path: String, error: PulseError) {
        self.path = path
        self.error = error
    }
}
