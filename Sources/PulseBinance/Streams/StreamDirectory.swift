import PulseCore

/// A number for every stream that a feed was asked for, found by name, and by kind and instrument without a hash.
struct StreamDirectory {
    private let kinds: [StreamKind]
    /// By kind and then by instrument; -1 where there is no stream.
    private var slots: [[Int]]
    private var entries: [(name: String, kind: StreamKind, instrument: Int)] = []
    private var byName: [String: Int] = [:]
    private var current: Set<Int> = []

    init(kinds: [StreamKind]) {
        self.kinds = kinds
        slots = kinds.map { _ in [] }
    }

    /// Takes over a list of instruments; returns the numbers that are not wanted any more.
    mutating func update(_ instruments: [(symbol: String, index: Int)]) -> [Int] {
        let before = current
        current = []
        let size = (instruments.map(\.index).max() ?? -1) + 1
        slots = kinds.map { _ in [Int](repeating: -1, count: size) }
        for (symbol, index) in instruments where index >= 0 {
            for (place, kind) in kinds.enumerated() {
                let name = kind.name(symbol)
                let slot = byName[name] ?? entries.count
                if slot == entries.count {
                    entries.append((name, kind, index))
                    byName[name] = slot
                }
                entries[slot].instrument = index
                slots[place][index] = slot
                current.insert(slot)
            }
        }
        return before.subtracting(current).sorted()
    }

    /// The stream that an event came from.
    @inline(__always)
    func slot(of event: FeedEvent) -> Int? {
        let instrument: Int
        switch event {
        case .candle(let update): instrument = update.instrument
        case .trade(let trade): instrument = trade.instrument
        case .quote(let quote): instrument = quote.instrument
        case .markPrice(let mark): instrument = mark.instrument
        case .connected, .lost, .silent, .quarantined: return nil
        }
        guard let kind = StreamKind(event) else { return nil }
        for place in kinds.indices where kinds[place] == kind {
            guard slots[place].indices.contains(instrument), slots[place][instrument] >= 0 else { return nil }
            return slots[place][instrument]
        }
        return nil
    }

    func slot(named name: String) -> Int? { byName[name] }
    func name(_ slot: Int) -> String { entries[slot].name }
    func kind(_ slot: Int) -> StreamKind { entries[slot].kind }
    func instrument(_ slot: Int) -> Int { entries[slot].instrument }
}
