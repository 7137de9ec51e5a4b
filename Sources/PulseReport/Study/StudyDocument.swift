import PulseCore

/// Everything that a finished search says (schema `alphapulse.study.v1`): what was searched, how it was judged, what came out, and whether that is luck.
///
/// It holds no time of its making, no duration and no path of the machine: the same study gives the same bytes on any number of threads, however often it was
/// interrupted. Figures are computed elsewhere, once (P10). Ratios are annual (365 days) unless a name says otherwise.
public struct StudyDocument: Hashable, Sendable, Codable {
    public static let schema = "alphapulse.study.v1"

    /// A parameter that was searched, by its path in the strategy, and what it could be, in words: `0.5 to 2, logarithmic`.
    public struct Parameter: Hashable, Sendable, Codable {
        public var path: String
        public var domain: String

        public init(path: String, domain: String) {
            self.path = path
            self.domain = domain
        }
    }

    public var schema = StudyDocument.schema
    /// Study id, in hexadecimal: hash of everything that decides what its trials are.
    public var study = ""
    public var engineVersion = ""
    /// How to repeat it, as typed, without paths of this machine.
    public var command = ""
    public var strategy = ""
    public var instruments: [String] = []
    public var timeframe = ""
    public var base = ""
    public var from = ""
    public var to = ""
    /// Whole days (UTC) of the range: what all figures here are computed from.
    public var days = 0
    /// Decision candles of all instruments.
    public var decisions = 0

    /// The search in words: `Sobol sequence`, and whether each fold was searched for itself.
    public var search = ""
    public var seed: UInt64 = 0
    public var parameters: [Parameter] = []
    public var constraints: [String] = []
    /// Names of the objectives; the first one chooses.
    public var objectives: [String] = []
    /// The validation in words.
    public var validation = ""
    /// Trades a trial needs in the days that it is judged by.
    public var minimumTrades = 0

    /// Trials of this study; those among them that could not be judged (no trades, ruin).
    public var trials = 0
    public var failed = 0
    /// Trials that this store has ever seen on these instruments in these times, this study included.
    public var ledgerTrials = 0

    public var verdict = StudyVerdict()
    /// The chosen trial; nil where none could be judged.
    public var best: StudyTrial?
    /// The strategy as it was given, judged on the same days.
    public var given = StudyTrial()
    /// Buy and hold of the same instruments, on the same days.
    public var hold = StudyFigures()
    /// The best trials by the objective over all days, best first.
    public var table: [StudyTrial] = []
    /// The trials that no other beats in all objectives; empty for a single objective.
    public var front: [StudyTrial] = []
    /// How tuning did on days that it had not seen: one row a split.
    public var folds: [StudyFold] = []
    public var paths: [StudyPath] = []
    public var evidence = StudyEvidence()
    public var maps: [StudyMap] = []
    public var profiles: [StudyProfile] = []
    public var robustness: StudyRobustness?

    public init() {}

    /// The first twelve digits of the id, as folders and tables show it.
    public var shortStudy: String { String(study.prefix(12)) }
}
