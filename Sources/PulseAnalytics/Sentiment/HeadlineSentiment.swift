/// What a headline says for the price, as far as a list of words can tell.
public struct HeadlineSentiment: Hashable, Sendable {
    /// A word or phrase that counted.
    public struct Match: Hashable, Sendable {
        public var text: String
        /// What it added, with negation, emphasis and turns applied.
        public var valence: Double
        public var event: NewsEvent?
    }

    /// -1 (bad for the price) to 1 (good).
    public var score: Double
    /// 0 where no word is known, to .9.
    public var confidence: Double
    /// Weight of the source times that of the event, 0 to 1.
    public var impact: Double
    /// The weightiest event that it tells of.
    public var event: NewsEvent?
    /// In the order of the text.
    public var matches: [Match]
    /// Whether only the start of a long text was read.
    public var isCut: Bool

    /// How much it should count among other items: impact times confidence.
    public var weight: Double { impact * confidence }
}
