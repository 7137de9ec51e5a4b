import PulseBinance
import PulseCore

/// What is printed when the venue listens: where its clients find it.
struct VenueDocument: Encodable {
    var schema = "alphapulse.venue.v1"
    var rest: String
    var stream: String
    var archive: String
    /// With TLS on the same port; nil without a certificate.
    var secureRest: String?
    var secureStream: String?
    var instruments: [Listed]
    var timeframe: String
    /// When the live part starts and ends.
    var from: String
    var to: String
    var speed: String

    struct Listed: Encodable {
        var instrument: String
        var market: String
        var symbol: String
        var candles: Int
        /// Open of its first candle: history starts here.
        var from: String
    }

    init(_ market: VenueMarket, _ port: Int, _ configuration: VenueConfiguration) {
        let place = "\(configuration.host):\(port)"
        rest = "http://\(place)"
        stream = "ws://\(place)"
        archive = "http://\(place)/data"
        if configuration.certificateFile != nil {
            secureRest = "https://\(place)"
            secureStream = "wss://\(place)"
        }
        instruments = market.series.map { series in
            Listed(
                instrument: series.instrument.source.description, market: series.instrument.market.rawValue,
                symbol: series.instrument.symbol, candles: series.count, from: series.span.from.description)
        }
        timeframe = market.base.description
        from = market.live.from.description
        to = market.live.to.description
        speed =
            switch configuration.speed {
            case .times(let factor): "\(factor)"
            case .maximum: "max"
            }
    }
}
