import PulseCore

/// The append-only record of every movement of money, in order; its balance is the account's cash.
public struct Ledger: Sendable {
    public private(set) var movements = RecordLog<Movement>()
    /// Sum of all movements.
    public private(set) var balance = Cash.zero

    init() {}

    mutating func append(_ kind: Movement.Kind, _ amount: Cash, time: Timestamp, instrument: Int = -1, fill: Int = -1) {
        balance += amount
        movements.append(Movement(time: time, kind: kind, instrument: instrument, fill: fill, amount: amount, balance: balance))
    }

    mutating func drain() -> [Movement] { movements.drain() }
}
