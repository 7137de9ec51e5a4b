/// From the bytes of a symbol to the number that the feed's user gave the instrument.
///
/// Open addressing over the first and the last eight bytes: symbols of up to sixteen bytes, that is nearly all, are compared without a
/// loop. Immutable, so that it may be shared.
package final class SymbolTable: @unchecked Sendable {
    struct Entry {
        var first: UInt64
        var last: UInt64
        /// -1 where the place is free.
        var count: Int
        var index: Int
        /// Where the whole symbol is.
        var offset: Int
    }

    /// What a look-up needs, valid as long as the table is.
    struct View {
        fileprivate let entries: UnsafeMutablePointer<Entry>
        fileprivate let mask: Int
        fileprivate let names: UnsafeMutablePointer<UInt8>
    }

    let view: View
    package let count: Int
    private var entries: UnsafeMutablePointer<Entry> { view.entries }
    private var names: UnsafeMutablePointer<UInt8> { view.names }

    /// Where a symbol comes twice, the last one counts.
    package init(_ symbols: [(symbol: String, index: Int)]) {
        var capacity = 16
        while capacity < symbols.count * 3 { capacity *= 2 }
        count = symbols.count
        let bytes = symbols.flatMap { Array($0.symbol.utf8) }
        view = View(entries: .allocate(capacity: capacity), mask: capacity - 1, names: .allocate(capacity: max(1, bytes.count)))
        entries.initialize(repeating: Entry(first: 0, last: 0, count: -1, index: 0, offset: 0), count: capacity)
        names.initialize(from: bytes, count: bytes.count)
        var offset = 0
        for (symbol, index) in symbols {
            let length = symbol.utf8.count
            insert(offset, length, index)
            offset += length
        }
    }

    deinit {
        entries.deallocate()
        names.deallocate()
    }

    private func insert(_ offset: Int, _ length: Int, _ index: Int) {
        let start = UnsafePointer(names + offset)
        let (first, last) = Self.words(start, length)
        var place = Self.place(first, last, length) & view.mask
        while entries[place].count >= 0 {
            if view.matches(entries[place], start, length, first, last) { break }
            place = (place + 1) & view.mask
        }
        entries[place] = Entry(first: first, last: last, count: length, index: index, offset: offset)
    }

    /// The first and the last eight bytes; of shorter names all bytes, padded.
    @inline(__always)
    fileprivate static func words(_ start: UnsafePointer<UInt8>, _ length: Int) -> (UInt64, UInt64) {
        if length >= 8 {
            let raw = UnsafeRawPointer(start)
            return (raw.loadUnaligned(as: UInt64.self), (raw + (length - 8)).loadUnaligned(as: UInt64.self))
        }
        var word: UInt64 = 0
        for index in 0..<length { word = word << 8 | UInt64(start[index]) }
        return (word, 0)
    }

    @inline(__always)
    fileprivate static func place(_ first: UInt64, _ last: UInt64, _ length: Int) -> Int {
        let mixed = (first ^ (last << 29 | last >> 35) ^ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 32)
    }
}

extension SymbolTable.View {
    /// The number of a symbol; nil for one that is not in the table.
    @inline(__always)
    func find(_ start: UnsafePointer<UInt8>, _ length: Int) -> Int? {
        let (first, last) = SymbolTable.words(start, length)
        var place = SymbolTable.place(first, last, length) & mask
        while entries[place].count >= 0 {
            if matches(entries[place], start, length, first, last) { return entries[place].index }
            place = (place + 1) & mask
        }
        return nil
    }

    @inline(__always)
    fileprivate func matches(
        _ entry: SymbolTable.Entry, _ start: UnsafePointer<UInt8>, _ length: Int, _ first: UInt64, _ last: UInt64
    ) -> Bool {
        guard entry.first == first, entry.last == last, entry.count == length else { return false }
        return length <= 16 || (0..<length).allSatisfy { names[entry.offset + $0] == start[$0] }
    }
}
