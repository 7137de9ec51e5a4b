import Foundation
import PulseTesting
import Testing

@Suite struct AuditLuckTests {
    @Test func luckIsNotCalledSkillOnAnyNumberOfThreads() throws {
        let program = try Program()
        let arguments = ["audit", "luck", "--searches", "60", "--strategies", "20", "--days", "120", "--seed", "5"]
        let outcome = try program.run(arguments + ["--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let document = outcome.json
        #expect(document["schema"] as? String == "alphapulse.luck.v1")
        let verdicts = try #require(document["verdicts"] as? [[String: Any]])
        #expect(verdicts.map { $0["isHonest"] as? Bool } == [true, true, true, false])
        #expect(try program.run(arguments + ["--json", "--threads", "1"]).output == outcome.output)
        let text = try program.run(arguments)
        #expect(text.output.contains("60 searches among 20 worthless strategies of 120 days"))
        #expect(text.output.contains("fools itself"))
        #expect(try program.run("audit", "luck", "--share", "1.5").status == 64)
        #expect(try program.run("audit", "luck", "--days", "31").status == 64)
    }
}
