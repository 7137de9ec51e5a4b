/// Scores headlines on crypto and finance by the words in them: the same text gives the same numbers on any machine.
///
/// Each word or phrase of the lexicon is worth something between -1 and 1. Negators turn it ("denies hack"), degrees scale it ("massive",
/// "slightly"), movements of bad things turn ("inflation falls"), what comes after "but" counts more and what comes after "despite" less.
/// The sum x becomes the score x / sqrt(x^2 + 1). It understands no irony, no names, no context, and knows nothing that is not in its
/// list.
public enum HeadlineScorer {
    /// Words after a negator whose sense is turned.
    private static let negationReach = 4
    /// Words between a burden and its movement.
    private static let movementReach = 4

    private struct Hit {
        var first: Int
        var count: Int
        var valence: Double
        var event: NewsEvent?
        /// As the lexicon has it, before anything was applied.
        var plain: Double
    }

    /// Number of words and phrases of the lexicon.
    public static var vocabulary: Int { Lexicon.shared.count }

    /// The sentiment of a headline; the source matters to its impact alone.
    public static func score(_ headline: String, source: String = "") -> HeadlineSentiment {
        let text = HeadlineTokens(headline)
        let tokens = text.tokens
        var hits = find(tokens)
        turnMovements(tokens, &hits)
        for index in hits.indices { apply(tokens, &hits[index]) }
        applyTurns(tokens, &hits)

        let hedging = hedgeFactor(tokens, text.isQuestion)
        let emphasis = 1 + 0.08 * Double(min(text.exclamations, 3))
        let sum = hits.reduce(0) { $0 + $1.valence } * emphasis * hedging
        let absolute = hits.reduce(0) { $0 + abs($1.valence) }
        let events = hits.compactMap(\.event)
        // Equal weights go to the earlier case, whatever the order of the words.
        let event = NewsEvent.allCases.filter(events.contains).max { $0.weight < $1.weight }
        return HeadlineSentiment(
            score: rounded(sum / (sum * sum + 1).squareRoot()), confidence: rounded(confidence(hits, absolute) * hedging),
            impact: rounded(NewsSource.weight(source) * (event?.weight ?? NewsEvent.unknownWeight)), event: event,
            matches: hits.map { hit in
                let words = tokens[hit.first..<hit.first + hit.count].map(\.word)
                return HeadlineSentiment.Match(text: words.joined(separator: " "), valence: rounded(hit.valence), event: hit.event)
            }, isCut: text.isCut)
    }

    /// The known words and phrases, none overlapping another.
    private static func find(_ tokens: [HeadlineTokens.Token]) -> [Hit] {
        let lexicon = Lexicon.shared
        let words = tokens.map(\.word)
        var hits: [Hit] = []
        var index = 0
        while index < tokens.count {
            var count = 1
            if tokens[index].change != 0 {
                let valence = 0.4 * Double(tokens[index].change)
                hits.append(Hit(first: index, count: 1, valence: valence, event: .market, plain: valence))
            } else if let phrase = lexicon.phrase(words[index...]), isOneClause(tokens, index, phrase.count) {
                count = phrase.count
                hits.append(
                    Hit(first: index, count: count, valence: phrase.entry.valence, event: phrase.entry.event, plain: phrase.entry.valence))
            } else if !Lexicon.negators.contains(words[index]), let entry = lexicon.entry(words[index]) {
                hits.append(Hit(first: index, count: 1, valence: entry.valence, event: entry.event, plain: entry.valence))
            }
            index += count
        }
        return hits
    }

    private static func isOneClause(_ tokens: [HeadlineTokens.Token], _ first: Int, _ count: Int) -> Bool {
        tokens[first].clause == tokens[first + count - 1].clause
    }

