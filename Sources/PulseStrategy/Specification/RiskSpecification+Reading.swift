import PulseCore

extension RiskSpecification {
    /// Reads the section `risk`; the preset of the targets is applied first, wherever it is written.
    mutating func read(_ reader: inout ConfigurationReader) {
        if var section = reader.section("targets") {
            let names = TargetSpecification.Preset.allCases.map(\.rawValue)
            if let preset = section.choice("preset", of: names).flatMap(TargetSpecification.Preset.init) { apply(preset) }
            targets.readLadder(&section)
            reader.absorb(section.finish())
        }
        riskPerTrade = reader.number("riskPerTrade", in: 0.0001...0.05) ?? riskPerTrade
        readStop(&reader)
        readExits(&reader)
        minimumRewardToRisk = reader.number("minimumRewardToRisk", in: 0...20) ?? minimumRewardToRisk
        if targets.unit == .risk, RiskPlan.hundredths(targets.meanMultiple) < RiskPlan.hundredths(minimumRewardToRisk) {
            let mean = Double(RiskPlan.hundredths(targets.meanMultiple)) / 100
            reader.fault(
                "minimumRewardToRisk", "is \(minimumRewardToRisk), but the targets' mean is \(mean) R: no signal could pass",
                hint: "lower it, or raise the targets' multiples or the shares of the far ones")
        }
        if var limits = reader.section("limits") {
            maximumPositions = limits.integer("positions", in: 1...1_000) ?? maximumPositions
            maximumPositionShare = limits.number("positionShare", in: 0.001...20) ?? maximumPositionShare
            maximumExposure = limits.number("exposure", in: 0.001...20) ?? maximumExposure
            reader.absorb(limits.finish())
        }
        if var minutes = reader.section("coolDown") {
            coolDown.sameInstrument = minutes.integer("sameInstrument", in: 0...525_600) ?? coolDown.sameInstrument
            coolDown.sameDirection = minutes.integer("sameDirection", in: 0...525_600) ?? coolDown.sameDirection
            coolDown.any = minutes.integer("any", in: 0...525_600) ?? coolDown.any
            reader.absorb(minutes.finish())
        }
    }

    private mutating func readStop(_ reader: inout ConfigurationReader) {
        guard var section = reader.section("stop") else { return }
        stop.averageTrueRanges = section.number("atr", in: 0...20) ?? stop.averageTrueRanges
        stop.usesStructure = section.boolean("structure") ?? stop.usesStructure
        stop.structureBuffer = section.number("structureBuffer", in: 0...5) ?? stop.structureBuffer
        stop.minimum = section.number("minimum", in: 0.0001...0.5) ?? stop.minimum
        stop.maximum = section.number("maximum", in: 0.0001...0.5) ?? stop.maximum
        if stop.minimum > stop.maximum {
            section.fault("maximum", "is \(stop.maximum), which is less than the minimum of \(stop.minimum)")
        }
        reader.absorb(section.finish())
    }

    private mutating func readExits(_ reader: inout ConfigurationReader) {
        let last = targets.multiples.count
        breakEvenAfterTarget = reader.integer("breakEvenAfterTarget", in: 0...4) ?? min(breakEvenAfterTarget, last)
        if breakEvenAfterTarget > last { reader.fault("breakEvenAfterTarget", "is \(breakEvenAfterTarget), but there are \(last) targets") }
        if var trailing = reader.section("trailing") {
            trailingAfterTarget = trailing.integer("afterTarget", in: 0...4) ?? trailingAfterTarget
            trailingAverageTrueRanges = trailing.number("atr", in: 0.1...20) ?? trailingAverageTrueRanges
            if trailingAfterTarget > last, trailing.keys.contains(where: { $0.key == "afterTarget" }) {
                trailing.fault("afterTarget", "is \(trailingAfterTarget), but there are \(last) targets")
            }
            reader.absorb(trailing.finish())
        }
        // A ladder with a single target has nothing left to trail.
        trailingAfterTarget = min(trailingAfterTarget, last)
        if var expiry = reader.section("expiry") {
            expiryHours = expiry.number("hours", in: 0...87_600) ?? expiryHours
            expiryCandles = expiry.integer("candles", in: 0...1_000_000) ?? expiryCandles
            reader.absorb(expiry.finish())
        }
    }
}
