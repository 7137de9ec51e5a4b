import PulseCore
import PulseStore

/// The members of one object by their one-letter keys, which differ by case; further keys are passed over, but for a few.
///
/// A view of memory that the decoder holds: one is filled and read at a time.
struct FrameFields {
    private static let first = UInt8(ascii: "A")
    private static let letters = Int(UInt8(ascii: "z") - first) + 1

    private let slots: UnsafeMutablePointer<JSONToken>
    /// The member `st`: 2 marks what is of COIN-M.
    private(set) var settlement: JSONToken
    /// Where absent members stand: one byte that nobody reads or frees.
    nonisolated(unsafe) private static let nowhere = UnsafePointer<UInt8>(UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
    nonisolated(unsafe) private static let absent = JSONToken(kind: .absent, start: nowhere, end: nowhere)

    init() {
        slots = .allocate(capacity: Self.letters)
        slots.initialize(repeating: Self.absent, count: Self.letters)
        settlement = Self.absent
    }

    func deallocate() { slots.deallocate() }

    /// Takes the members of an object that was checked before. Of a key that comes twice the last one counts.
    mutating func fill(_ object: JSONToken) {
        for index in 0..<Self.letters { slots[index] = Self.absent }
        settlement = Self.absent
        var cursor = JSONCursor(inside: object)
        var isFirst = true
        while let (key, value) = cursor.member(isFirst: &isFirst) {
            if key.count == 1 {
                let index = Int(key.start.pointee) - Int(Self.first)
                if index >= 0, index < Self.letters { slots[index] = value }
            } else if key.isText("st") {
                settlement = value
            }
        }
    }

    subscript(letter: Unicode.Scalar) -> JSONToken {
        slots[Int(UInt8(ascii: letter) - Self.first)]
    }

    /// A number without decimals.
    func integer(_ letter: Unicode.Scalar) -> Int64? {
        let token = self[letter]
        guard token.kind == .number else { return nil }
        if token.start.pointee == UInt8(ascii: "-") { return DecimalParser.integer(token.start + 1, token.end).map { -$0 } }
        return DecimalParser.integer(token.start, token.end)
    }

    /// An instant that a candle or a report may have.
    func time(_ letter: Unicode.Scalar) -> Timestamp? {
        integer(letter).map { Timestamp(milliseconds: $0) }
    }

    /// A decimal in a string.
    func decimal(_ letter: Unicode.Scalar) -> Double? {
        let token = self[letter]
        guard token.kind == .string, let value = DecimalParser.double(token.start, token.end), value.isFinite else { return nil }
        return value
    }

    func flag(_ letter: Unicode.Scalar) -> Bool? {
        switch self[letter].kind {
        case .truth: true
        case .falsehood: false
        default: nil
        }
    }

    /// Whether the report is one of COIN-M, which all-market streams of the other futures carry too.
    var isOfCoinM: Bool { settlement.kind == .number && settlement.count == 1 && settlement.start.pointee == UInt8(ascii: "2") }
}
