/// One step in the life of a signal.
public struct SignalTransition: Hashable, Sendable {
    /// Nil for the first.
    public var from: SignalState?
    public var to: SignalState
    /// What brought it about: the name of a fill's reason or of a rejection.
    public var reason: String
    public var time: Timestamp
    /// In the quote currency; nil where there is none.
    public var price: Double?
    /// What was bought or sold, in the base currency; nil for nothing.
    public var quantity: Double?

    public init(
        from: SignalState?, to: SignalState, reason: String, time: Timestamp, price: Double? = nil, quantity: Double? = nil
    ) {
        self.from = from
        self.to = to
        self.reason = reason
        self.time = time
        self.price = price
        self.quantity = quantity
    }
}
