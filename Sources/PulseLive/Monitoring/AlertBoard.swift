/// The state of every alert: statuses in, events out. Nothing here knows a clock; time is the status's uptime.
public struct AlertBoard: Sendable {
    private enum State: Sendable {
        case quiet
        /// Beyond the threshold since then, not yet for long enough.
        case pending(since: Double)
        case standing(AlertEvent, told: Double)
    }

    public let rules: [AlertRule]
    private var states: [State]

    /// Traps where two rules have one name.
    public init(_ rules: [AlertRule]) {
        precondition(Set(rules.map(\.name)).count == rules.count, "names of alerts are unique")
        self.rules = rules
        states = rules.map { _ in .quiet }
    }

    /// The alerts that stand, the oldest first, each with its latest value.
    public var standing: [AlertEvent] {
        let found = states.compactMap { state -> AlertEvent? in
            guard case .standing(let event, _) = state else { return nil }
            return event
        }
        return found.enumerated().sorted { ($0.element.since, $0.offset) < ($1.element.since, $1.offset) }.map(\.element)
    }

    /// What a status changes, in the order of the rules. A metric that is not known changes nothing that stands, and begins a hold anew.
    public mutating func observe(_ status: SessionStatus) -> [AlertEvent] {
        rules.indices.compactMap { step($0, status) }
    }

    private mutating func step(_ index: Int, _ status: SessionStatus) -> AlertEvent? {
        let rule = rules[index]
        let now = status.uptime
        guard let value = rule.metric.value(in: status), !value.isNaN else {
            if case .pending = states[index] { states[index] = .quiet }
            return nil
        }
        func event(_ kind: AlertEvent.Kind, since: Double) -> AlertEvent {
            AlertEvent(
                kind: kind, name: rule.name, metric: rule.metric, value: value, threshold: rule.threshold, since: since, uptime: now,
                venueTime: status.venueTime, message: message(rule, kind, value, now - since))
        }
        switch states[index] {
        case .standing(let standing, let told):
            if rule.isClear(value) {
                states[index] = .quiet
                return event(.cleared, since: standing.since)
            }
            let isDue = rule.repeat > 0 && now - told >= rule.repeat
            let repeated = event(.repeated, since: standing.since)
            states[index] = .standing(repeated, told: isDue ? now : told)
            return isDue ? repeated : nil
        case .quiet, .pending:
            guard rule.isBeyond(value) else {
                states[index] = .quiet
                return nil
            }
            var since = now
            if case .pending(let start) = states[index] { since = start }
            guard now - since >= rule.hold else {
                states[index] = .pending(since: since)
                return nil
            }
            let raised = event(.raised, since: now)
            states[index] = .standing(raised, told: now)
            return raised
        }
    }

    private func message(_ rule: AlertRule, _ kind: AlertEvent.Kind, _ value: Double, _ age: Double) -> String {
        let text = "\(rule.metric.subject) \(rule.metric.text(value))"
        switch kind {
        case .raised:
            let hold = rule.hold > 0 ? " for \(Figure.duration(rule.hold))" : ""
            return "\(text), \(rule.side.rawValue) \(rule.metric.text(rule.threshold))\(hold)"
        case .repeated: return "\(text), \(rule.side.rawValue) \(rule.metric.text(rule.threshold))"
        case .cleared: return "\(text), cleared after \(Figure.duration(age))"
        }
    }
}
