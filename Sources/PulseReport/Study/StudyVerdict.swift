/// Whether what a search found is luck, in plain words.
public struct StudyVerdict: Hashable, Sendable, Codable {
    /// What the evidence amounts to.
    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
        /// It holds on days it was not tuned on, and is more than the best of so many trials shows by luck.
        case convincing
        /// Some of the evidence is for it and some against.
        case mixed
        /// Luck explains it, or it failed on days it was not tuned on.
        case luck
        /// Too little happened to say anything.
        case unknown
    }

    /// One test of the evidence and how it went.
    public struct Reason: Hashable, Sendable, Codable {
        public var isFor: Bool
        public var sentence: String

        public init(isFor: Bool, sentence: String) {
            self.isFor = isFor
            self.sentence = sentence
        }
    }

    public var outcome = Outcome.unknown
    /// One sentence.
    public var headline = ""
    public var reasons: [Reason] = []

    public init() {}
}
