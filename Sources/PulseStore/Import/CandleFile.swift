import Foundation
import PulseCore

/// A file to import and what is known of it before it is opened.
public struct CandleFile: Sendable {
    /// Chooses the layout by the first line, which may also tell the venue apart.
    public typealias Recognizer = @Sendable (_ firstLine: String) throws -> (layout: CandleLayout, instrument: InstrumentID)

    public var url: URL
    public var timeframe: Timeframe
    public var recognize: Recognizer

    public init(url: URL, timeframe: Timeframe, recognize: @escaping Recognizer) {
        self.url = url
        self.timeframe = timeframe
        self.recognize = recognize
    }
}
