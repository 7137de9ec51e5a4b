import PulseCore
import PulseStrategy

/// What a planted leak may look at: the whole block, although an honest head would only look at the past, and what it kept of earlier blocks.
struct LeakView {
    let frame: HeadFrame
    let position: Int
    /// Closes of earlier blocks, the newest last; at most 64.
    let past: [Double]

    var block: CandleBlock { frame.candles }
    var count: Int { block.count }
    var close: Double { block.close[position] }

    /// A column's value some candles ahead; the present one where the block ends first.
    func ahead(_ column: UnsafePointer<Double>, _ steps: Int) -> Double { column[min(position + steps, count - 1)] }

    /// Values of a column around the position, as far as the block has them.
    func around(_ column: UnsafePointer<Double>, _ wing: Int) -> [Double] {
        (max(0, position - wing)...min(count - 1, position + wing)).map { column[$0] }
    }

    /// The whole column of the block.
    func all(_ column: UnsafePointer<Double>) -> [Double] { (0..<count).map { column[$0] } }

    /// The block's positions in the same candle of a longer timeframe as this one, later ones included.
    func bucket(_ timeframe: Timeframe) -> [Int] {
        func start(_ index: Int) -> Timestamp { timeframe.floor(Timestamp(milliseconds: block.openTime[index])) }
        return (0..<count).filter { start($0) == start(position) }
    }

    static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    static func deviation(_ values: [Double]) -> Double {
        let mean = mean(values)
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    }
}
