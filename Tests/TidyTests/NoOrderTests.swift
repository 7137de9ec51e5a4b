import Foundation
import Testing

/// No order can leave this program: nothing in it names an endpoint for orders or accounts, an interface's key, or a signature.
@Suite struct NoOrderTests {
    /// What a program that trades cannot do without, as regular expressions, whatever the case. There are no exceptions: the replay venue
    /// mentions none of it either.
    static let tools = [
        #"/v\d+/(order|batchOrders|openOrders|allOpenOrders|algo|sor/|account|leverage|marginType|positionSide|countdown)"#,
        // An endpoint's name alone, to be put behind a common path.
        #""/?(order|orderList|batchOrders|openOrders|allOpenOrders|listenKey)["/?]"#,
        #"\border(List)?\.(place|test|cancel|cancelReplace|modify|amend)\b"#, "X-MBX-APIKEY", #"api_?(key|secret)"#, "signature",
        #"\bhmac"#, "listenKey", "userDataStream", "recvWindow", #"session\.logon"#,
    ]

    /// Text files below a folder of the repository, whatever their kind: code, headers, scripts of pages.
    static func texts(_ folder: String) throws -> [TidyTests.Source] {
        let base = TidyTests.root.appendingPathComponent(folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path)
        return paths.sorted().compactMap { path in
            guard let text = try? String(contentsOf: base.appendingPathComponent(path), encoding: .utf8) else { return nil }
            return TidyTests.Source(path: folder + "/" + path, lines: text.components(separatedBy: "\n"))
        }
    }

    /// Where one of `tools` stands, as `file:line`; comments count, because an address looks like one.
    static func findings(in sources: [TidyTests.Source]) throws -> [String] {
        let pattern = tools.map { "(?:\($0))" }.joined(separator: "|")
        let expression = try NSRegularExpression(pattern: pattern, options: .caseInsensitive)
        return sources.flatMap { source in
            source.lines.enumerated().compactMap { index, line -> String? in
                let range = NSRange(line.startIndex..., in: line)
                return expression.firstMatch(in: line, range: range) == nil ? nil : "\(source.path):\(index + 1)"
            }
        }
    }

    @Test func nothingCanPlaceAnOrder() throws {
        let sources = try Self.texts("Sources")
        #expect(sources.count > 1_000 && sources.contains { !$0.path.hasSuffix(".swift") })
        #expect(try Self.findings(in: sources) == [])
    }

    @Test(arguments: [
        #"let path = "/api/v3/order""#, #"try await post("https://fapi.binance.com/fapi/v1/order?symbol=X")"#,
        #"path("order/test")"#, #"try await send(path("batchOrders"))"#, #"{"method":"order.place"}"#,
        #"headers["X-MBX-APIKEY"] = key"#, #"query += "&signature=\(hex)""#, #"ws/\(listenKey)"#,
        "HMAC<SHA256>.authenticationCode(for: query)", "/fapi/v2/account",
    ]) func anOrderThatIsPlantedIsFound(line: String) throws {
        let planted = TidyTests.Source(path: "Mutant.swift", lines: ["import Foundation", line])
        #expect(try Self.findings(in: [planted]) == ["Mutant.swift:2"])
    }
}
