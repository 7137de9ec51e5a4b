import PulseCore
import PulseLive
import Testing

@Suite struct LatencyRecorderTests {
    /// Against sorted samples: never below the exact percentile of whole microseconds, and at most a thousandth above.
    @Test(arguments: 0..<10) func percentilesAreTrueToThreeDigits(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        var recorder = LatencyRecorder()
        var samples: [Int] = []
        for _ in 0..<(1 + Int(random.next() % 5_000)) {
            let nanoseconds = random.next() % [2_000, 1_000_000, 3_000_000_000, 500_000_000_000][Int(random.next() % 4)]
            recorder.record(.frameToVerdict, nanoseconds: nanoseconds)
            samples.append(Int((nanoseconds + 999) / 1_000))
        }
        samples.sort()
        let summary = recorder.summaries()[1]
        #expect(summary.stage == .frameToVerdict && summary.count == samples.count && summary.maximum == samples.last)
        let found = [(0.5, summary.p50), (0.9, summary.p90), (0.99, summary.p99), (0.999, summary.p999)]
        for (share, value) in found {
            let exact = samples[max(0, Int((share * Double(samples.count)).rounded(.up)) - 1)]
            #expect(value >= exact && Double(value) <= Double(exact) * 1.001 + 1, "\(share): \(value), not \(exact)")
        }
        #expect((summary.seconds - Double(samples.reduce(0, +)) / 1e6).magnitude < 1e-6 * summary.seconds + 1e-9)
        #expect(recorder.summaries()[0].count == 0)
    }

    @Test func longerThanTenMinutesIsTenMinutes() {
        var recorder = LatencyRecorder()
        recorder.record(.journalCommit, nanoseconds: .max)
        let summary = recorder.summaries()[3]
        #expect(summary.maximum == 600_000_000 && summary.p50 == 600_000_000)
    }

    @Test func theRecentOnesAreOfTwoIntervals() {
        var recorder = LatencyRecorder()
        func recent() -> Int { recorder.recentSummaries()[0].count }
        recorder.record(.frameToDecoded, nanoseconds: 5_000)
        recorder.rotate()
        recorder.record(.frameToDecoded, nanoseconds: 7_000)
        #expect(recent() == 2 && recorder.recentSummaries()[0].maximum == 7)
        recorder.rotate()
        #expect(recent() == 1)
        recorder.rotate()
        #expect(recent() == 0 && recorder.summaries()[0].count == 2)
    }

    /// Spans come out in the order in which they went in, each once; beyond the bound they are not counted, and room comes with the next taking.
    @Test func theInboxHoldsSoManySpansAndNoMore() {
        let inbox = LatencyInbox()
        for number in 0..<LatencyInbox.capacity + 5 { inbox.add(.journalCommit, nanoseconds: UInt64(number)) }
        #expect(inbox.take().map { Int($0.nanoseconds) } == Array(0..<LatencyInbox.capacity))
        inbox.add(.frameToVerdict, nanoseconds: 7)
        let next = inbox.take()
        #expect(next.count == 1 && next[0].stage == .frameToVerdict && next[0].nanoseconds == 7)
        #expect(inbox.take().isEmpty)
    }
}
