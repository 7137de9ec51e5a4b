/// Conversions between 64-bit integers and doubles by adding constants: exact below 2^52 (2^51 with a sign), and vector arithmetic on
/// every machine.
enum Mantissas {
    private static let unsignedBias: UInt64 = 0x4330_0000_0000_0000
    private static let signedBias: UInt64 = 0x4338_0000_0000_0000
    private static let signedOffset = 6_755_399_441_055_744.0

    /// A whole number below 2^52.
    @inline(__always)
    static func double(_ value: UInt64) -> Double { Double(bitPattern: value | unsignedBias) - DecimalScale.mantissaLimit }

    /// Two whole numbers below 2^52.
    @inline(__always)
    static func load(_ pointer: UnsafeMutablePointer<UInt64>) -> SIMD2<Double> {
        let values = UnsafeRawPointer(pointer).loadUnaligned(as: SIMD2<UInt64>.self)
        return unsafeBitCast(values | unsignedBias, to: SIMD2<Double>.self) - DecimalScale.mantissaLimit
    }

    /// A zigzag-coded number of magnitude below 2^51.
    @inline(__always)
    static func signed(_ value: UInt64) -> Double {
        Double(bitPattern: UInt64(bitPattern: ZigZag.decode(value)) &+ signedBias) - signedOffset
    }

    /// Two zigzag-coded numbers of magnitudes below 2^51.
    @inline(__always)
    static func loadSigned(_ pointer: UnsafeMutablePointer<UInt64>) -> SIMD2<Double> {
        let values = UnsafeRawPointer(pointer).loadUnaligned(as: SIMD2<UInt64>.self)
        let decoded = (values &>> 1) ^ (SIMD2(repeating: 0) &- (values & 1))
        return unsafeBitCast(decoded &+ signedBias, to: SIMD2<Double>.self) - signedOffset
    }

    @inline(__always)
    static func loadDoubles(_ pointer: UnsafeMutablePointer<Double>) -> SIMD2<Double> {
        UnsafeRawPointer(pointer).loadUnaligned(as: SIMD2<Double>.self)
    }

    @inline(__always)
    static func store(_ values: SIMD2<Double>, _ pointer: UnsafeMutablePointer<Double>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: values, as: SIMD2<Double>.self)
    }
}
