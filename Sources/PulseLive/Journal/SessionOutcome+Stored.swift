import PulseCore
import PulseEngine
import PulseStore

/// Outcomes as rows of the store, and as the lines that parity compares.
extension SessionOutcome {
    var stored: [StoredSessionRow] {
        var rows: [StoredSessionRow] = []
        for (number, decision) in decisions.enumerated() {
            let verdict = decision.verdict
            rows.append(
                .decision(
                    instrument: decision.instrument, time: decision.time.milliseconds, number: number,
                    direction: Int(verdict.direction.sign), outcome: verdict.outcome.name, probability: verdict.probability.value,
                    confidence: verdict.confidence.value, bytes: decision.bytes))
        }
        for (offset, signal) in signals.enumerated() {
            rows.append(
                .signal(
                    number: firstSignal + offset, time: signal.time.milliseconds, instrument: signal.instrument,
                    direction: Int(signal.direction.sign), detail: signal.line))
        }
        for (offset, fill) in fills.enumerated() {
            rows.append(
                .fill(
                    number: firstFill + offset, time: fill.time.milliseconds, instrument: fill.instrument, side: Int(fill.side.sign),
                    ticks: fill.ticks, lots: fill.lots, reason: fill.reason.name, detail: fill.line))
        }
        for (offset, movement) in movements.enumerated() {
            rows.append(
                .movement(
                    number: firstMovement + offset, time: movement.time.milliseconds, kind: movement.kind.name,
                    amount: movement.amount.units, balance: movement.balance.units, instrument: movement.instrument, fill: movement.fill))
        }
        if let equity {
            rows.append(
                .equity(
                    time: equity.time.milliseconds, equity: equity.equity.units, cash: equity.cash.units,
                    gross: equity.grossExposure.units, net: equity.netExposure.units))
        }
        return rows
    }
}

extension Signal {
    /// All of it in one line, to the bit: numbers in their shortest form that reads back as the same.
    var line: String {
        let size =
            switch size {
            case .risk(let factor): "risk \(factor.raw)"
            case .quantity(let quantity): "quantity \(quantity)"
            case .equityShare(let share): "share \(share)"
            case .quote(let budget): "quote \(budget.units)"
            }
        let targets = targets.map { "\($0.price)@\($0.share.raw)" }.joined(separator: ",")
        return "\(time.milliseconds) instrument \(instrument) \(direction) reference \(reference) \(size) "
            + "stop \(stop.map { "\($0)" } ?? "--") targets \(targets) expiry \(expiry.map { "\($0.milliseconds)" } ?? "--") "
            + "range \(averageTrueRange) probability \(probability.raw) calibrated \(calibrated.map { "\($0.raw)" } ?? "--") "
            + "confidence \(confidence.raw) agreeing \(agreeing.rawValue) health \(health.map { "\($0.raw)" } ?? "--") "
            + "priority \(priority.map { "\($0.raw)" } ?? "--") regime \(regime.map { "\($0)" } ?? "--")"
    }
}

extension Fill {
    /// All of it in one line.
    var line: String {
        "\(time.milliseconds) instrument \(instrument) \(side) \(lots) lots at \(ticks) ticks fee \(fee.units) slippage \(slippage.units) "
            + "\(isMaker ? "maker" : "taker") \(reason.name) trade \(trade)"
    }
}

extension Movement {
    /// All of it in one line.
    var line: String { "\(time.milliseconds) \(kind.name) \(amount.units) \(balance.units) \(instrument) \(fill)" }
}
