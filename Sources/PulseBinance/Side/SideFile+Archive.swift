import Foundation
import PulseCore
import PulseStore

extension SideFile {
    /// What a user may say about files to import in place of what their names and headers say.
    public struct Overrides: Sendable {
        /// What the file holds; nil to find out.
        public var kind: SideKind?
        public var timeframe: Timeframe?
        public var options: SideOptions

        public init(kind: SideKind? = nil, timeframe: Timeframe? = nil, options: SideOptions) {
            self.kind = kind
            self.timeframe = timeframe
            self.options = options
        }
    }

    /// A file of side series, known by its name, its folders or its first line; nil for anything else, which may be a file of candles.
    ///
    /// Throws `PulseError` for one that does not say whose series it holds, and, where the user said that it is one, for one that is not
    /// understood.
    public init?(archive url: URL, _ overrides: Overrides) throws {
        let name = ArchiveFileName(path: url.path)
        let isPremium = name.venue == "binance-um-premium"
        let isKnown = [.fundingRate, .metrics].contains(name.kind) || (isPremium && name.kind == .klines)
        if overrides.kind == nil, !isKnown, name.kind != .unknown { return nil }
        if isKnown, url.deletingLastPathComponent().pathComponents.contains("cm") {
            throw PulseError(
                .badData, "futures of COIN-M count contracts, not coins: they are not supported", at: SourceLocation(file: url.path))
        }
        let start = String(decoding: try LineReader.start(of: url), as: UTF8.self)
        let reader = SideFileRecognition(url: url, name: name, overrides: overrides, isPremium: isPremium)
        if let content = try reader.content(start) {
            self.init(url: url, content: content)
            return
        }
        guard let kind = overrides.kind else { return nil }
        throw PulseError(
            .badData, "does not look like a file of \(kind.name)", at: SourceLocation(file: url.path, line: 1),
            hint: "a header with the columns time and value is understood")
    }
}
