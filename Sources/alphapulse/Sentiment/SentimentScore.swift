import ArgumentParser
import Foundation
import PulseAnalytics
import PulseCore

struct SentimentScore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Score a headline, or one a line from standard input, and show the words that counted.",
        discussion: """
            A list of words and a few rules (negation, emphasis, "but"); docs/side-series.md says what that cannot do.
            Example: alphapulse sentiment score "SEC approves spot bitcoin ETF" --source reuters
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The headline; without it, or with -, one a line from standard input.")
    var headline: String?

    @Option(help: "Who published it: its weight is part of the impact.")
    var source = ""

    /// The most lines of standard input that are scored at a time (P9).
    private static let maximumLines = 1_000_000

    private struct Word: Encodable {
        var text: String
        var valence: Double
        var event: String?
    }

    private struct Entry: Encodable {
        var headline: String
        var score: Double
        var confidence: Double
        var impact: Double
        var weight: Double
        var event: String?
        var words: [Word]
        var cut: Bool

        init(_ headline: String, _ sentiment: HeadlineSentiment) {
            self.headline = headline
            score = sentiment.score
            confidence = sentiment.confidence
            impact = sentiment.impact
            weight = SideScoring.weight(sentiment)
            event = sentiment.event?.rawValue
            words = sentiment.matches.map { Word(text: $0.text, valence: $0.valence, event: $0.event?.rawValue) }
            cut = sentiment.isCut
        }
    }

    private struct Document: Encodable {
        var schema = "alphapulse.sentiment.v1"
        var source: String
        var vocabulary = HeadlineScorer.vocabulary
        var headlines: [Entry]
    }

    func run() throws {
        let texts: [String]
        if let headline, headline != "-" {
            texts = [headline]
        } else {
            let input = String(decoding: try InputFile.bytes("-"), as: UTF8.self)
            texts = input.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
        }
        guard texts.contains(where: { !$0.isEmpty }) else { throw PulseError(.usage, "there is no headline to score") }
        guard texts.count <= Self.maximumLines else {
            throw PulseError(.badData, "more than \(Self.maximumLines) headlines at once", hint: "score them in parts")
        }
        let entries = texts.map { Entry($0, HeadlineScorer.score($0, source: source)) }
        if options.json { return try JSONOutput.print(Document(source: source, headlines: entries)) }
        for entry in entries {
            func text(_ value: Double, signed: Bool = false) -> String { String(format: signed ? "%+.2f" : "%.2f", value) }
            let event = entry.event.map { " (\($0))" } ?? ""
            let figures = "confidence \(text(entry.confidence))  impact \(text(entry.impact))\(event)"
            try Console.print("\(text(entry.score, signed: true))  \(figures)  \(entry.headline.prefix(120))")
            let words = entry.words.filter { $0.valence != 0 }.map { "\($0.text) \(text($0.valence, signed: true))" }
            try Console.print("       " + (words.isEmpty ? "no word that the lexicon knows" : words.joined(separator: ", ")))
        }
    }
}
