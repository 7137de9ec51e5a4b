import Foundation
import PulseCore
import Synchronization

/// Asks Binance's REST interface for public market data of one market.
///
/// Keeps within the weight that the server allows and its share of it, waits where the server says so, tries again with a growing and
/// random delay where an answer fails for reasons that are not ours, and goes on to the next host then.
///
/// All methods throw `PulseError`: `.unavailable` where the venue cannot be reached or refuses to serve, `.tryAgain` where it has
/// forbidden requests for longer than the client is willing to wait, `.missing` for a symbol that it does not know, `.badData` for
/// what it refused otherwise or answers that make no sense.
public final class BinanceClient: Sendable {
    public struct Options: Hashable, Sendable {
        /// The part of the server's limits that this client takes.
        public var share = 0.8
        /// How many times faster than the clock the market runs, for rehearsals.
        public var speed = 1.0
        /// How often a request is sent before it is given up.
        public var attempts = 6
        /// Seconds until an answer must begin, and then go on.
        public var timeout = 15.0
        /// The longest wait for a refusal (429, 418) to end, in milliseconds.
        public var patience: Int64 = 120_000
        /// Seeds the random part of delays.
        public var seed: UInt64 = 0x9E37

        public init() {}
    }

    private struct State {
        var budgets: [WeightBudget]
        var random: SplitMix64
        /// The host that answered last.
        var host = 0
    }

    /// A count of weight above any limit.
    private static let mostWeight = 10_000_000
    /// Seconds; Binance bans for three days at most.
    private static let longestBan = 30 * 86_400.0

    public let market: BinanceMarket
    /// Base addresses in order of preference.
    public let hosts: [String]
    public let options: Options
    let clock: RESTClock
    private let transport: any RESTTransport
    private let state: Mutex<State>

    /// - Parameter hosts: base addresses such as `https://api.binance.com`; empty for the market's own.
    public init(
        market: BinanceMarket, hosts: [String] = [], options: Options = Options(), transport: any RESTTransport = HTTPClientTransport(),
        clock: RESTClock = .system
    ) {
        self.market = market
        self.hosts = (hosts.isEmpty ? market.restHosts : hosts).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.options = options
        self.clock = clock
        self.transport = transport
        let budgets = RESTLimit.allCases.map { $0.budget(market, share: options.share, speed: options.speed) }
        state = Mutex(State(budgets: budgets, random: SplitMix64(seed: options.seed)))
    }

    /// Request weight used in the current minute, as far as is known.
    public var usedWeight: Int { state.withLock { $0.budgets[RESTLimit.weight.rawValue].used } }

    /// The path of an endpoint that both markets have under the same name.
    func path(_ name: String) -> String { (market == .spot ? "/api/v3/" : "/fapi/v1/") + name }

    /// The answer as JSON.
    func json(_ path: String, _ query: [(String, String)] = [], weight: Int) async throws -> WireValue {
        let body = try await body(path, query, weight: weight)
        guard let value = WireValue(json: body) else { throw Self.malformed(path, body) }
        return value
    }

    /// The answer's bytes.
    func body(_ path: String, _ query: [(String, String)] = [], weight: Int) async throws -> [UInt8] {
        let limit = RESTLimit(path: path)
        var failure = PulseError(.unavailable, "the venue was not asked")
        var refusing: Set<Int> = []
        for attempt in 0..<max(1, options.attempts) {
            if attempt > 0 { try await clock.sleep(delay(attempt)) }
            try await admit(weight, limit)
            let host = state.withLock { $0.host }
            let address = hosts[host] + path + Self.queryText(query)
            guard let url = URL(string: address) else { throw PulseError(.usage, "'\(address)' is no address") }
            do {
                let response = try await transport.get(url, timeout: options.timeout)
                switch judge(response, path: path, limit: limit) {
                case .success(let body): return body
                case .final(let error): throw error
                case .refused(let error):
                    failure = error
                    refusing.insert(host)
                    guard refusing.count < hosts.count else { throw error }
                    leave(host)
                case .retry(let error, let movesOn):
                    failure = error
                    if movesOn { leave(host) }
                }
            } catch let error as PulseError {
                throw error
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                if Task.isCancelled { throw CancellationError() }
                failure = PulseError(.unavailable, "\(hosts[host]) cannot be reached: \(error.localizedDescription)")
                leave(host)
            }
        }
        throw failure
    }

    private enum Judgement {
        case success([UInt8])
        case retry(PulseError, movesOn: Bool)
        /// By this host; another may answer, and none has to be asked twice.
        case refused(PulseError)
        case final(PulseError)
    }

    private func judge(_ response: RESTResponse, path: String, limit: RESTLimit) -> Judgement {
        let now = clock.now()
        if let used = (response.headers["x-mbx-used-weight-1m"] ?? response.headers["x-mbx-used-weight"]).flatMap({ Int($0) }) {
            // Headers are anybody's words: no number of theirs may overflow ours.
            let possible = min(max(used, 0), Self.mostWeight)
            state.withLock { $0.budgets[RESTLimit.weight.rawValue].observe(used: possible, at: now) }
        }
        let quote = Self.beginning(response.body)
        switch response.status {
        case 200..<300:
            guard let first = response.body.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
                return .retry(PulseError(.badData, "the answer to \(path) is no JSON: \(quote)"), movesOn: true)
            }
            return .success(response.body)
        case 429, 418:
            let seconds = response.headers["retry-after"].flatMap { Double($0) }.flatMap { $0.isNaN ? nil : $0 }
            let end = state.withLock { state in
                let budget = state.budgets[limit.rawValue]
                let end = seconds.map { now + Int64(min(max(0, $0), Self.longestBan) * 1_000) } ?? budget.windowEnd(at: now)
                // A ban is for everything that the address asks.
                for index in state.budgets.indices where response.status == 418 || index == limit.rawValue {
                    state.budgets[index].block(until: end)
                }
                return end
            }
            return .retry(Self.stopped(until: end, response.status), movesOn: false)
        case 403, 451:
            let reason = response.status == 451 ? "does not serve this place" : "refuses this address or request"
            return .refused(PulseError(.unavailable, "the venue \(reason) (HTTP \(response.status)): \(quote)"))
        case 408, 500..<600:
            return .retry(PulseError(.unavailable, "the venue failed (HTTP \(response.status)): \(quote)"), movesOn: true)
        default:
            return .final(Self.refusal(response, path))
        }
    }

    /// Waits until the budget has room.
    private func admit(_ weight: Int, _ limit: RESTLimit) async throws {
        while true {
            let now = clock.now()
            let (decision, isBlocked) = state.withLock { state in
                (state.budgets[limit.rawValue].admit(weight, at: now), now < state.budgets[limit.rawValue].blockedUntil)
            }
            guard case .wait(let until) = decision else { return }
            if isBlocked, until - now > options.patience { throw Self.stopped(until: until, 418) }
            try await clock.sleep(max(1, until - now))
        }
    }

    /// Prefers another host from now on, unless somebody else has already moved.
    private func leave(_ host: Int) {
        state.withLock { if $0.host == host { $0.host = (host + 1) % hosts.count } }
    }

    /// Milliseconds before an attempt: half a second, and a random part of what doubles each time, up to sixteen seconds.
    private func delay(_ attempt: Int) -> Int64 {
        let share = state.withLock { $0.random.uniform() }
        return 500 + Int64(share * 1_000 * Double(min(16, 1 << min(attempt, 5))))
    }
}
