import NIOCore
import NIOHTTP1
import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// All state of a running venue. Lives on one event loop, and is touched by nothing else.
final class VenueLoop {
    let market: VenueMarket
    let configuration: VenueConfiguration
    let eventLoop: any EventLoop
    let clock: VenueClock
    let rest: VenueREST
    var schedule: VenueSchedule
    var connections: [UInt64: VenueConnection] = [:]
    /// Connections that hear a stream of the schedule, in the order in which they subscribed.
    var listeners: [Int: [VenueConnection]] = [:]
    var statistics = VenueStatistics()
    /// Where the venue's clock stands.
    var now: Int64
    /// When the clock started, in nanoseconds of the event loop's clock; nil before.
    var startedAt: UInt64?
    /// When a control message came in last, in milliseconds of the wall clock.
    var lastControl: Int64 = 0
    var isStopped = false
    /// A step of a clock of maximal speed is on its way.
    var isPumping = false
    /// The next step is queued on the event loop.
    var isStepQueued = false
    /// After a connection was cut on purpose: how many listened, until when the clock waits for them, and from when on.
    var awaited: (listeners: Int, until: Int64, notBefore: Int64)?
    let silences: [FaultPlan.Silence]
    /// What is still to come: cuts and announcements, by time.
    var incidents: [Incident]
    private var accounts: [BinanceMarket: LimitAccount]
    /// Of what is limited in requests; empty where the market runs faster than the clock, by which nobody could keep to such limits.
    private var requestAccounts: [RESTLimit: LimitAccount] = [:]
    private var requests: UInt64 = 0
    private var attempts: RateWindow
    private var openChannels = 0
    private var nextConnection: UInt64 = 1

    /// Something that is done to a connection at an instant.
    struct Incident {
        enum Kind { case cut, shutdown }

        var time: Int64
        var kind: Kind
        var choice: UInt64
    }

    init(_ market: VenueMarket, _ configuration: VenueConfiguration, _ eventLoop: any EventLoop) {
        self.market = market
        self.configuration = configuration
        self.eventLoop = eventLoop
        clock = VenueClock(speed: configuration.speed, from: market.live.from.milliseconds, end: market.end)
        let source = FrameSource(market, clock)
        rest = VenueREST(source)
        schedule = VenueSchedule(source)
        now = clock.from
        accounts = Dictionary(uniqueKeysWithValues: BinanceMarket.allCases.map { ($0, LimitAccount(limit: $0.weightPerMinute)) })
        if case .times(...1) = configuration.speed {
            for limit in RESTLimit.allCases {
                requestAccounts[limit] = limit.requests.map { LimitAccount(limit: $0, window: RESTLimit.window) }
            }
        }
        attempts = RateWindow(limit: 300, length: 300_000)
        silences = market.faults.silences(market.live, instruments: market.series.count, base: market.base)
        let cuts = market.faults.disconnects(market.live, base: market.base).map { Incident(time: $0.time, kind: .cut, choice: $0.choice) }
        let shutdowns = market.faults.shutdowns(market.live, base: market.base).map {
            Incident(time: $0.time, kind: .shutdown, choice: $0.choice)
        }
        incidents = (cuts + shutdowns).sorted { $0.time < $1.time }
    }

    /// Milliseconds since the epoch by the machine's clock: limits and pings go by it, whatever the venue's speed.
    var wallClock: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    var isDone: Bool {
        configuration.stopsAfterMarket && now >= clock.end && connections.isEmpty && statistics.connections > 0
    }

    /// Whether one more connection is let in.
    func admit(_ channel: any Channel) -> Bool {
        guard !isStopped, openChannels < VenueConfiguration.maximumConnections else {
            channel.close(promise: nil)
            return false
        }
        openChannels += 1
        channel.closeFuture.assumeIsolated().whenComplete { _ in self.openChannels -= 1 }
        return true
    }

    func stop() {
        isStopped = true
        for connection in connections.values { connection.close(code: 1_001, reason: "Going away") }
    }

    // MARK: Requests

    /// Answers a request, after faults and limits.
    func answer(_ request: VenueRequest) -> VenueAnswer {
        statistics.requests += 1
        requests += 1
        let place = VenueREST.market(of: request.path)
        if place != nil, let fault = market.faults.request(requests) {
            statistics.faults += 1
            return Self.failure(fault, at: wallClock)
        }
        var answer = rest.answer(request, at: now)
        guard let place, var account = accounts[place] else { return answer }
        let time = wallClock
        var verdict = account.charge(answer.weight, at: time)
        var refusal = "Too much request weight used; current limit is \(account.limit) request weight per 1 MINUTE. "
        let limit = RESTLimit(path: request.path)
        if verdict == .allowed, var requests = requestAccounts[limit] {
            verdict = requests.charge(1, at: time)
            requestAccounts[limit] = requests
            refusal = "Too many requests; current limit is \(requests.limit) requests per 5 MINUTE. "
            // A ban is for everything that the address asks.
            if case .banned(let until, _) = verdict, configuration.enforcesLimits { account.ban(until: until) }
        }
        accounts[place] = account
        if configuration.enforcesLimits {
            switch verdict {
            case .allowed: break
            case .limited(let retryAfter): answer = Self.limited(refusal, retryAfter: retryAfter)
            case .banned(let until, let retryAfter): answer = Self.banned(until: until, retryAfter: retryAfter)
            }
        }
        answer.headers += ["X-MBX-USED-WEIGHT", "X-MBX-USED-WEIGHT-1M"].map { .init(name: $0, value: String(account.used)) }
        return answer
    }

    private static func limited(_ reason: String, retryAfter: Int64) -> VenueAnswer {
        var answer = VenueAnswer.error(
            -1003, reason + "Please use WebSocket Streams for live updates to avoid polling the API.", status: 429)
        answer.headers = [.init(name: "Retry-After", value: String(retryAfter))]
        return answer
    }

