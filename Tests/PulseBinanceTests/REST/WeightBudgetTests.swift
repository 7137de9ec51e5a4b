import PulseBinance
import PulseCore
import Testing

@Suite("Request weight")
struct WeightBudgetTests {
    /// Sends requests at random times; whether more than the allowance ever went into one calendar window.
    private func staysWithin(_ seed: UInt64, allowance: Int, _ admit: (inout WeightBudget, Int, Int64) -> WeightBudget.Decision) -> Bool {
        var random = SplitMix64(seed: seed)
        var budget = WeightBudget(limit: allowance, share: 1)
        var now: Int64 = 1_700_000_012_345
        var windows: [Int64: Int] = [:]
        for _ in 0..<2_000 {
            now += Int64(random.next() % 3_000)
            let weight = 1 + Int(random.next() % 40)
            switch admit(&budget, weight, now) {
            case .go: windows[now / 60_000, default: 0] += weight
            case .wait(let until):
                #expect(until > now && until <= (now / 60_000 + 1) * 60_000)
                if random.next() % 2 == 0 { now = until }
            }
        }
        return windows.values.allSatisfy { $0 <= allowance }
    }

    @Test("No calendar minute gets more than the allowance")
    func windows() {
        for seed in 0..<20 { #expect(staysWithin(UInt64(seed), allowance: 200) { $0.admit($1, at: $2) }) }
        // A budget that forgets what it has let through is found out.
        #expect(
            !staysWithin(1, allowance: 200) { budget, weight, now in
                var copy = budget
                return copy.admit(weight, at: now)
            })
    }

    @Test("What the server counted is taken over, and forgotten with its minute")
    func observed() {
        var budget = WeightBudget(limit: 100, share: 0.5)
        #expect(budget.allowance == 50)
        #expect(budget.admit(10, at: 60_000) == .go)
        budget.observe(used: 49, at: 61_000)
        #expect(budget.admit(2, at: 62_000) == .wait(until: 120_000))
        budget.observe(used: 3, at: 63_000)
        #expect(budget.used == 49)
        #expect(budget.admit(2, at: 120_000) == .go)
        #expect(budget.used == 2)
        // Heavier than everything: alone in its minute.
        #expect(budget.admit(400, at: 125_000) == .wait(until: 180_000))
        #expect(budget.admit(400, at: 180_000) == .go)
    }

    @Test("A refusal stops everything until its end")
    func blocked() {
        var budget = WeightBudget(limit: 100)
        budget.block(until: 300_000)
        budget.block(until: 200_000)
        #expect(budget.admit(1, at: 299_999) == .wait(until: 300_000))
        #expect(budget.admit(1, at: 300_000) == .go)
    }
}
