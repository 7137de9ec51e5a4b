import Foundation
import PulseCore

/// Numbers and times in JSON, which are written as numbers by some and as strings by others.
enum JSONValue {
    /// A finite number.
    static func number(_ value: Any) -> Double? {
        if let text = value as? String { return withCell(text) { $0.number(0) } }
        // A truth value is an `NSNumber` too.
        guard let number = value as? NSNumber, !(value is Bool), number.doubleValue.isFinite else { return nil }
        return number.doubleValue
    }

    /// A time between the years 1970 and 2100.
    static func time(_ value: Any, _ format: CandleLayout.TimeFormat) -> Timestamp? {
        if let text = value as? String { return withCell(text) { $0.time(0, format) } }
        guard let number = number(value), number == number.rounded(), abs(number) < 1e18 else { return nil }
        return withCell(String(Int64(number))) { $0.time(0, format) }
    }

    private static func withCell<Value>(_ text: String, _ body: (LineCells) -> Value?) -> Value? {
        // A separator that no number or time holds.
        var cells = LineCells(separator: 0)
        return Array(text.utf8).withUnsafeBufferPointer { cells.split($0) && cells.count == 1 ? body(cells) : nil }
    }
}