    private static func banned(until: Int64, retryAfter: Int64) -> VenueAnswer {
        var answer = VenueAnswer.error(
            -1003,
            "Way too much request weight used; IP banned until \(until). "
                + "Please use WebSocket Streams for live updates to avoid bans.", status: 418)
        answer.headers = [.init(name: "Retry-After", value: String(retryAfter))]
        return answer
    }

    private static func failure(_ fault: FaultPlan.RequestFault, at time: Int64) -> VenueAnswer {
        switch fault {
        case .tooMany: return limited("Too many requests. ", retryAfter: 1)
        case .banned: return banned(until: time + 2_000, retryAfter: 2)
        case .unavailable: return VenueAnswer("{\"code\":0,\"msg\":\"Service Unavailable.\"}", status: 503)
        case .internalError:
            return .error(-1000, "An unknown error occurred while processing the request.", status: 500)
        case .badGateway:
            var answer = VenueAnswer("<html><head><title>502 Bad Gateway</title></head></html>", status: 502)
            answer.contentType = "text/html"
            return answer
        }
    }

    // MARK: Stream connections

    /// Whether a request to become a stream connection is granted.
    func accepts(_ head: HTTPRequestHead) -> Bool {
        guard head.uri.utf8.count <= VenueConfiguration.maximumURLBytes,
            VenueRoute.of(path: VenueRequest(method: "GET", uri: head.uri).path) != nil,
            connections.count < VenueConfiguration.maximumConnections
        else { return false }
        return !configuration.enforcesLimits || attempts.take(at: wallClock)
    }

    /// How a stream connection is refused that asks the spot market for a unit of time that there is not; nil for others. Futures have no
    /// units, and pass the parameter over.
    static func refusal(_ head: HTTPRequestHead) -> VenueAnswer? {
        let request = VenueRequest(method: "GET", uri: head.uri)
        guard VenueRoute.of(path: request.path)?.route.market == .spot, request.streamsMicroseconds == nil else { return nil }
        return .error(-1194, "Invalid time unit.")
    }

    /// A new connection; closed at once where its URL asks for too many streams.
    func open(_ encoder: ChannelHandlerContext, uri: String) -> VenueConnection? {
        let request = VenueRequest(method: "GET", uri: uri)
        guard let (door, rest) = VenueRoute.of(path: request.path) else { return nil }
        var route = door
        if route == .plain, market.indices(of: .usdm).isEmpty { route = .spot }
        let isCombined = rest.hasPrefix("stream")
        var names = rest.hasPrefix("ws/") ? rest.dropFirst(3).split(separator: "/").map(String.init) : []
        if isCombined { names += (request["streams"] ?? "").split(separator: "/").map(String.init) }
        // Clients number their connections in the path: what cannot be a stream is none.
        names.removeAll { StreamName.read($0, route, market) == .malformed }
        var control = ControlSession(route: route, isCombined: isCombined)
        let isWithin = control.start(names)
        let connection = VenueConnection(
            number: nextConnection, route: route, isMicroseconds: request.streamsMicroseconds ?? false, control: control,
            encoder: encoder, openedAt: now, wallClock: wallClock)
        nextConnection += 1
        statistics.connections += 1
        connections[connection.number] = connection
        guard isWithin else {
            connection.close(code: 1_008, reason: "Too many subscriptions")
            return connection
        }
        for name in names { subscribe(connection, name) }
        lastControl = wallClock
        return connection
    }

    func closed(_ connection: VenueConnection) {
        for number in connection.streams.keys.sorted() { drop(connection, number) }
        connection.streams = [:]
        connections[connection.number] = nil
        if isPumping { settle() }
    }

    private func subscribe(_ connection: VenueConnection, _ name: String) {
        guard case .stream(let known) = StreamName.read(name, connection.route, market), connection.route.delivers(known) else { return }
        var stream = known
        stream.isMicroseconds = connection.isMicroseconds && known.market == .spot
        guard let number = schedule.subscribe(stream) else { return }
        guard connection.streams.updateValue(name, forKey: number) == nil else { return schedule.unsubscribe(number) }
        listeners[number, default: []].append(connection)
    }

    private func drop(_ connection: VenueConnection, _ number: Int) {
        schedule.unsubscribe(number)
        listeners[number]?.removeAll { $0 === connection }
    }

    /// Takes a text frame.
    func received(_ bytes: [UInt8], on connection: VenueConnection) {
        guard counts(connection) else { return }
        let outcome = connection.control.handle(bytes) { StreamName.read($0, connection.route, self.market) != .malformed }
        for name in outcome.removed {
            for (number, known) in connection.streams where known == name {
                connection.streams[number] = nil
                drop(connection, number)
            }
        }
        for name in outcome.added { subscribe(connection, name) }
        lastControl = wallClock
        connection.send(.text, Array(outcome.reply.utf8))
    }

    func pinged(_ payload: [UInt8], on connection: VenueConnection) {
        guard counts(connection) else { return }
        connection.send(.pong, payload)
    }

    func ponged(_ payload: [UInt8], on connection: VenueConnection) {
        // What answers a ping of ours is expected; others count as messages.
        if let unanswered = connection.unanswered, unanswered.payload == payload {
            connection.unanswered = nil
            if isPumping { settle() }
        } else {
            _ = counts(connection)
        }
    }

    /// Counts a client's message; closes the connection that sends too many.
    private func counts(_ connection: VenueConnection) -> Bool {
        guard configuration.enforcesLimits, !connection.messages.take(at: wallClock) else { return true }
        connection.close(code: 1_008, reason: "Too many requests")
        return false
    }
}
