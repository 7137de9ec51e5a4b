import PulseCore

/// What the charts of a page draw, as one JSON object in a compact form: whole numbers, differences instead of values, texts of cells.
///
/// Its size is bounded whatever the length of the run: an overview of at most `overviewBuckets` buckets a run, windows of single candles
/// around trades up to `detailCandles`, about ten points in each of `equityBuckets`, and at most `markers` trades.
struct ChartData {
    static let overviewBuckets = 12_000
    static let detailCandles = 16_000
    static let equityBuckets = 1_000
    static let markers = 5_000
    /// Candles shown before and after a trade in its window.
    static let margin = 40

    private let series: RunSeries
    private let heads: [HeadID]
    private var json: [UInt8] = []

    init(_ series: RunSeries) {
        self.series = series
        heads = HeadID.allCases.filter { head in
            series.votes.contains { $0.heads.contains(head) } || series.trades.contains { $0.votes.contains { $0.head == head } }
        }
    }

    /// The object as bytes; `<`, `>` and `&` never occur in it.
    mutating func bytes() -> [UInt8] {
        json.removeAll()
        json.reserveCapacity(1 << 20)
        text("{\"heads\":[")
        separated(heads) { $0.text("\"\($1.name)\"") }
        text("],\"outcomes\":[")
        separated(Verdict.Outcome.allCases) { $0.text("\"\(FigureText.words($1.name))\"") }
        text("],\"regimes\":[")
        separated(Regime.allCases) { $0.text("\"\(FigureText.words($1.name))\"") }
        text("],\"instruments\":[")
        let perInstrument = Self.overviewBuckets / max(1, series.prices.count)
        separated(series.prices) { $0.instrument($1, buckets: perInstrument) }
        text("],\"equity\":")
        equity()
        text(",\"trades\":[")
        separated(Array(series.trades.prefix(Self.markers))) { $0.marker($1) }
        text("]}")
        return json
    }

    private mutating func instrument(_ prices: PriceSeries, buckets: Int) {
        let candles = prices.candles
        let votes = series.votes.first { $0.instrument == prices.instrument }
        text("{\"id\":")
        JSONText.append(prices.instrument.description, to: &json)
        text(",\"decimals\":\(prices.decimals),\"timeframe\":\(prices.timeframe.milliseconds),\"heads\":[")
        separated(votes?.heads ?? []) { $0.text("\"\($1.name)\"") }
        text("],\"levels\":[")
        if !candles.isEmpty {
            let span = candles.openTime[candles.count - 1] - candles.openTime[0]
            let step = PriceLevel.step(for: span, timeframe: prices.timeframe, limit: buckets)
            level(PriceLevel(candles, 0..<candles.count, step: step), prices, votes)
            let single = PriceLevel.step(for: 0, timeframe: prices.timeframe, limit: 1)
            if step > single {
                for window in windows(prices) {
                    text(",")
                    level(PriceLevel(candles, window, step: single), prices, votes)
                }
            }
        }
        text("]}")
    }

    private mutating func level(_ level: PriceLevel, _ prices: PriceSeries, _ votes: VoteSeries?) {
        // Weeks open off the grid, so there the unit of time is a day.
        text("{\"step\":\(level.step),\"width\":\(max(level.step, prices.timeframe.milliseconds)),\"t\":")
        times(level.starts, unit: level.step)
        text(",\"ohlc\":[")
        let step = Increment(decimals: prices.decimals)
        var last: Int64 = 0
        for index in 0..<level.count {
            func ticks(_ price: Double) -> Int64 { step.count(price) ?? last }
            let open = ticks(level.open[index])
            let close = ticks(level.close[index])
            let above = ticks(level.high[index]) - max(open, close)
            let below = min(open, close) - ticks(level.low[index])
            if index > 0 { text(",") }
            text("\(open - last),\(close - open),\(above),\(below)")
            last = close
        }
        text("]")
        if let votes {
            let cells = VoteCells(votes, starts: level.starts, step: level.step)
            text(",\"votes\":[")
            separated(cells.heads) { data, column in data.quoted(column) }
            text("],\"verdicts\":")
            quoted(cells.verdicts)
            text(",\"regimes\":")
            quoted(cells.regimes)
        }
        text("}")
    }

