import PulseCore

/// On what terms the simulated venue trades: plain numbers, that the engine's own configuration is made of.
public struct VenueSpecification: Hashable, Sendable {
    /// What the venue takes of every fill's value.
    public enum FeeSchedule: Hashable, Sendable {
        /// Binance's rates without discounts, by the market of the instrument: those of `binanceSpot` or of `binanceUSDM`.
        case binance
        /// Binance spot without discounts: .1 % maker and taker.
        case binanceSpot
        /// Binance USD-margined futures without discounts: .02 % maker, .05 % taker.
        case binanceUSDM
        /// Rates as fractions: .001 is .1 %.
        case explicit(maker: Double, taker: Double)

        /// Rates of orders that rest in the book (maker) and of those that take from it, as fractions.
        public func rates(on market: Instrument.Market) -> (maker: Double, taker: Double) {
            switch self {
            case .binance: (market == .spot ? FeeSchedule.binanceSpot : .binanceUSDM).rates(on: market)
            case .binanceSpot: (0.001, 0.001)
            case .binanceUSDM: (0.0002, 0.0005)
            case .explicit(let maker, let taker): (maker, taker)
            }
        }

        /// As it is written in a document.
        public var name: String {
            switch self {
            case .binance: "binance"
            case .binanceSpot: "binance-spot"
            case .binanceUSDM: "binance-um"
            case .explicit: "explicit"
            }
        }
    }

    /// What positions in perpetuals pay at each settlement of funding.
    public enum Funding: Hashable, Sendable {
        /// The rates of the imported series `fundingRate`.
        case series
        /// Nothing.
        case none
        /// The same rate every 8 hours, as a fraction: .0001 is .01 %, paid by longs.
        case fixed(Double)

        /// Rates that are possible: contracts cap theirs at .3 to 3 %.
        public static let rates = -0.05...0.05

        /// As it is written in a document.
        public var name: String {
            switch self {
            case .series: "series"
            case .none: "none"
            case .fixed(let rate): "\(rate)"
            }
        }
    }

    /// Cash at the start, in quote currency.
    public var startingCash = 10_000.0
    public var fees = FeeSchedule.binance
    /// How much worse than the model's price a market fill is: basis points of the price.
    public var slippageBasisPoints = 1.0
    /// And this share of the candle's range from high to low.
    public var slippageRangeShare = 0.02
    /// Notional that one unit of margin carries; 1 is paid in full.
    public var leverage = 1.0
    public var funding = Funding.series

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        startingCash = reader.number("startingCash", in: 1...1e9) ?? startingCash
        readFees(&reader)
        if var slippage = reader.section("slippage") {
            slippageBasisPoints = slippage.number("basisPoints", in: 0...500) ?? slippageBasisPoints
            slippageRangeShare = slippage.number("rangeShare", in: 0...1) ?? slippageRangeShare
            reader.absorb(slippage.finish())
        }
        leverage = reader.number("leverage", in: 1...20) ?? leverage
        readFunding(&reader)
    }

    private mutating func readFunding(_ reader: inout ConfigurationReader) {
        guard let text = reader.string("funding") else { return }
        switch text {
        case "series": funding = .series
        case "none": funding = .none
        default:
            if let rate = Double(text), Funding.rates.contains(rate) {
                funding = .fixed(rate)
            } else {
                let bounds = "\(Funding.rates.lowerBound)...\(Funding.rates.upperBound)"
                reader.fault("funding", "must be series, none, or a rate for 8 hours in \(bounds), not '\(text)'")
            }
        }
    }

    private mutating func readFees(_ reader: inout ConfigurationReader) {
        guard let node = reader.node("fees") else { return }
        switch node.content {
        case .mapping:
            var rates = ConfigurationReader(node, path: "venue.fees")
            let maker = rates.number("maker", in: -0.01...0.05)
            let taker = rates.number("taker", in: 0...0.05)
            for (key, value) in [("maker", maker), ("taker", taker)] where value == nil {
                if !rates.keys.contains(where: { $0.key == key }) { rates.fault(key, "is missing") }
            }
            if let maker, let taker { fees = .explicit(maker: maker, taker: taker) }
            reader.absorb(rates.finish())
        default:
            let known: [FeeSchedule] = [.binance, .binanceSpot, .binanceUSDM]
            let name = reader.choice("fees", of: known.map(\.name))
            fees = known.first { $0.name == name } ?? fees
        }
    }

    func describe() -> [SpecificationValue] {
        let spot = fees.rates(on: .spot)
        let perpetual = fees.rates(on: .perpetual)
        return [
            SpecificationValue("venue.startingCash", startingCash), SpecificationValue("venue.fees", fees.name),
            SpecificationValue("venue.fees.spot", [spot.maker, spot.taker]),
            SpecificationValue("venue.fees.perpetual", [perpetual.maker, perpetual.taker]),
            SpecificationValue("venue.slippage.basisPoints", slippageBasisPoints),
            SpecificationValue("venue.slippage.rangeShare", slippageRangeShare), SpecificationValue("venue.leverage", leverage),
            SpecificationValue("venue.funding", funding.name),
        ]
    }
}
