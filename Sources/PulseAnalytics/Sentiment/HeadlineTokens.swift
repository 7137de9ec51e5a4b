/// A headline cut into words, with what its punctuation says.
struct HeadlineTokens {
    /// A longer text is cut off here (P9): headlines have some ten to twenty words.
    static let maximumCharacters = 4_000

    struct Token {
        /// In lower case, without apostrophes.
        var word: String
        /// Written in capitals, of three letters or more: emphasis, unless everything is.
        var isShouted: Bool
        /// Rises at each comma, colon, dash and full stop.
        var clause: Int
        /// A change in per cent as it was written, such as `+12%`: 1 up, -1 down, 0 anything else.
        var change = 0
    }

    private(set) var tokens: [Token] = []
    private(set) var exclamations = 0
    private(set) var isQuestion = false
    private(set) var isCut = false

    private static let breaks: Set<Character> = [",", ";", ":", ".", "!", "?", "(", ")", "|", "\u{2013}", "\u{2014}", "\u{2026}", "\n"]
    private static let apostrophes: Set<Character> = ["'", "\u{2019}", "\u{2018}", "`"]
    /// Pictures that stand for words of the lexicon.
    private static let pictures: [Character: String] = [
        "\u{1F680}": "moon", "\u{1F4C8}": "gains", "\u{1F4C9}": "drop", "\u{1F480}": "rekt",
    ]

    init(_ headline: String) {
        let start = headline.prefix(Self.maximumCharacters)
        isCut = start.endIndex != headline.endIndex
        var word: [Character] = []
        var clause = 0
        var sign: Character?
        var before: Character = " "
        func finish(_ next: Character, _ tokens: inout [Token]) {
            guard !word.isEmpty else { return }
            let text = String(word)
            let isShouted = word.count >= 3 && word.allSatisfy { $0.isUppercase }
            var token = Token(word: text.lowercased(), isShouted: isShouted, clause: clause)
            if next == "%", let sign, word.allSatisfy({ $0.isNumber }) { token.change = sign == "+" ? 1 : -1 }
            tokens.append(token)
            word = []
            sign = nil
        }
        for character in start {
            if character.isLetter || character.isNumber {
                word.append(character)
            } else if character == ".", word.last?.isNumber ?? false {
                // A decimal point keeps a number together; it says nothing here.
                before = character
                continue
            } else if Self.apostrophes.contains(character), !word.isEmpty {
                before = character
                continue
            } else {
                finish(character, &tokens)
                if let picture = Self.pictures[character] { tokens.append(Token(word: picture, isShouted: false, clause: clause)) }
                let isDash = character == "-" && before == " "
                sign = character == "+" || isDash || character == "\u{2212}" ? (character == "+" ? "+" : "-") : nil
                if Self.breaks.contains(character) { clause += 1 }
                if character == "!" { exclamations += 1 }
                if character == " ", before == "-" { clause += 1 }
            }
            before = character
        }
        finish(" ", &tokens)
        isQuestion = start.last { !$0.isWhitespace } == "?"
        let shouted = tokens.count(where: \.isShouted)
        guard shouted * 2 > tokens.count else { return }
        for index in tokens.indices { tokens[index].isShouted = false }
    }
}
