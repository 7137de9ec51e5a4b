import PulseCore

extension SideSeries {
    /// The digest of the observations that are known at an instant, in hexadecimal: later ones change nothing.
    public func digestHex(asOf instant: Timestamp) -> String {
        let count = count(asOf: instant)
        var digest = ContentDigest()
        digest.update(UInt64(count))
        for point in points.prefix(count) {
            digest.update(point.knownAt)
            digest.update(point.value)
            digest.update(point.weight)
        }
        return digest.finishHex()
    }
}
