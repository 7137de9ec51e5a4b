/// `trials.csv`: one row a trial, in the order given. A column for each parameter by its path and for each objective by its name; empty where
/// undefined.
enum StudyTrialsTable {
    /// Objectives are named apart from the figures after them, which may be the same.
    static func header(_ document: StudyDocument) -> [String] {
        ["trial", "search", "rung"] + document.parameters.map(\.path)
            + document.objectives.map { "objective_" + $0.lowercased().replacing(" ", with: "_") }
            + ["days", "total_return", "sharpe", "max_drawdown", "trades", "failure"]
    }

    static func write(_ rows: some Sequence<StudyTrialRow>, of document: StudyDocument, to sink: any ByteSink) throws {
        var buffer = TextBuffer(sink)
        for (index, name) in header(document).enumerated() {
            if index > 0 { buffer.comma() }
            try buffer.field(name)
        }
        buffer.endRow()
        for row in rows {
            precondition(
                row.parameters.count == document.parameters.count && row.objectives.count == document.objectives.count,
                "a trial has a value for each parameter and objective of its study")
            try buffer.beginRow()
            try write(row, to: &buffer)
        }
        try buffer.finish()
    }

    private static func write(_ row: StudyTrialRow, to buffer: inout TextBuffer) throws {
        buffer.integer(Int64(row.trial))
        buffer.comma()
        buffer.integer(Int64(row.search))
        buffer.comma()
        if let rung = row.rung { buffer.integer(Int64(rung)) }
        for text in row.parameters {
            buffer.comma()
            try buffer.field(text)
        }
        for objective in row.objectives {
            buffer.comma()
            try buffer.beginRow()
            buffer.number(objective)
        }
        buffer.comma()
        buffer.integer(Int64(row.figures.days))
        for figure in [row.figures.totalReturn, row.figures.sharpe, row.figures.maxDrawdown] {
            buffer.comma()
            buffer.number(figure)
        }
        buffer.comma()
        buffer.integer(Int64(row.figures.trades))
        buffer.comma()
        try buffer.field(row.failure ?? "")
        buffer.endRow()
    }
}
