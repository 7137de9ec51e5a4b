/// The words that the headline scorer knows. Compiled once from the lists beside this file.
struct Lexicon: Sendable {
    struct Entry: Sendable {
        /// -1 to 1.
        var valence: Double
        var event: NewsEvent?
    }

    struct Phrase: Sendable {
        var words: [String]
        var entry: Entry
    }

    static let shared = Lexicon()

    /// Endings that a star may stand for are at most this long, so that `eas*` is not found in `easternmost`.
    private static let longestEnding = 6

    private var exact: [String: Entry] = [:]
    private var stems: [String: Entry] = [:]
    /// By their first word's first letter, longest first.
    private var phrases: [Character: [Phrase]] = [:]
    private(set) var count = 0

    private init() {
        for (event, list) in Self.words {
            for item in list.split(whereSeparator: \.isWhitespace) { addWord(String(item), event) }
        }
        for (event, list) in Self.phrases {
            for item in list.split(separator: "|") { addPhrase(item.filter { $0 != "\n" }, event) }
        }
    }

    /// `surg*+6`, `ban-7`.
    private mutating func addWord(_ item: String, _ event: NewsEvent?) {
        guard let sign = item.lastIndex(where: { $0 == "+" || $0 == "-" }), let tenths = Double(item[sign...]) else {
            preconditionFailure("'\(item)' is no word with its worth")
        }
        let entry = Entry(valence: tenths / 10, event: event)
        let word = String(item[..<sign])
        if word.hasSuffix("*") { stems[String(word.dropLast())] = entry } else { exact[word] = entry }
        count += 1
    }

    /// `rate cut=6`.
    private mutating func addPhrase(_ item: String, _ event: NewsEvent?) {
        let sides = item.split(separator: "=")
        guard sides.count == 2, let tenths = Double(sides[1]), let letter = sides[0].first else {
            preconditionFailure("'\(item)' is no phrase with its worth")
        }
        let words = sides[0].split(separator: " ").map(String.init)
        var known = phrases[letter] ?? []
        let place = known.firstIndex { $0.words.count < words.count } ?? known.count
        known.insert(Phrase(words: words, entry: Entry(valence: tenths / 10, event: event)), at: place)
        phrases[letter] = known
        count += 1
    }

    /// What a word is worth: itself, or the longest stem that it begins with.
    func entry(_ word: String) -> Entry? {
        if let found = exact[word] { return found }
        var stem = Substring(word)
        for _ in 0...Self.longestEnding where stem.count >= 3 {
            if let found = stems[String(stem)] { return found }
            stem = stem.dropLast()
        }
        return nil
    }

    /// The longest phrase that starts at a position, and how many words it has.
    func phrase(_ words: ArraySlice<String>) -> (entry: Entry, count: Int)? {
        guard let letter = words.first?.first, let candidates = phrases[letter] else { return nil }
        for candidate in candidates where candidate.words.count <= words.count {
            let isHere = zip(candidate.words, words).allSatisfy { pattern, word in
                pattern.hasSuffix("*") ? word.hasPrefix(pattern.dropLast()) : word == pattern
            }
            if isHere { return (candidate.entry, candidate.words.count) }
        }
        return nil
    }
}
