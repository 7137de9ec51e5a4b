/// Decodes a column of volumes, block by block.
struct PlainColumnDecoder {
    /// What the residuals of a predicted column are added to, computed from columns of the same block that are decoded already.
    enum Prediction {
        /// Volume x (high + low) / 2.
        case typicalValue(ColumnPointers)
        /// Quote volume x taker-buy volume / volume; 0 without volume.
        case takerShare(ColumnPointers)

        @inline(__always)
        func callAsFunction(pairAt index: Int) -> SIMD2<Double> {
            switch self {
            case .typicalValue(let columns):
                let sum = Mantissas.loadDoubles(columns.high + index) + Mantissas.loadDoubles(columns.low + index)
                return Mantissas.loadDoubles(columns.volume + index) * (sum * 0.5)
            case .takerShare(let columns):
                let volume = Mantissas.loadDoubles(columns.volume + index)
                let share = Mantissas.loadDoubles(columns.takerBuyVolume + index) / volume
                let value = Mantissas.loadDoubles(columns.quoteVolume + index) * share
                return value.replacing(with: 0, where: volume .<= 0)
            }
        }

        @inline(__always)
        func callAsFunction(_ index: Int) -> Double {
            switch self {
            case .typicalValue(let columns):
                columns.volume[index] * ((columns.high[index] + columns.low[index]) * 0.5)
            case .takerShare(let columns):
                columns.volume[index] > 0
                    ? columns.quoteVolume[index] * (columns.takerBuyVolume[index] / columns.volume[index]) : 0
            }
        }
    }

    private var reader: PackedColumnReader
    private let representation: ColumnRepresentation

    init(_ reader: PackedColumnReader, _ representation: ColumnRepresentation) {
        self.reader = reader
        self.representation = representation
    }

    /// Writes the next `count` values; `scratch` has room for one block.
    mutating func next(
        _ count: Int, into column: UnsafeMutablePointer<Double>, _ scratch: UnsafeMutablePointer<UInt64>, _ prediction: Prediction? = nil
    ) -> Bool {
        guard representation != .zero else {
            column.update(repeating: 0, count: count)
            return true
        }
        guard reader.next(count, into: scratch) else { return false }
        switch (representation, prediction) {
        case (.decimal, nil):
            convert(count, scratch, column)
        case (.decimal, let prediction?):
            convert(count, scratch, column, prediction)
        case (_, nil):
            for index in 0..<count { column[index] = Double(bitPattern: scratch[index]) }
        case (_, let prediction?):
            for index in 0..<count {
                let bits = prediction(index).bitPattern &+ UInt64(bitPattern: ZigZag.decode(scratch[index]))
                column[index] = Double(bitPattern: bits)
            }
        }
        return true
    }

    @inline(__always)
    private func convert(_ count: Int, _ scratch: UnsafeMutablePointer<UInt64>, _ column: UnsafeMutablePointer<Double>) {
        let scale = representation.scale
        var index = 0
        while index &+ 1 < count {
            Mantissas.store(Mantissas.load(scratch + index) / scale, column + index)
            index &+= 2
        }
        if index < count { column[index] = Mantissas.double(scratch[index]) / scale }
    }

    @inline(__always)
    private func convert(
        _ count: Int, _ scratch: UnsafeMutablePointer<UInt64>, _ column: UnsafeMutablePointer<Double>, _ prediction: Prediction
    ) {
        let scale = representation.scale
        let limit = DecimalScale.mantissaLimit
        var index = 0
        while index &+ 1 < count {
            let predicted = ((prediction(pairAt: index) * scale) + limit) - limit
            Mantissas.store((predicted + Mantissas.loadSigned(scratch + index)) / scale, column + index)
            index &+= 2
        }
        if index < count {
            let predicted = DecimalScale.rounded(prediction(index) * scale)
            column[index] = (predicted + Mantissas.signed(scratch[index])) / scale
        }
    }
}
