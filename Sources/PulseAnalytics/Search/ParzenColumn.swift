/// One coordinate of a Parzen set: a kernel for each member, whose width follows from its neighbours.
///
/// Kernels are kept by the members' slots, so that a density is one pass over plain arrays; only the order of the positions is kept sorted.
struct ParzenColumn: Sendable {
    /// A normal distribution cut off at 0 and 1.
    struct Shape: Sendable {
        let middle: Double
        let sigma: Double
        /// The distribution function at 0 and at 1, exact to 1e-15.
        let low: Double
        let high: Double

        init(middle: Double, sigma: Double) {
            self.middle = middle
            self.sigma = sigma
            low = middle > 8 * sigma ? 0 : Elementary.normalCDF(-middle / sigma)
            high = 1 - middle > 8 * sigma ? 1 : Elementary.normalCDF((1 - middle) / sigma)
        }

        /// In the middle of the cube and as wide.
        static let prior = Shape(middle: 0.5, sigma: 1)
    }

    let coordinate: SearchSpace.Coordinate
    /// Members by ascending position (ties by slot): positions and slots.
    private(set) var positions: [Double] = []
    private(set) var order: [Int] = []
    /// By slot: the kernel's centre; sqrt(log2(e) / 2) / sigma, so that the kernel is 2^-(distance * sharpness)^2; 1 / (sigma * mass inside
    /// the cube).
    private(set) var centres: [Float] = []
    private(set) var sharpness: [Float] = []
    private(set) var heights: [Float] = []
    /// By slot: position, kernel in double precision, and for a choice its index.
    private(set) var middles: [Double] = []
    private(set) var shapes: [Shape] = []
    private(set) var picks: [Int] = []
    private var floor = 0.0

    init(_ coordinate: SearchSpace.Coordinate) {
        self.coordinate = coordinate
    }

    /// Room for slots in eights; empty ones have no height.
    mutating func grow(to capacity: Int) {
        let more = capacity - heights.count
        centres += [Float](repeating: 0, count: more)
        sharpness += [Float](repeating: 0, count: more)
        heights += [Float](repeating: 0, count: more)
        middles += [Double](repeating: 0, count: more)
        shapes += [Shape](repeating: .prior, count: more)
        picks += [Int](repeating: 0, count: more)
    }

    mutating func insert(_ position: Double, slot: Int) {
        middles[slot] = position
        if case .choices(let count) = coordinate {
            picks[slot] = SearchDimension.level(at: position, of: count)
            return
        }
        let place = place(position, slot)
        positions.insert(position, at: place)
        order.insert(slot, at: place)
        refresh(around: place - 1...place + 1)
    }

    mutating func remove(slot: Int) {
        if case .choices = coordinate { return }
        let place = place(middles[slot], slot)
        positions.remove(at: place)
        order.remove(at: place)
        heights[slot] = 0
        sharpness[slot] = 0
        refresh(around: place - 1...place)
    }

    /// Where (position, slot) stands or would stand.
    private func place(_ position: Double, _ slot: Int) -> Int {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            let isBefore = positions[middle] < position || (positions[middle] == position && order[middle] < slot)
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The least width: no kernel is narrower than a hundredth of the cube, or than its share among few (Bergstra's magic clip); on a scale
    /// of levels none is narrower than half a level, so that its height at the middle of the level stands for the level's mass.
    private var leastWidth: Double {
        let magic = 1 / min(100, Double(positions.count) + 2)
        if case .levels(let count) = coordinate { return max(magic, 0.5 / Double(count)) }
        return magic
    }

    private mutating func refresh(around changed: ClosedRange<Int>) {
        let least = leastWidth
        let isWhole = least != floor
        floor = least
        let first = isWhole ? 0 : max(changed.lowerBound, 0)
        let last = isWhole ? positions.count - 1 : min(changed.upperBound, positions.count - 1)
        guard first <= last else { return }
        for place in first...last { setKernel(place) }
    }

    private mutating func setKernel(_ place: Int) {
        let position = positions[place]
        let last = positions.count - 1
        let left = place > 0 ? position - positions[place - 1] : 0
        let right = place < last ? positions[place + 1] - position : 0
        // A member alone reaches to the farther edge; otherwise the edges are no neighbours.
        let gap = last == 0 ? max(position, 1 - position) : max(left, right)
        let sigma = min(max(gap, floor), 1)
        let slot = order[place]
        let shape = Shape(middle: position, sigma: sigma)
        shapes[slot] = shape
        centres[slot] = Float(position)
        sharpness[slot] = Float(Self.sharpnessOfOne / sigma)
        heights[slot] = Float(1 / (sigma * (shape.high - shape.low)))
    }

    /// sqrt(log2(e) / 2).
    static let sharpnessOfOne = 0.849_321_800_288_019_1
}
