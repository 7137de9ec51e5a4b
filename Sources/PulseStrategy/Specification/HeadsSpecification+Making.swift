import PulseCore

extension HeadsSpecification {
    /// A fresh head with its parameters, for candles of a timeframe; `detector` tells the regimes that its frames will lend.
    public func makeHead(_ id: HeadID, timeframe: Timeframe, detector: RegimeParameters) -> any Head {
        switch id {
        case .technical: TechnicalHead(technical)
        case .sentiment: SentimentHead(sentiment)
        case .volume: VolumeHead(volume)
        case .rules: RulesHead()
        case .ict: ICTHead(timeframe: timeframe, ict)
        case .wyckoff: WyckoffHead(wyckoff)
        case .harmonic: HarmonicHead(harmonic)
        case .structure: StructureHead(timeframe: timeframe)
        case .crypto: CryptoHead(timeframe: timeframe, crypto)
        case .technicalModel: ModelHead(.technical, parameters: technicalModel, timeframe: timeframe)
        case .priceActionModel: ModelHead(.priceAction, parameters: priceActionModel, timeframe: timeframe)
        case .regime: RegimeHead(regime, detector: detector)
        }
    }
}
