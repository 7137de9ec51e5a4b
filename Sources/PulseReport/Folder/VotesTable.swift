import PulseCore

/// `votes.csv`: one row a decision candle and instrument, with the verdict and every head's vote in columns of numbers.
///
/// Scores have at most four places and stand for the nearest 1/1024. A head that abstained has three empty cells.
enum VotesTable {
    /// The columns for that list of heads.
    static func header(_ heads: [HeadID]) -> String {
        let fixed = "time,instrument,verdict,outcome,probability,confidence,available,agreeing,dissenting"
        return heads.reduce(fixed) { $0 + ",\($1.name)_direction,\($1.name)_probability,\($1.name)_confidence" }
    }

    static func write(_ series: [VoteSeries], to sink: any ByteSink) throws {
        var buffer = TextBuffer(sink)
        let heads = HeadID.allCases.filter { head in series.contains { $0.heads.contains(head) } }
        buffer.plain(Array(header(heads).utf8))
        buffer.endRow()
        let texts = Texts()
        for one in series {
            let columns = heads.map { head in one.heads.firstIndex(of: head).map { one.votes[$0] } ?? [] }
            try write(one, columns: columns, texts, to: &buffer)
        }
        try buffer.finish()
    }

    /// What stands in cells, made once; scores and directions with the comma in front.
    private struct Texts {
        let scores = ScoreText.table.map { ShortText(",\($0)") }
        let directions = [",-1", ",0", ",1"].map { ShortText($0) }
        let nothing = ShortText(",,,")
        let outcomes = Verdict.Outcome.allCases.map { Array(",\($0.name)".utf8) }
        /// The names of every set of heads, joined by `+`.
        let sets = (0..<UInt16(1 << HeadID.allCases.count)).map { mask in
            Array(("," + HeadSet(rawValue: mask).heads.map(\.name).joined(separator: "+")).utf8)
        }
    }

    private static func write(
        _ series: VoteSeries, columns: [[Vote]], _ texts: Texts, to buffer: inout TextBuffer
    ) throws {
        let instrument = Array(",\(series.instrument)".utf8)
        let length = series.timeframe.milliseconds
        for index in 0..<series.count {
            try buffer.beginRow()
            buffer.time(series.openTimes[index] + length)
            buffer.plain(instrument)
            let verdict = series.verdicts[index]
            buffer.short(texts.directions[Int(verdict.direction.rawValue) + 1])
            buffer.plain(texts.outcomes[Int(verdict.outcome.rawValue)])
            buffer.short(texts.scores[Int(verdict.probability.raw)])
            buffer.short(texts.scores[Int(verdict.confidence.raw)])
            buffer.comma()
            buffer.integer(Int64(verdict.available.count))
            buffer.plain(texts.sets[Int(verdict.agreeing.rawValue)])
            buffer.plain(texts.sets[Int(verdict.dissenting.rawValue)])
            for head in columns.indices {
                guard index < columns[head].count, !columns[head][index].isAbstention else {
                    buffer.short(texts.nothing)
                    continue
                }
                let vote = columns[head][index]
                buffer.short(texts.directions[Int(vote.direction.rawValue) + 1])
                buffer.short(texts.scores[Int(vote.probability.raw)])
                buffer.short(texts.scores[Int(vote.confidence.raw)])
            }
            buffer.endRow()
        }
    }
}
