/// Elementwise passes over columns. Once inlined they are plain loops without dependence from one value to the next, which the compiler turns into
/// vector code; lanes do exactly what the scalar remainder does, so that neither count nor alignment shows in the bits.
enum ColumnMath {
    @inline(__always)
    static func map(
        _ a: UnsafePointer<Double>, _ count: Int, into output: UnsafeMutablePointer<Double>, _ function: (Double) -> Double
    ) {
        for i in 0..<count { output[i] = function(a[i]) }
    }

    @inline(__always)
    static func map(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int, into output: UnsafeMutablePointer<Double>,
        _ function: (Double, Double) -> Double
    ) {
        for i in 0..<count { output[i] = function(a[i], b[i]) }
    }

    @inline(__always)
    static func map(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>, _ count: Int,
        into output: UnsafeMutablePointer<Double>, _ function: (Double, Double, Double) -> Double
    ) {
        for i in 0..<count { output[i] = function(a[i], b[i], c[i]) }
    }

    /// The larger of two, NaN if the second is.
    @inline(__always)
    static func larger(_ a: Double, _ b: Double) -> Double { a > b ? a : b }

    /// The smaller of two, NaN if the second is.
    @inline(__always)
    static func smaller(_ a: Double, _ b: Double) -> Double { a < b ? a : b }

    /// Length of the leading run of NaN.
    static func leadingNaNs(_ input: UnsafePointer<Double>, count: Int) -> Int {
        var length = 0
        while length < count, input[length].isNaN { length += 1 }
        return length
    }

    static func fillNaN(_ output: UnsafeMutablePointer<Double>, count: Int) {
        if count > 0 { output.update(repeating: .nan, count: count) }
    }
}
