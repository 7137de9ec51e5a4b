import PulseCore

/// One item of news as a file has it, on its way to an observation of `sentiment`.
struct HeadlineRow {
    var time: Timestamp?
    var source = ""
    var headline = ""
    var score: Double?
    var confidence: Double?
    var impact: Double?
    /// As the file names it; empty for what concerns all instruments.
    var instrument = ""

    /// The observation: the file's own score where it has one, otherwise the scorer's. Its weight is impact times confidence, so that an
    /// item that the scorer does not understand counts nothing.
    func row(_ options: SideOptions) -> Result<SideRow, SideRowFault> {
        guard let time else { return .failure(SideRowFault("there is no time")) }
        guard !headline.isEmpty || score != nil else { return .failure(SideRowFault("there is neither a headline nor a score")) }
        for (name, value) in [("confidence", confidence), ("impact", impact)] {
            guard value.map({ (0...1).contains($0) }) ?? true else { return .failure(SideRowFault("the \(name) does not lie in 0...1")) }
        }
        var id = options.instrument
        if !instrument.isEmpty, instrument != "*" {
            guard let found = InstrumentID(instrument) else {
                return .failure(SideRowFault("'\(instrument.prefix(80))' is not an instrument"))
            }
            id = found
        }
        var opinion = options.scorer(headline, source)
        opinion.impact = impact ?? opinion.impact
        opinion.confidence = confidence ?? (score == nil ? opinion.confidence : 1)
        opinion.score = score ?? opinion.score
        var observation = SideObservation(published: time, source: source, headline: headline, opinion)
        observation.knownAt = time.advanced(byMilliseconds: options.knownDelay)
        return .success(SideRow(id, .sentiment, observation))
    }
}

extension SideObservation {
    /// An item of news, known when it was published.
    package init(published time: Timestamp, source: String, headline: String, _ opinion: HeadlineOpinion) {
        self.init(
            eventTime: time, item: Int64(bitPattern: XXHash64.hash("\(source)|\(headline)")), knownAt: time, value: opinion.score,
            // Four decimals say all there is to say, and print short.
            weight: (opinion.impact * opinion.confidence * 10_000).rounded() / 10_000)
    }
}
