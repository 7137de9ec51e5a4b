import PulseCore

/// A line of a session's record for a reader. What is compared has times in milliseconds and money in 1e-8, to the bit.
package enum ParityLine {
    /// The line with its times as of a calendar and its money as decimals; what is no number stays as it is.
    package static func readable(_ line: String, _ kind: ParityDifference.Kind) -> String {
        // `DecisionLine` has put it into words.
        guard kind != .decision else { return line }
        var words = line.split(separator: " ").map(String.init)
        /// Turns the word at a place into another, where it is a number.
        func turn(_ place: Int?, _ text: (Int64) -> String) {
            guard let place, words.indices.contains(place), let number = Int64(words[place]) else { return }
            words[place] = text(number)
        }
        func behind(_ label: String) -> Int? { words.firstIndex(of: label).map { $0 + 1 } }
        let time = { (milliseconds: Int64) in Timestamp(milliseconds: milliseconds).description }
        let money = { (units: Int64) in Cash(units: units).description }
        turn(0, time)
        switch kind {
        case .decision: break
        case .signal:
            turn(behind("expiry"), time)
            turn(behind("quote"), money)
        case .fill:
            turn(behind("fee"), money)
            turn(behind("slippage"), money)
        case .movement:
            turn(2, money)
            turn(3, money)
        case .equity: turn(1, money)
        }
        return words.joined(separator: " ")
    }
}
