import PulseCore

/// Answers requests at an instant: a function of the market and the time alone.
package struct VenueREST: Sendable {
    package let market: VenueMarket
    package let source: FrameSource
    /// When the archive of a day is there: the next day, as at the venue.
    package let archive: VenueArchive

    package init(_ source: FrameSource) {
        self.source = source
        market = source.market
        archive = VenueArchive(source.market)
    }

    /// Which market a path belongs to; nil for the archive and the venue's own pages.
    package static func market(of path: String) -> BinanceMarket? {
        if path.hasPrefix("/api/") { return .spot }
        return path.hasPrefix("/fapi/") || path.hasPrefix("/futures/data/") ? .usdm : nil
    }

    /// Answers a request; the answer's weight says what it costs.
    package func answer(_ request: VenueRequest, at now: Int64) -> VenueAnswer {
        guard request.method == "GET" || request.method == "HEAD" else {
            return .error(-1000, "Request method '\(request.method.prefix(16))' not supported", status: 405)
        }
        guard !request.isMalformed else { return .error(-1100, "Illegal characters found in a parameter.") }
        guard let isMicroseconds = request.isMicroseconds else { return .error(-1194, "Invalid time unit.") }
        do throws(VenueRefusal) {
            guard let place = Self.market(of: request.path) else { return try ownPage(request, at: now) }
            var reader = ParameterReader(request, place)
            var answer: VenueAnswer?
            switch place {
            case .spot: answer = try spot(request.path, &reader, at: now, isMicroseconds: isMicroseconds)
            case .usdm: answer = try usdm(request.path, &reader, at: now)
            }
            guard let answer else { return Self.notFound(request) }
            return answer
        } catch {
            return .error(error.code, error.message, status: error.status)
        }
    }

    package static func notFound(_ request: VenueRequest) -> VenueAnswer {
        guard request.acceptsHTML else { return .error(-1000, "Not found.", status: 404) }
        var answer = VenueAnswer("<html><body><h2>404 Not found</h2></body></html>", status: 404)
        answer.contentType = "text/html"
        return answer
    }

    private func ownPage(_ request: VenueRequest, at now: Int64) throws(VenueRefusal) -> VenueAnswer {
        if request.path.hasPrefix("/alphapulse/truth") { return try truth(request, at: now) }
        return archive.answer(request, at: now) ?? Self.notFound(request)
    }

    /// The closed candles as they are in the end, whatever faults told: `/alphapulse/truth?market=&symbol=&interval=`.
    private func truth(_ request: VenueRequest, at now: Int64) throws(VenueRefusal) -> VenueAnswer {
        var reader = ParameterReader(request, .usdm)
        guard let place = BinanceMarket(rawValue: try reader.optional("market") ?? "spot") else { throw .notValid("market") }
        let index = try index(of: try reader.symbol(), place)
        let interval = try reader.interval()
        guard market.serves(interval) else { throw .invalidInterval }
        let from = try reader.time("startTime") ?? market.live.from.milliseconds
        let to = try reader.time("endTime") ?? Int64.max
        let limit = Int(min(try reader.integer("limit") ?? 100_000, 1_000_000))
        let last = min(to, now - interval.milliseconds)
        let candles = market.series[index].candles(interval, from: from, through: last, limit: limit, newest: false, at: now)
        return klineRows(candles, index, interval, scale: 1)
    }

    /// The position of a symbol. Throws -1121 for one that is not listed.
    package func index(of symbol: String, _ place: BinanceMarket) throws(VenueRefusal) -> Int {
        guard let index = market.index(place, symbol) else { throw .invalidSymbol }
        return index
    }

    /// How instruments are asked for: by one name, which is answered with one object, by a list of names, or all of them.
    package enum Selection {
        case symbol, symbols, all
    }

    /// Positions of `symbol`, of `symbols`, or of all; and which of these it was.
    package func selection(
        _ reader: inout ParameterReader, _ place: BinanceMarket
    ) throws(VenueRefusal) -> (indices: [Int], form: Selection) {
        if let symbol = try reader.optional("symbol") {
            try ParameterReader.check(symbol: symbol, "symbol")
            return ([try index(of: symbol, place)], .symbol)
        }
        guard place == .spot, let list = try reader.optional("symbols") else { return (market.indices(of: place), .all) }
        guard case .array(let elements)? = try? WireJSON.read(Array(list.utf8)) else {
            throw .illegal("symbols", range: "^\\[(\"[\\w\\-._&&[^a-z]]{1,50}\"(,\"[\\w\\-._&&[^a-z]]{1,50}\"){0,}){0,1}\\]$")
        }
        var indices: [Int] = []
        for element in elements {
            guard case .string(let symbol, _) = element else { throw .notValid("symbols") }
            let index = try index(of: symbol, place)
            guard !indices.contains(index) else { throw VenueRefusal(-1151, "Symbol is present multiple times in the list.") }
            indices.append(index)
        }
        return (indices, .symbols)
    }

    /// Objects side by side, or the one that was asked for.
    package func objects(_ indices: [Int], isOne: Bool, _ body: (Int, inout WireText) -> Void) -> VenueAnswer {
        var text = WireText(capacity: 512 * max(1, indices.count))
        if !isOne { text.raw("[") }
        for (number, index) in indices.enumerated() {
            if number > 0 { text.raw(",") }
            body(index, &text)
        }
        if !isOne { text.raw("]") }
        return VenueAnswer(body: text.bytes)
    }

    /// What both markets answer to `time`.
    package func time(at now: Int64, scale: Int64) -> VenueAnswer {
        VenueAnswer("{\"serverTime\":\(source.told(now) * scale)}")
    }
}
