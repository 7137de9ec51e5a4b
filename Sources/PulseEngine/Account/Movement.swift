import PulseCore

/// One movement of money: a line of the ledger.
public struct Movement: Hashable, Sendable {
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable, Codable {
        /// Money that the account was given from outside.
        case deposit
        /// The price of a spot purchase, negative.
        case purchase
        /// The proceeds of a spot sale, positive.
        case sale
        /// Profit or loss of closing a perpetual position or a part of it.
        case realisedProfit
        /// The venue's fee of a fill, negative (a rebate is positive).
        case fee
        /// Funding received (positive) or paid (negative).
        case funding
        /// What the venue's insurance fund makes good when an account is below zero and carries no perpetual any more.
        case insurance

        public var name: String { String(describing: self) }
    }

    public var time: Timestamp
    public var kind: Kind
    /// Position of the instrument in the run's list; -1 for none.
    public var instrument: Int
    /// Number of the fill that caused it; -1 for none.
    public var fill: Int
    public var amount: Cash
    /// Cash after it.
    public var balance: Cash

    public init(time: Timestamp, kind: Kind, instrument: Int, fill: Int, amount: Cash, balance: Cash) {
        self.time = time
        self.kind = kind
        self.instrument = instrument
        self.fill = fill
        self.amount = amount
        self.balance = balance
    }
}