    /// Ranges of candles around trades of that instrument, the heaviest trades first until the bound is reached; ascending, without
    /// overlaps.
    private func windows(_ prices: PriceSeries) -> [Range<Int>] {
        let candles = prices.candles
        let trades = series.trades.filter { $0.instrument.id == prices.instrument }
            .sorted { ($1.trade.netProfit.units.magnitude, $0.trade.number) < ($0.trade.netProfit.units.magnitude, $1.trade.number) }
        var room = Self.detailCandles / max(1, series.prices.count)
        var chosen: [Range<Int>] = []
        for row in trades {
            let entry = position(row.trade.signalTime.milliseconds, in: candles)
            let exit = position(row.trade.exitTime.milliseconds, in: candles)
            let window = max(0, entry - Self.margin)..<min(candles.count, exit + Self.margin)
            guard window.count <= room else { continue }
            room -= window.count
            chosen.append(window)
        }
        var merged: [Range<Int>] = []
        for window in chosen.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, window.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, window.upperBound)
            } else {
                merged.append(window)
            }
        }
        return merged
    }

    private func position(_ time: Int64, in candles: CandleColumns) -> Int {
        var low = 0
        var high = candles.count
        while low < high {
            let middle = (low + high) / 2
            if candles.openTime[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func equity() {
        let equity = series.equity
        let points = EquityPoints.select(equity, buckets: Self.equityBuckets)
        text("{\"points\":\(equity.count),\"t\":")
        times(points.map { equity.times[$0] }, unit: Self.commonUnit(points.map { equity.times[$0] }))
        text(",\"equity\":")
        differences(points.map { Self.hundredths(equity.equity[$0]) })
        text(",\"benchmark\":")
        differences(equity.benchmark.isEmpty ? [] : points.map { Self.hundredths(equity.benchmark[$0]) })
        text(",\"drawdown\":")
        differences(points.map { Increment(decimals: 5).count(equity.drawdown[$0]) ?? 0 })
        text("}")
    }

    /// `[number, instrument, direction, signal, entry, exit, entry price, exit price, net profit in hundredths, exit reason, votes,
    /// raw probability, calibrated probability]`, the last two in 1024ths or null.
    private mutating func marker(_ row: TradeRow) {
        let trade = row.trade
        let index = series.prices.firstIndex { $0.instrument == row.instrument.id } ?? -1
        text("[\(trade.number),\(index),\(trade.direction.rawValue),\(trade.signalTime.milliseconds),\(trade.entryTime.milliseconds),")
        text("\(trade.exitTime.milliseconds),\(row.entryPriceText),\(DecimalText.shortest(trade.exitPrice) ?? "0"),")
        text("\(Self.hundredths(trade.netProfit)),\"\(FigureText.words(trade.exitReason.name))\",\"")
        for (position, head) in heads.enumerated() where !row.votes.isEmpty {
            if position > 0 { text(" ") }
            guard let vote = row.votes.first(where: { $0.head == head })?.vote else {
                text("x")
                continue
            }
            text(
                vote.isAbstention
                    ? "x.\(vote.abstention.name)" : "\(vote.direction.rawValue).\(vote.probability.raw).\(vote.confidence.raw)")
        }
        let calibrated = trade.calibrated.map { "\($0.raw)" } ?? "null"
        text("\",\(row.votes.isEmpty ? "null" : "\(trade.probability.raw)"),\(calibrated)]")
    }

    // MARK: - Pieces

    /// `{"start":first,"unit":u,"n":count,"d":[...]}`: differences in units; absent where all of them are one.
    private mutating func times(_ times: [Int64], unit: Int64) {
        let isEven = times.indices.dropFirst().allSatisfy { times[$0] - times[$0 - 1] == unit }
        text("{\"start\":\(times.first ?? 0),\"unit\":\(unit),\"n\":\(times.count)")
        if !isEven {
            text(",\"d\":[")
            separated(Array(times.indices.dropFirst())) { $0.text("\((times[$1] - times[$1 - 1]) / unit)") }
            text("]")
        }
        text("}")
    }

    private mutating func differences(_ values: [Int64]) {
        text("[")
        separated(Array(values.indices)) { $0.text("\($1 == 0 ? values[0] : values[$1] - values[$1 - 1])") }
        text("]")
    }

    private mutating func separated<Element>(_ elements: [Element], _ body: (inout ChartData, Element) -> Void) {
        for (index, element) in elements.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            body(&self, element)
        }
    }

    private mutating func text(_ text: String) { json.append(contentsOf: text.utf8) }

    /// Text that needs no escapes, in quotes.
    private mutating func quoted(_ text: [UInt8]) {
        json.append(UInt8(ascii: "\""))
        json.append(contentsOf: text)
        json.append(UInt8(ascii: "\""))
    }

    /// The largest number of milliseconds that divides all distances, at least 1.
    static func commonUnit(_ times: [Int64]) -> Int64 {
        var unit: Int64 = 0
        for index in times.indices.dropFirst() {
            var (a, b) = (unit, times[index] - times[index - 1])
            while b != 0 { (a, b) = (b, a % b) }
            unit = a
        }
        return max(1, unit)
    }

    private static func hundredths(_ cash: Cash) -> Int64 { Int64(Rounding.nearest.divide(Int128(cash.units), by: 1_000_000)) }
}
