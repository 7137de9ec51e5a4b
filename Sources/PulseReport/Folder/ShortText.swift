/// At most eight bytes of text in one word, in the order of memory.
struct ShortText {
    let bytes: UInt64
    let length: Int

    /// Traps on longer texts.
    init(_ text: String) {
        let utf8 = Array(text.utf8)
        precondition(utf8.count <= 8, "a short text has eight bytes at most")
        var word: UInt64 = 0
        for (index, byte) in utf8.enumerated() { word |= UInt64(byte) << UInt64(8 * index) }
        bytes = UInt64(littleEndian: word)
        length = utf8.count
    }
}
