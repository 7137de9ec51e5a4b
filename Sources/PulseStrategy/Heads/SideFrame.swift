import PulseCore

/// What became known beside the candles since the frame before this one, up to the close of this frame's last candle. Valid only during the call.
///
/// A head takes for each candle the observations with `knownAt` at most the candle's close, in order, once each: it cannot see one that lies behind the
/// frame, and within the frame it compares times.
public struct SideFrame {
    /// One buffer for each `SideKind`, in that order; nil where nothing has become known.
    private let points: UnsafePointer<UnsafeBufferPointer<SidePoint>>?

    init(points: UnsafePointer<UnsafeBufferPointer<SidePoint>>?) {
        self.points = points
    }

    /// Nothing new.
    public static var empty: SideFrame { SideFrame(points: nil) }

    /// The new observations of a kind, ascending by `knownAt`.
    @inline(__always)
    public func points(_ kind: SideKind) -> UnsafeBufferPointer<SidePoint> {
        guard let points else { return UnsafeBufferPointer(start: nil, count: 0) }
        return points[kind.rawValue]
    }

    /// Lends a frame of new observations; tests of single heads make their frames with it.
    public static func with<Result>(_ inputs: SideInputs, from starts: [Int], to ends: [Int], _ body: (SideFrame) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UnsafeBufferPointer<SidePoint>.self, capacity: SideKind.allCases.count) { buffers in
            func lend(_ kind: Int) -> Result {
                guard kind < SideKind.allCases.count else {
                    return body(SideFrame(points: UnsafePointer(buffers.baseAddress.unsafelyUnwrapped)))
                }
                return inputs[SideKind.allCases[kind]].points.withUnsafeBufferPointer { points in
                    buffers.initializeElement(at: kind, to: UnsafeBufferPointer(rebasing: points[starts[kind]..<ends[kind]]))
                    return lend(kind + 1)
                }
            }
            return lend(0)
        }
    }
}
