import PulseCore
import PulseStrategy
import PulseTesting

/// What heads say their latest votes rest on, taken down after each block that they were given.
enum EvidenceRig {
    struct Entry: Equatable {
        var index: Int
        var vote: Vote
        var evidence: [Evidence]

        /// The first piece of a name.
        subscript(name: String) -> Evidence? { evidence.first { $0.name == name } }
    }

    /// The entries at the ends of the blocks of a cutting; of single candles where there is none.
    static func entries(_ head: some Head, _ candles: CandleColumns, _ timeframe: Timeframe, cutting: [Range<Int>]? = nil) -> [Entry] {
        record(head, candles, timeframe, cutting: cutting) { $0.evidence }.map { Entry(index: $0.index, vote: $0.vote, evidence: $0.found) }
    }

    /// Anything that a head can be asked after each block, with its latest vote.
    static func record<Subject: Head, Found>(
        _ head: Subject, _ candles: CandleColumns, _ timeframe: Timeframe, cutting: [Range<Int>]? = nil, _ ask: (Subject) -> Found
    ) -> [(index: Int, vote: Vote, found: Found)] {
        var head = head
        var result: [(index: Int, vote: Vote, found: Found)] = []
        var votes = [Vote](repeating: .abstain(.unusable), count: HeadFrame.maximumCount)
        HeadRig.feed(candles, timeframe, cutting: cutting ?? Cuttings.singles(count: candles.count)) { frame in
            let count = frame.candles.count
            votes.withUnsafeMutableBufferPointer { head.advance(frame, into: UnsafeMutableBufferPointer(rebasing: $0[..<count])) }
            result.append((frame.firstIndex + count - 1, votes[count - 1], ask(head)))
        }
        return result
    }

    /// P1 for evidence: at the end of any block it is what it is when candles come one by one.
    static func isSameForAnyCutting(_ head: some Head, _ candles: CandleColumns, _ timeframe: Timeframe, seed: UInt64 = 1) -> Bool {
        let singles = entries(head, candles, timeframe)
        return Cuttings.varied(count: candles.count, seed: seed).allSatisfy { cutting in
            entries(head, candles, timeframe, cutting: cutting).allSatisfy { $0 == singles[$0.index] }
        }
    }

    /// A mutant: tells what the vote before the latest block rested on.
    struct Stale<Subject: Head>: Head {
        var subject: Subject
        var evidence: [Evidence] = []
        var id: HeadID { subject.id }
        var warmup: Int { subject.warmup }

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            evidence = subject.evidence
            subject.advance(frame, into: votes)
        }
    }
}
