import PulseAnalytics
import Testing

/// Against scikit-learn 1.9.1 (`Ridge(alpha: 4)`, `LogisticRegression(C: 1 / (.01 n))` on features of unit spread) on forty rows made by whole-number rules.
@Suite struct LinearRegressionTests {
    static let rows = 40

    static let observations: Observations = {
        let first = (0..<rows).map { Double($0 * 37 % 41) / 41 - 0.5 }
        let second = (0..<rows).map { Double($0 * $0 * 13 % 29) / 29 - 0.5 }
        let target = (0..<rows).map { row -> Double in
            2 * first[row] - second[row] + (Double(row * 17 % 11) / 11 - 0.5) * 1.5 > 0 ? 1 : 0
        }
        return Observations(columns: [first, second], target: target)
    }()

    private func expectClose(_ found: [Double], _ wanted: [Double], _ tolerance: Double = 1e-9) {
        for (a, b) in zip(found, wanted) { #expect(abs(a - b) < tolerance, "\(found) against \(wanted)") }
    }

    @Test func ridgeAgreesWithScikitLearn() throws {
        let fit = try #require(LinearRegression.ridge(Self.observations, rows: Array(0..<Self.rows), penalty: 0.1))
        expectClose([fit.intercept] + fit.coefficients, [0.45, 0.20524632068805185, -0.19785892117265044])
    }

    @Test func logisticAgreesWithScikitLearn() throws {
        let fit = try #require(LinearRegression.logistic(Self.observations, rows: Array(0..<Self.rows), penalty: 0.01))
        expectClose([fit.intercept] + fit.coefficients, [-0.3268057928371923, 1.1805159691396507, -1.1509232387841921])
    }

    /// The penalty must not shrink the intercept, and a row outside the fitted ones must not move anything.
    @Test func onlyTheFittedRowsCount() throws {
        let some = Array(0..<30)
        let fit = try #require(LinearRegression.logistic(Self.observations, rows: some, penalty: 0.01))
        var columns = Self.observations.columns
        var target = Self.observations.target
        for row in 30..<Self.rows {
            columns[0][row] = 1e6
            target[row] = 1 - target[row]
        }
        let poisoned = Observations(columns: columns, target: target)
        #expect(LinearRegression.logistic(poisoned, rows: some, penalty: 0.01) == fit)
        // The mutant that standardises over the whole series is seen.
        #expect(Standardization(poisoned, rows: Array(0..<Self.rows)) != fit.standardization)
    }

    @Test func degenerateInputHasNoSolutionOrNoEffect() throws {
        let rows = Array(0..<Self.rows)
        let constant = Observations(columns: [[Double](repeating: 3, count: Self.rows)], target: Self.observations.target)
        let fit = try #require(LinearRegression.logistic(constant, rows: rows, penalty: 0.01))
        #expect(fit.coefficients == [0])
        let same = Observations(columns: Self.observations.columns, target: [Double](repeating: 1, count: Self.rows))
        #expect(LinearRegression.logistic(same, rows: rows, penalty: 0.01) == nil)
        var broken = Self.observations.columns
        broken[1][7] = .nan
        #expect(LinearRegression.ridge(Observations(columns: broken, target: Self.observations.target), rows: rows, penalty: 0.1) == nil)
        #expect(LinearRegression.ridge(Self.observations, rows: [], penalty: 0.1) == nil)
    }

    /// More rows than one tile holds: the tiles' sums are the whole's.
    @Test func tilesAddUp() throws {
        let count = 5_000
        let first = (0..<count).map { Double($0 * 7_919 % 10_007) / 10_007 }
        let target = first.map { 3 * $0 - 1 }
        let fit = try #require(LinearRegression.ridge(Observations(columns: [first], target: target), rows: Array(0..<count), penalty: 0))
        let slope = fit.coefficients[0] / fit.standardization.scales[0]
        #expect(abs(slope - 3) < 1e-9)
        #expect(abs(fit.intercept - slope * fit.standardization.means[0] + 1) < 1e-9)
    }
}
