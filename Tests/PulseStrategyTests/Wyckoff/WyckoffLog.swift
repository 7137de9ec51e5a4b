import PulseCore
import PulseStrategy
import PulseTesting

/// What a head said of a series, candle by candle: its votes, and the events of each schematic as they became known.
struct WyckoffLog {
    struct Line: Hashable {
        let schematic: WyckoffSchematic
        let name: String
        /// The candle of the price and the one that confirmed it.
        let index: Int
        let known: Int
        let event: WyckoffEvent
    }

    private(set) var votes: [Vote] = []
    private(set) var lines: [Line] = []
    /// Phase of each schematic at each candle.
    private(set) var phases: [[WyckoffPhase]] = []
    private(set) var head: WyckoffHead

    init(_ candles: CandleColumns, _ parameters: WyckoffParameters = WyckoffParameters(), timeframe: Timeframe = .h1) {
        var head = WyckoffHead(parameters)
        var votes: [Vote] = []
        var lines: [Line] = []
        var phases: [[WyckoffPhase]] = []
        let one = UnsafeMutableBufferPointer<Vote>.allocate(capacity: 1)
        defer { one.deallocate() }
        HeadRig.feed(candles, timeframe, cutting: Cuttings.singles(count: candles.count)) { frame in
            head.advance(frame, into: one)
            votes.append(one[0])
            let ranges = head.ranges
            phases.append(ranges.map(\.phase))
            for range in ranges {
                for event in range.events where event.confirmIndex == frame.firstIndex {
                    lines.append(
                        Line(
                            schematic: range.schematic, name: event.name, index: event.index, known: event.confirmIndex, event: event))
                }
            }
        }
        (self.head, self.votes, self.lines, self.phases) = (head, votes, lines, phases)
    }

    /// The events of one schematic as `name index/known`, counted from a candle.
    func story(_ schematic: WyckoffSchematic, from origin: Int = WyckoffSketch.climax) -> [String] {
        lines.filter { $0.schematic == schematic }.map { "\($0.name) \($0.index - origin)/\($0.known - origin)" }
    }

    func phase(_ schematic: WyckoffSchematic, at index: Int) -> WyckoffPhase { phases[index][schematic.rawValue] }

    func range(_ schematic: WyckoffSchematic) -> WyckoffRange { head.ranges[schematic.rawValue] }
}
