/// What one candle adds to the means that later candles are measured against, and its sums with those before it.
///
/// Sums are built from sums of fewer candles that other candles share, never by adding and taking away: they cannot drift, nor does a NaN
/// outlive its window. All are NaN before there are enough candles.
struct CandleSums: Sendable {
    /// `CandleShape.measures` of the candle.
    private var one = SIMD4<Double>(repeating: .nan)
    /// The candle with the one before.
    private var two = SIMD4<Double>(repeating: .nan)
    /// The candle with the four before.
    private(set) var five = SIMD4<Double>(repeating: .nan)

    init() {}

    /// The sums that end with a candle, by its measures and the sums that ended one, two and four candles before.
    @inline(__always)
    init(_ measures: SIMD4<Double>, before: CandleSums, twoBefore: CandleSums, fourBefore: CandleSums) {
        one = measures
        two = measures + before.one
        five = (two + twoBefore.two) + fourBefore.one
    }
}
