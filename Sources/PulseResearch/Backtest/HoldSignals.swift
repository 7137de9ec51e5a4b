import PulseCore
import PulseEngine

/// Buy & hold of all instruments of a market, as the engine defines it.
struct HoldSignals: SignalSource {
    let instruments: Int
    let initialCash: Cash

    mutating func opening(at openTime: Int64, into signals: inout [Signal]) {
        signals += BuyAndHold.signals(instruments: instruments, initialCash: initialCash)
    }

    mutating func decide(_ member: SliceSchedule.Member, closeTime: Int64, engine: inout Engine, into signals: inout [Signal]) {}
}

extension Simulation {
    /// What the same money would have come to, had it been put into the same instruments and left there, at the same costs.
    static func hold(
        _ market: Market, _ configuration: EngineConfiguration, progress: (Int) -> Void = { _ in }
    ) throws(PulseError) -> SimulationResult {
        let count = market.series.count
        var source = HoldSignals(instruments: count, initialCash: configuration.initialCash)
        let plain = BuyAndHold.configuration(for: configuration, instruments: count)
        return try Simulation(market: market, configuration: plain).run(&source, progress: progress)
    }
}
