import PulseCore

extension AlertRule {
    /// The most alerts that a configuration may have (P9).
    public static let maximumRules = 100

    /// The alerts of a configuration's section `alerts:`; a missing section (nil) stands for the default ones.
    ///
    ///     alerts:
    ///       defaults: true            # false: only those below
    ///       health-low: off           # one of the default ones that is not wanted
    ///       slow-verdicts:            # of a new name, or in place of a default one
    ///         when: latency-p99
    ///         above: 800
    ///         clear: 400
    ///         for: 2m
    ///         repeat: 1h
    ///
    /// The default ones come first, then the others in the order of the text. Throws `PulseError(.configuration)` with every fault's file,
    /// line and key.
    public static func read(_ node: ConfigurationNode?, path: String = "alerts") throws -> [AlertRule] {
        guard let node else { return defaults }
        var reader = ConfigurationReader(node, path: path)
        var rules = reader.boolean("defaults") ?? true ? defaults : []
        for (name, _) in reader.keys where name != "defaults" {
            guard let entry = reader.node(name) else { continue }
            if case .scalar(let text) = entry.content {
                guard ["off", "false", "no"].contains(text.lowercased()) else {
                    reader.fault(name, "must be a mapping of keys to values, or off, not '\(text)'")
                    continue
                }
                guard defaults.contains(where: { $0.name == name }) else {
                    let nearest = NearestName.of(name, among: defaults.map(\.name)).map { "did you mean '\($0)'?" }
                    reader.fault(
                        name, "is none of the default alerts",
                        hint: nearest ?? "the default ones are \(defaults.map(\.name).joined(separator: ", "))")
                    continue
                }
                rules.removeAll { $0.name == name }
                continue
            }
            guard let section = reader.section(name) else { continue }
            let (rule, found) = one(name, section)
            reader.absorb(found)
            guard let rule else { continue }
            if let place = rules.firstIndex(where: { $0.name == name }) { rules[place] = rule } else { rules.append(rule) }
        }
        if rules.count > maximumRules { reader.fault("defaults", "and the others are more than \(maximumRules) alerts") }
        let faults = reader.finish()
        guard faults.isEmpty else { throw PulseError(.configuration, faults) }
        return rules
    }

    private static func one(_ name: String, _ section: ConfigurationReader) -> (AlertRule?, [Diagnostic]) {
        var reader = section
        let metric = reader.choice("when", of: AlertMetric.allCases.map(\.rawValue)).flatMap { AlertMetric(rawValue: $0) }
        if metric == nil, !reader.keys.contains(where: { $0.key == "when" }) {
            reader.fault("when", "is missing", hint: "one of \(AlertMetric.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let reach = -1e12...1e12
        let above = reader.number("above", in: reach)
        let below = reader.number("below", in: reach)
        let clear = reader.number("clear", in: reach)
        let hold = seconds(&reader, "for") ?? 0
        let interval = seconds(&reader, "repeat") ?? 3_600
        var rule: AlertRule?
        switch (above, below) {
        case (let threshold?, nil):
            if let clear, clear > threshold {
                reader.fault("clear", "must not be above \(Figure.plain(threshold)): an alert is cleared on the good side")
            } else if let metric {
                rule = AlertRule(name, metric, .above, threshold, clear: clear, hold: hold, repeat: interval)
            }
        case (nil, let threshold?):
            if let clear, clear < threshold {
                reader.fault("clear", "must not be below \(Figure.plain(threshold)): an alert is cleared on the good side")
            } else if let metric {
                rule = AlertRule(name, metric, .below, threshold, clear: clear, hold: hold, repeat: interval)
            }
        case (nil, nil) where !reader.keys.contains { $0.key == "above" || $0.key == "below" }:
            reader.fault("above", "or 'below' is missing: the threshold")
        case (.some, .some): reader.fault("below", "and 'above' exclude each other")
        default: break
        }
        let faults = reader.finish()
        return (faults.isEmpty ? rule : nil, faults)
    }

    /// A span of time: `90`, `90s`, `5m`, `1h`, up to a week.
    private static func seconds(_ reader: inout ConfigurationReader, _ key: String) -> Double? {
        guard let text = reader.string(key) else { return nil }
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? text[...] : text.dropLast()), (0...604_800).contains(number * (unit ?? 1)) else {
            reader.fault(key, "must be a span of time up to a week, such as 30s, 5m or 1h, not '\(text)'")
            return nil
        }
        return number * (unit ?? 1)
    }
}
