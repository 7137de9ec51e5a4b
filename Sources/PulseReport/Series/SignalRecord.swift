import PulseCore

/// A signal as it is printed, with its whole life.
public struct SignalRecord: Sendable, Hashable {
    /// From 0, in the order in which signals were sent.
    public var number: Int
    public var signal: Signal
    public var instrument: Instrument
    /// From its creation to its end.
    public var transitions: [SignalTransition]
    /// The trade that it opened; nil for none.
    public var trade: Int?

    public init(number: Int, signal: Signal, instrument: Instrument, transitions: [SignalTransition], trade: Int?) {
        self.number = number
        self.signal = signal
        self.instrument = instrument
        self.transitions = transitions
        self.trade = trade
    }

    /// A price of a plan with the places of its tick; empty for none.
    func priceText(_ price: Double?) -> String {
        guard let price, price > 0 else { return "" }
        return DecimalText.text(price, decimals: instrument.tick.decimals)
    }
}
