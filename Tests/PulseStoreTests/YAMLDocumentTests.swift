import PulseCore
import PulseStore
import Testing

@Suite("YAML documents")
struct YAMLDocumentTests {
    @Test("nodes carry their line and column")
    func locations() throws {
        let root = try YAMLDocument.parse(text: "name: trend\nrisk:\n  targets: [1, 2.5]\n  note: null\n", file: "s.yaml")
        guard case .mapping(let entries) = root.content, entries.count == 2 else { throw PulseError(.bug, "not a mapping") }
        #expect(entries[0].key == "name" && entries[0].value.content == .scalar("trend"))
        #expect(entries[0].value.location == SourceLocation(file: "s.yaml", line: 1, column: 7))
        guard case .mapping(let risk) = entries[1].value.content else { throw PulseError(.bug, "not a mapping") }
        guard case .list(let targets) = risk[0].value.content else { throw PulseError(.bug, "not a list") }
        #expect(targets.map(\.content) == [.scalar("1"), .scalar("2.5")])
        #expect(targets[1].location == SourceLocation(file: "s.yaml", line: 3, column: 16))
        #expect(risk[1].value.content == .null && risk[1].location.line == 4)
    }

    @Test("an empty text is nothing; quotes make a text of anything")
    func empty() throws {
        #expect(try YAMLDocument.parse(text: "", file: "s.yaml").content == .null)
        #expect(try YAMLDocument.parse(text: "# only a remark\n", file: "s.yaml").content == .null)
        #expect(try YAMLDocument.parse(text: "'null'", file: "s.yaml").content == .scalar("null"))
    }

    @Test(
        "what is no plain configuration is an error with its line",
        arguments: [
            ("a: 1\nb: 2\na: 3\n", 1), ("a: [1, 2\n", 2), ("? [x, y]\n: 1\n", 1), ("a: *nothing\n", 1), ("a: 1\n---\nb: 2\n", 2),
            ("a:\n\t- 1\n", 2), ("x: {b: 1, b: 2}\n", 1),
        ])
    func faults(text: String, line: Int) throws {
        let error = #expect(throws: PulseError.self) { try YAMLDocument.parse(text: text, file: "s.yaml") }
        #expect(error?.kind == .configuration)
        #expect(error?.diagnostics.first?.location?.line == line, "\(error?.description ?? "")")
        #expect(error?.diagnostics.first?.location?.column != nil)
    }

    @Test("texts that are made to exhaust memory or the stack end in an error")
    func bombs() {
        let laughs = (1...9).reduce("a0: &a0 [x, x]\n") { text, level in
            text + "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        let doubling = (1...23).reduce("a0: &a0 {x: 1}\n") { text, level in text + "a\(level): &a\(level) [*a\(level - 1)]\n" }
        let keyed = laughs + "? *a9\n: 1\n"
        let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        let huge = "a: " + String(repeating: "x", count: YAMLDocument.Limit.bytes)
        for text in [laughs, keyed, deep, huge, doubling + String(repeating: "z: *a1\n", count: 3)] {
            #expect(throws: PulseError.self) { try YAMLDocument.parse(text: text, file: "s.yaml") }
        }
    }

    @Test("a few aliases are fine")
    func aliases() throws {
        let root = try YAMLDocument.parse(text: "a: &x {b: 1}\nc: *x\n", file: "s.yaml")
        guard case .mapping(let entries) = root.content else { throw PulseError(.bug, "not a mapping") }
        #expect(entries[0].value.content == entries[1].value.content)
    }
}
