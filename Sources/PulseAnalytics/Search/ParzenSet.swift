import PulseCore

/// A Parzen estimate of where in the cube a set of trials lies: a mixture of one kernel a trial and a broad prior, coordinate by
/// coordinate.
///
/// As Optuna 5 has it: the latest 25 trials weigh 1, earlier ones less on a line down to 1/n for the first; the prior is a normal
/// distribution around the middle as wide as the cube.
struct ParzenSet: Sendable {
    struct Member: Sendable {
        let number: Int
        /// The first value, minus infinity for a failed trial.
        let value: Double
        let values: [Double]
        let slot: Int
    }

    struct Trial: Sendable {
        let number: Int
        let values: [Double]
        let point: [Double]
    }

    let priorWeight: Double
    private(set) var columns: [ParzenColumn]
    /// In the order of their numbers.
    private(set) var members: [Member] = []
    /// By slot, 0 where it is free.
    private(set) var weights: [Float] = []
    /// Of all members and the prior.
    private(set) var totalWeight: Double
    private var points: [[Double]] = []
    private var free: [Int] = []
    /// Slots from here on were never used.
    private(set) var usedSlots = 0

    init(_ coordinates: [SearchSpace.Coordinate], priorWeight: Double) {
        self.priorWeight = priorWeight
        totalWeight = priorWeight
        columns = coordinates.map { ParzenColumn($0) }
    }

    mutating func insert(_ trial: Trial) {
        if free.isEmpty {
            let capacity = max(32, weights.count * 2)
            free = (weights.count..<capacity).reversed()
            points += [[Double]](repeating: [], count: capacity - weights.count)
            for index in columns.indices { columns[index].grow(to: capacity) }
            weights += [Float](repeating: 0, count: capacity - weights.count)
        }
        let slot = free.removeLast()
        usedSlots = max(usedSlots, slot + 1)
        points[slot] = trial.point
        // Nearly always the last.
        var place = members.count
        while place > 0, members[place - 1].number > trial.number { place -= 1 }
        members.insert(Member(number: trial.number, value: trial.values.objective, values: trial.values, slot: slot), at: place)
        for index in columns.indices { columns[index].insert(trial.point[index], slot: slot) }
        weigh()
    }

    /// Takes out the member at a place in `members`.
    mutating func remove(at place: Int) -> Trial {
        let member = members.remove(at: place)
        for index in columns.indices { columns[index].remove(slot: member.slot) }
        weights[member.slot] = 0
        free.append(member.slot)
        defer { points[member.slot] = [] }
        weigh()
        return Trial(number: member.number, values: member.values, point: points[member.slot])
    }

    private mutating func weigh() {
        let count = members.count
        let ramp = max(0, count - Self.fullWeights)
        let start = 1 / Double(max(count, 1))
        let rise = ramp > 1 ? (1 - start) / Double(ramp - 1) : 0
        totalWeight = priorWeight
        for (rank, member) in members.enumerated() {
            let weight = rank < ramp ? start + Double(rank) * rise : 1
            weights[member.slot] = Float(weight)
            totalWeight += weight
        }
    }

    private static let fullWeights = 25

    /// A member drawn with its weight, by slot; nil for the prior.
    func drawKernel(_ random: inout SplitMix64) -> Int? {
        var left = random.uniform() * totalWeight
        for member in members {
            left -= Double(weights[member.slot])
            if left < 0 { return member.slot }
        }
        return nil
    }

    /// A coordinate drawn from a kernel (the prior if nil), the middle of its cell where there are cells.
    func draw(_ column: Int, kernel: Int?, _ random: inout SplitMix64) -> Double {
        let uniform = random.openUniform()
        switch columns[column].coordinate {
        case .continuous:
            return drawNormal(column, kernel, uniform)
        case .levels(let count):
            return SearchDimension.place(of: SearchDimension.level(at: drawNormal(column, kernel, uniform), of: count), of: count)
        case .choices(let count):
            guard let kernel else { return SearchDimension.place(of: SearchDimension.level(at: uniform, of: count), of: count) }
            // A kernel of a choice: the choice itself, and a little of every one.
            let spread = priorWeight / Double(members.count + 1)
            let broad = spread * Double(count) / (1 + spread * Double(count))
            let level = uniform < broad ? SearchDimension.level(at: uniform / broad, of: count) : columns[column].picks[kernel]
            return SearchDimension.place(of: level, of: count)
        }
    }

    private func drawNormal(_ column: Int, _ kernel: Int?, _ uniform: Double) -> Double {
        let shape = kernel.map { columns[column].shapes[$0] } ?? .prior
        let value = shape.middle + shape.sigma * Elementary.normalQuantile(shape.low + uniform * (shape.high - shape.low))
        return min(max(value, 0), 1)
    }
}
