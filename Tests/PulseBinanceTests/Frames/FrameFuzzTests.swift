import Foundation
import PulseBinance
import PulseCore
import PulseTesting
import Testing

/// Bytes that end where the next page may not be read: who reads on is killed.
private final class GuardedBytes {
    private let page: Int
    private let base: UnsafeMutableRawPointer

    init() {
        page = Int(sysconf(Int32(_SC_PAGESIZE)))
        base = mmap(nil, page * 3, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        mprotect(base, page, PROT_NONE)
        mprotect(base + page * 2, page, PROT_NONE)
    }

    deinit { munmap(base, page * 3) }

    /// The bytes at the end of the readable page, or at its start.
    func place(_ bytes: some Collection<UInt8>, atEnd: Bool) -> UnsafeRawBufferPointer {
        precondition(bytes.count <= page)
        let start = atEnd ? base + page * 2 - bytes.count : base + page
        UnsafeMutableRawBufferPointer(start: start, count: bytes.count).copyBytes(from: bytes)
        return UnsafeRawBufferPointer(start: start, count: bytes.count)
    }
}

@Suite("Damaged frames")
struct FrameFuzzTests {
    private let decoder = FrameDecoder(instruments: FrameFixture.symbols)
    private let slow = FrameDecoder(instruments: FrameFixture.symbols, usesFastPath: false)

    /// Decodes in a guarded place, both ways; whether they agree.
    private func agree(_ bytes: some Collection<UInt8>, _ memory: GuardedBytes) -> Bool {
        var fast: [FeedMessage] = []
        var general: [FeedMessage] = []
        let placed = memory.place(bytes, atEnd: true)
        let outcome = decoder.decode(placed, receivedAt: 0, into: &fast)
        let other = slow.decode(placed, receivedAt: 0, into: &general)
        _ = decoder.decode(memory.place(bytes, atEnd: false), receivedAt: 0, into: &fast)
        return outcome == other && fast.prefix(general.count).elementsEqual(general)
    }

    @Test("Cut anywhere, a frame is quarantined and nothing is read behind its end")
    func truncation() {
        let memory = GuardedBytes()
        for frame in FrameFixture.frames {
            for length in 0..<frame.count {
                #expect(agree(frame.prefix(length), memory))
                guard case .quarantined = FrameFixture.decode(Array(frame.prefix(length)), decoder).outcome else {
                    Issue.record("cut at \(length) and taken")
                    continue
                }
            }
            #expect(agree(frame, memory))
        }
    }

    @Test("Changed bytes never trap, and both ways of reading agree")
    func changedBytes() {
        let memory = GuardedBytes()
        var random = SplitMix64(seed: 5)
        for frame in FrameFixture.frames {
            for _ in 0..<4_000 {
                var copy = frame
                for _ in 0...Int(random.next() % 3) {
                    let place = Int(random.next() % UInt64(copy.count))
                    switch random.next() % 4 {
                    case 0: copy[place] = UInt8(truncatingIfNeeded: random.next())
                    case 1: copy[place] = UInt8(ascii: "0") + UInt8(random.next() % 10)
                    case 2: copy.remove(at: place)
                    default: copy.insert(Array("\"\\{}[],:.-e09tf ".utf8)[Int(random.next() % 16)], at: place)
                    }
                }
                #expect(agree(copy, memory), "\(String(decoding: copy, as: UTF8.self))")
            }
        }
    }

    @Test("Noise and deep nesting are quarantined")
    func noise() {
        let memory = GuardedBytes()
        var random = SplitMix64(seed: 9)
        for _ in 0..<20_000 {
            let bytes = (0..<Int(random.next() % 200)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            #expect(agree(bytes, memory))
        }
        let alphabet = Array("{}[]\",:0123456789.eEtruefalsn\\u \"k\"s".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int(random.next() % 80)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            #expect(agree(bytes, memory))
        }
        for opening in ["[", "{\"a\":", "[{\"e\":"] {
            let deep = Array(String(repeating: opening, count: 100_000).utf8)
            guard case .quarantined = FrameFixture.decode(deep).outcome else {
                Issue.record("taken")
                continue
            }
        }
    }

    @Test("Whole frames of any bytes give a value, and what is understood is written back as it was")
    func wholeFrames() throws {
        var random = SplitMix64(seed: 21)
        for frame in FrameFixture.frames {
            for _ in 0..<500 {
                var copy = frame
                copy[Int(random.next() % UInt64(copy.count))] = UInt8(32 + random.next() % 95)
                let read = BinanceFrame(copy)
                if case .quarantined(let bytes, _) = read.payload {
                    #expect(bytes == copy)
                } else {
                    #expect(read.wire?.canonical == WireValue(json: copy)?.canonical)
                }
            }
        }
    }
}
