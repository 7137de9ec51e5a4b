/// A heat map of the objective over two parameters: the best and the median of the trials in each cell.
public struct StudyMap: Hashable, Sendable, Codable {
    public struct Cell: Hashable, Sendable, Codable {
        /// From 0, along x and y.
        public var column: Int
        public var row: Int
        public var trials: Int
        public var median: Double
        public var best: Double

        public init(column: Int, row: Int, trials: Int, median: Double, best: Double) {
            self.column = column
            self.row = row
            self.trials = trials
            self.median = median
            self.best = best
        }
    }

    /// Paths of the parameters.
    public var x: String
    public var y: String
    /// Labels of columns and rows: the middle of each cell's range, or a choice.
    public var columns: [String]
    public var rows: [String]
    /// Cells with trials that could be judged.
    public var cells: [Cell]
    /// The cell of the chosen trial.
    public var chosenColumn: Int?
    public var chosenRow: Int?

    public init(
        x: String, y: String, columns: [String], rows: [String], cells: [Cell], chosenColumn: Int? = nil, chosenRow: Int? = nil
    ) {
        self.x = x
        self.y = y
        self.columns = columns
        self.rows = rows
        self.cells = cells
        self.chosenColumn = chosenColumn
        self.chosenRow = chosenRow
    }
}
