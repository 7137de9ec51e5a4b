/// The 64-bit xxHash of bytes (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md): guards chunks against damage.
///
/// Not for identities, where somebody might want a collision: those are SHA-256. It is here because a chunk is checked on every read,
/// and SHA-256 or CRC-32 would cost more than the decoding.
package enum XXHash64 {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// The hash of `bytes` under a seed.
    package static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var offset = 0
        var hash: UInt64
        if bytes.count >= 32, let start = bytes.baseAddress {
            var lane1 = seed &+ prime1 &+ prime2
            var lane2 = seed &+ prime2
            var lane3 = seed
            var lane4 = seed &- prime1
            let last = bytes.count - 32
            while offset <= last {
                lane1 = round(lane1, load(start + offset))
                lane2 = round(lane2, load(start + offset + 8))
                lane3 = round(lane3, load(start + offset + 16))
                lane4 = round(lane4, load(start + offset + 24))
                offset &+= 32
            }
            hash = rotate(lane1, 1) &+ rotate(lane2, 7) &+ rotate(lane3, 12) &+ rotate(lane4, 18)
            for lane in [lane1, lane2, lane3, lane4] {
                hash = (hash ^ round(0, lane)) &* prime1 &+ prime4
            }
        } else {
            hash = seed &+ prime5
        }
        hash &+= UInt64(bytes.count)
        return finish(hash, UnsafeRawBufferPointer(rebasing: bytes[offset...]))
    }

    /// The hash of a text's UTF-8 bytes.
    package static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
        Array(text.utf8).withUnsafeBytes { hash($0, seed: seed) }
    }

    private static func finish(_ start: UInt64, _ rest: UnsafeRawBufferPointer) -> UInt64 {
        var hash = start
        var offset = 0
        while offset + 8 <= rest.count {
            let word = UInt64(littleEndian: rest.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            hash = rotate(hash ^ round(0, word), 27) &* prime1 &+ prime4
            offset += 8
        }
        if offset + 4 <= rest.count {
            let word = UInt64(UInt32(littleEndian: rest.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
            hash = rotate(hash ^ (word &* prime1), 23) &* prime2 &+ prime3
            offset += 4
        }
        for byte in rest[offset...] {
            hash = rotate(hash ^ (UInt64(byte) &* prime5), 11) &* prime1
        }
        hash = (hash ^ (hash >> 33)) &* prime2
        hash = (hash ^ (hash >> 29)) &* prime3
        return hash ^ (hash >> 32)
    }

    @inline(__always)
    private static func load(_ pointer: UnsafeRawPointer) -> UInt64 {
        UInt64(littleEndian: pointer.loadUnaligned(as: UInt64.self))
    }

    @inline(__always)
    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        rotate(lane &+ input &* prime2, 31) &* prime1
    }

    @inline(__always)
    private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
        (value &<< count) | (value &>> (64 &- count))
    }
}
