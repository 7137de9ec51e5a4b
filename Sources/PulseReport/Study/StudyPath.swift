/// One out-of-sample history: each tested day as the choice of a fold that had not seen it went through it.
public struct StudyPath: Hashable, Sendable, Codable {
    public var figures = StudyFigures()
    /// The objective over the path.
    public var objective: Double?
    /// Ends of days in milliseconds since 1970, and the path's equity there as a multiple of its start; the first point is the start.
    public var times: [Int64] = []
    public var equity: [Double] = []
    /// The strategy as it was given, and buy and hold, on the same days; as many points.
    public var given: [Double] = []
    public var hold: [Double] = []

    public init() {}
}
