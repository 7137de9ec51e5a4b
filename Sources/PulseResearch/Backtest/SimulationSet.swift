import PulseAnalytics
import PulseCore
import PulseEngine
import PulseStrategy

/// The simulations that every run consists of: three scenarios and buy & hold, on as many threads as there are.
struct SimulationSet: Sendable {
    let market: Market
    let configuration: EngineConfiguration
    let threads: Int
    let progress: @Sendable (Int) -> Void

    /// Runs all of them, each with a source of its own.
    func run<Source: SignalSource>(
        timeframe: Timeframe, decisions: [DecisionColumns], trials: TrialPopulation? = nil, source: @Sendable () -> Source
    ) throws(PulseError) -> BacktestResult {
        let scenarios = Scenario.allCases
        let timeline = SliceTimeline(market)
        let results = Parallel.map(scenarios.count + 1, threads: threads) { index -> Result<Outcome, PulseError> in
            do throws(PulseError) {
                guard index < scenarios.count else {
                    return .success(
                        Outcome(result: try Simulation.hold(market, configuration, progress: progress), tallies: [], admitted: nil))
                }
                var configuration = configuration
                configuration.scenario = scenarios[index]
                var source = source()
                let detail: EquityRecord.Detail = scenarios[index] == .expected ? .everything : .nothing
                let simulation = Simulation(market: market, configuration: configuration, detail: detail, timeline: timeline)
                let result = try simulation.run(&source, progress: progress)
                return .success(Outcome(result: result, tallies: source.tallies, admitted: source.admitted))
            } catch {
                return .failure(error)
            }
        }
        var outcomes: [Outcome] = []
        for result in results { outcomes.append(try result.get()) }
        return BacktestResult(
            market: market, timeframe: timeframe, decisions: decisions, scenarios: outcomes.prefix(scenarios.count).map(\.result),
            gateTallies: outcomes[1].tallies, admitted: outcomes[1].admitted, hold: outcomes[scenarios.count].result, trials: trials)
    }

    private struct Outcome: Sendable {
        var result: SimulationResult
        var tallies: [NamedTally]
        var admitted: Int?
    }
}
