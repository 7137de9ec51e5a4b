import CLAPACKE
import COpenBLAS

/// The normal equations X'WX b = X'Wy of a least-squares problem, gathered a tile of observations at a time, so that no copy of the whole design is made.
///
/// Sums are OpenBLAS's (dsyrk, dgemv) and the solution LAPACK's (Cholesky, dposv): their last bits depend on the processor. That is allowed here because
/// nothing on the way to a decision calls this: a trained model is a file of numbers, identified by its contents.
public struct NormalEquations {
    /// Number of unknowns.
    public let count: Int
    /// Upper triangle of X'WX, by rows.
    private var gram: [Double]
    private var moment: [Double]

    public init(count: Int) {
        precondition(count > 0, "there is something to solve for")
        self.count = count
        gram = [Double](repeating: 0, count: count * count)
        moment = [Double](repeating: 0, count: count)
    }

    /// Adds `observations` of a tile: `design` holds the unknowns' columns one after another, `stride` values apart; both it and `target` are scaled by the
    /// square root of the observations' weights.
    public mutating func add(
        design: UnsafePointer<Double>, stride: Int, target: UnsafePointer<Double>, observations: Int
    ) {
        precondition(observations >= 0 && observations <= stride, "a tile has room for its observations")
        guard observations > 0 else { return }
        cblas_dsyrk(
            CblasRowMajor, CblasUpper, CblasNoTrans, Int32(count), Int32(observations), 1, design, Int32(stride), 1, &gram, Int32(count))
        cblas_dgemv(
            CblasRowMajor, CblasNoTrans, Int32(count), Int32(observations), 1, design, Int32(stride), target, 1, 1, &moment, 1)
    }

    /// The solution with `penalty[j]` added to the diagonal (ridge); nil where the matrix is not positive definite, or holds what is no number.
    public func solution(penalty: [Double]) -> [Double]? {
        precondition(penalty.count == count, "one penalty for each unknown")
        var matrix = gram
        var result = moment
        for index in 0..<count { matrix[index * count + index] += penalty[index] }
        guard matrix.allSatisfy(\.isFinite), result.allSatisfy(\.isFinite) else { return nil }
        let status = LAPACKE_dposv(
            LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "U")), Int32(count), 1, &matrix, Int32(count), &result, 1)
        return status == 0 && result.allSatisfy(\.isFinite) ? result : nil
    }
}
