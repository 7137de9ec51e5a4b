import PulseCore

extension CryptoHead {
    /// The inputs that there are, those that take a side first, the weightiest of them at the top. Empty before the first candle.
    public var evidence: [Evidence] {
        var items: [(input: CryptoInput, side: Int)] = []
        forEachInput { items.append(($0, $1)) }
        // Ties keep the order of the inputs.
        let ranked = items.enumerated().sorted { a, b in
            let (first, second) = (a.element.input.weight * abs(a.element.side), b.element.input.weight * abs(b.element.side))
            return first != second ? first > second : a.offset < b.offset
        }
        return ranked.map { evidence($0.element.input, side: $0.element.side) }
    }

    private func evidence(_ input: CryptoInput, side: Int) -> Evidence {
        Evidence(
            input.name, side: side > 0 ? .long : side < 0 ? .short : .flat, age: age(input, isSided: side != 0), detail: detail(input))
    }

    /// Candles since the divergence was confirmed, or since the series' latest value became known.
    private func age(_ input: CryptoInput, isSided: Bool) -> Int {
        let known: Int64
        switch input {
        case .takerFlow: return 0
        case .deltaDivergence: return isSided ? latest.divergenceAge : 0
        case .fundingRate: known = readings.funding.knownAt
        case .openInterest: known = readings.openInterest.knownAt
        case .longShortRatio: known = readings.longShort.knownAt
        case .premiumIndex: known = readings.premium.knownAt
        case .altSeason: known = readings.altSeason.knownAt
        }
        return Int((latest.close - known) / timeframe.milliseconds)
    }

    private func detail(_ input: CryptoInput) -> String {
        func rounded(_ value: Double, _ scale: Double = 100) -> Double { (value * scale).rounded() / scale }
        switch input {
        case .takerFlow: return "\(rounded(latest.flow)) deviations from the mean of \(TakerFlow.window) candles"
        case .deltaDivergence:
            return latest.divergence == .flat ? "none fresh" : "price and taker delta part"
        case .fundingRate:
            let funding = readings.funding
            return "\(rounded(funding.rate, 1e6)) for 8 hours, \(rounded(funding.deviations)) deviations"
        case .openInterest:
            let interest = readings.openInterest
            return "24 hours: \(rounded(interest.interestDeviations)) deviations, price \(rounded(interest.priceDeviations))"
        case .longShortRatio:
            let accounts = readings.longShort
            let counts = accounts.counts
            return "\(rounded(accounts.ratio)), above \(counts.below) and below \(counts.above) of \(accounts.known) hours"
        case .premiumIndex:
            return "\(rounded(readings.premium.premium, 1e6)), \(rounded(readings.premium.deviations)) deviations"
        case .altSeason: return "\(rounded(readings.altSeason.share)) of 100"
        }
    }
}