    /// "Inflation falls" is good, "fees rise" is bad: near a burden a movement means the opposite, and the burden itself hardly counts.
    private static func turnMovements(_ tokens: [HeadlineTokens.Token], _ hits: inout [Hit]) {
        for movement in hits.indices {
            let word = tokens[hits[movement].first..<hits[movement].first + hits[movement].count].map(\.word).joined(separator: " ")
            guard hits[movement].plain != 0, Lexicon.movements.contains(where: word.hasPrefix) else { continue }
            let first = hits[movement].first
            let near = max(0, first - movementReach)..<min(tokens.count, first + hits[movement].count + movementReach - 1)
            let burden = near.first { index in
                tokens[index].clause == tokens[first].clause && Lexicon.burdens.contains(where: tokens[index].word.hasPrefix)
                    && !(hits[movement].first..<hits[movement].first + hits[movement].count).contains(index)
            }
            guard let burden else { continue }
            hits[movement].valence = -hits[movement].plain
            for other in hits.indices where (hits[other].first..<hits[other].first + hits[other].count).contains(burden) {
                hits[other].valence *= 0.25
            }
        }
    }

    /// Negators and degrees around one hit, and capitals in it.
    private static func apply(_ tokens: [HeadlineTokens.Token], _ hit: inout Hit) {
        let clause = tokens[hit.first].clause
        var isNegated = false
        for index in max(0, hit.first - negationReach)..<hit.first where tokens[index].clause == clause {
            let word = tokens[index].word
            isNegated = isNegated || Lexicon.negators.contains(word) || contractions.contains(word)
        }
        // "fails to recover": a verb of failure before a good thing turns it.
        if hit.first >= 2, tokens[hit.first - 1].word == "to", tokens[hit.first - 2].word.hasPrefix("fail") { isNegated = hit.valence > 0 }
        if isNegated { hit.valence *= hit.valence > 0 ? -0.6 : -0.35 }
        let around = [hit.first - 1, hit.first - 2, hit.first + hit.count]
        for index in around where tokens.indices.contains(index) && tokens[index].clause == clause {
            hit.valence *= Lexicon.degrees[tokens[index].word] ?? 1
        }
        if tokens[hit.first].isShouted, hit.count > 1 || tokens[hit.first].word.count > 4 { hit.valence *= 1.15 }
    }

    /// Contracted negations, without their apostrophes.
    private static let contractions: Set<String> = [
        "isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "cant", "couldnt", "wont", "wouldnt", "shouldnt", "hasnt", "havent",
        "hadnt", "aint",
    ]

    /// Weighs what stands before and after "but", and after "despite".
    private static func applyTurns(_ tokens: [HeadlineTokens.Token], _ hits: inout [Hit]) {
        if let turn = tokens.lastIndex(where: { Lexicon.turns.contains($0.word) }) {
            for index in hits.indices { hits[index].valence *= hits[index].first < turn ? 0.5 : 1.25 }
        }
        for concession in tokens.indices where Lexicon.concessions.contains(tokens[concession].word) {
            for index in hits.indices where hits[index].first > concession && tokens[hits[index].first].clause == tokens[concession].clause
            {
                hits[index].valence *= 0.3
            }
        }
    }

    /// Below 1 for what has not happened or is only asked.
    private static func hedgeFactor(_ tokens: [HeadlineTokens.Token], _ isQuestion: Bool) -> Double {
        let hedges = tokens.count { Lexicon.hedges.contains($0.word) }
        let byCount = [1.0, 0.85, 0.75, 0.7]
        return byCount[min(hedges, 3)] * (isQuestion ? 0.65 : 1)
    }

    /// More words and more agreement among them make surer.
    private static func confidence(_ hits: [Hit], _ absolute: Double) -> Double {
        guard absolute > 0 else { return 0 }
        let counted = hits.count { abs($0.valence) >= 0.1 }
        let agreement = abs(hits.reduce(0) { $0 + $1.valence }) / absolute
        return min(0.9, 0.35 + 0.15 * Double(min(counted, 4))) * (0.4 + 0.6 * agreement)
    }

    /// Four decimals say all there is to say, and print short.
    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
