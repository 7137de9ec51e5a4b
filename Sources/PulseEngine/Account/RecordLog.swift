/// An append-only list whose elements keep their numbers when the oldest are taken out.
///
/// A backtest keeps everything; a long session takes records out as it writes them down, so that memory stays bounded.
@frozen
public struct RecordLog<Element: Sendable>: Sendable {
    /// What is still held.
    public internal(set) var elements: [Element] = []
    /// Number of the first element still held.
    public internal(set) var startIndex = 0

    init() {}

    /// Number that the next element will get; how many there have been.
    @inlinable public var endIndex: Int { startIndex &+ elements.count }
    /// Whether nothing was taken out yet.
    public var isComplete: Bool { startIndex == 0 }

    /// The elements of some numbers. Traps where they were taken out already.
    public subscript(numbers: Range<Int>) -> ArraySlice<Element> {
        elements[numbers.lowerBound - startIndex..<numbers.upperBound - startIndex]
    }

    public subscript(number: Int) -> Element { elements[number - startIndex] }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    /// Takes out all that is held.
    mutating func drain() -> [Element] {
        let drained = elements
        startIndex += elements.count
        elements = []
        return drained
    }
}

extension RecordLog: Equatable where Element: Equatable {}
