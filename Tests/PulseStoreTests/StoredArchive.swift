import Foundation

/// Writes archives by hand, without compression: enough to show an importer what sound, strange and broken ones look like.
enum StoredArchive {
    /// A zip archive with the given members.
    static func zip(_ members: [(name: String, text: String)]) -> Data {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in members {
            let content = Array(text.utf8)
            // Version, flags, method 0, time, date, checksum, both sizes, length of the name, no extra field.
            let common =
                number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(crc32(content), 4) + number(content.count, 4)
                + number(content.count, 4) + number(name.utf8.count, 2) + number(0, 2)
            directory += number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 10) + number(bytes.count, 4) + Array(name.utf8)
            bytes += number(0x0403_4B50, 4) + common + Array(name.utf8) + content
        }
        let start = bytes.count
        bytes += directory
        bytes += number(0x0605_4B50, 4) + number(0, 4) + number(members.count, 2) + number(members.count, 2)
        bytes += number(directory.count, 4) + number(start, 4) + number(0, 2)
        return Data(bytes)
    }

    /// A gzip file of stored blocks.
    static func gzip(_ text: String) -> Data {
        let content = Array(text.utf8)
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var start = 0
        repeat {
            let end = min(content.count, start + 65_535)
            bytes += [end == content.count ? 1 : 0] + number(end - start, 2) + number(65_535 - (end - start), 2) + content[start..<end]
            start = end
        } while start < content.count
        bytes += number(crc32(content), 4) + number(content.count, 4)
        return Data(bytes)
    }

    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
    }

    /// The checksum of both formats (ISO 3309).
    private static func crc32(_ bytes: [UInt8]) -> Int {
        let table = (0..<256 as Range<UInt32>).map { index in
            (0..<8).reduce(index) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        }
        return Int(~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 255)] ^ ($0 >> 8) })
    }
}
