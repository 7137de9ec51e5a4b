import CXXHash

/// The 64-bit xxHash of bytes: guards chunks against damage.
///
/// Not for identities, where somebody might want a collision: those are SHA-256. It is here because a chunk is checked on every read,
/// and SHA-256 or CRC-32 would cost more than the decoding.
package enum XXHash64 {
    /// The hash of `bytes` under a seed.
    package static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        XXH64(bytes.baseAddress, bytes.count, seed)
    }

    /// The hash of a text's UTF-8 bytes.
    package static func hash(_ text: String) -> UInt64 {
        Array(text.utf8).withUnsafeBytes { hash($0) }
    }
}
