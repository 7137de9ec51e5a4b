import NIOCore
import PulseCore

extension VenueLoop {
    /// Wall time between steps: clients shall see frames when they are due, not in lumps.
    private static let tick = TimeAmount.milliseconds(1)
    /// Wall time without a control message after which a clock that waits for clients starts, in milliseconds.
    private static let quiet: Int64 = 300
    /// The most venue time that a step passes over, in milliseconds: bounds what is made at a time.
    private static let longestStep: Int64 = 600_000

    /// Starts the work that goes by the wall clock.
    func start() {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: Self.tick) { task in
            let loop = bound.value
            guard !loop.isStopped else { return task.cancel() }
            loop.work()
        }
        eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .milliseconds(500)) { task in
            let loop = bound.value
            guard !loop.isStopped else { return task.cancel() }
            loop.keepAlive()
        }
    }

    private func work() {
        guard mayRun else { return }
        switch clock.speed {
        case .maximum:
            if !isPumping { pump() }
        case .times:
            let time = eventLoop.now.uptimeNanoseconds
            guard let startedAt else { return startedAt = time }
            let target = clock.time(elapsedNanoseconds: time - startedAt)
            // A step that took long is caught up with in several, so that pings and requests are not kept waiting.
            advance(to: min(target, now + Self.longestStep))
            for connection in connections.values {
                connection.flush()
                guard connection.buffered > VenueConfiguration.maximumBufferedBytes else { continue }
                statistics.slowConsumers += 1
                connection.close(isCut: true)
            }
        }
    }

    /// Whether the clock runs: a clock that waits does so until the first subscriptions are through.
    private var mayRun: Bool {
        guard startedAt == nil, configuration.waitsForClient || clock.speed == .maximum else { return true }
        guard schedule.isHeard, wallClock - lastControl >= Self.quiet else { return false }
        startedAt = eventLoop.now.uptimeNanoseconds
        return true
    }

    // MARK: Maximal speed

    /// Steps on until something was sent; then waits until every socket has taken it.
    func pump() {
        isPumping = true
        var steps = 0
        while steps < 64 {
            guard !isStopped, now < clock.end, isAwaitingNobody else {
                isPumping = false
                return
            }
            let candle = now.floored(toMultipleOf: market.base.milliseconds)
            advance(to: min(clock.end, now + max(1_000, market.base.milliseconds / 12)))
            steps += 1
            let isNewCandle = now.floored(toMultipleOf: market.base.milliseconds) != candle
            if send(isNewCandle: isNewCandle) { return }
        }
        again()
    }

    private func again() {
        guard !isStepQueued else { return }
        isStepQueued = true
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.execute {
            bound.value.isStepQueued = false
            if bound.value.isPumping { bound.value.pump() }
        }
    }

    /// Flushes; at the end of a candle asks all for a pong, which says that they have read everything before. Whether there is anything to wait for.
    private func send(isNewCandle: Bool) -> Bool {
        var sent: [EventLoopFuture<Void>] = []
        for connection in connections.values where !connection.isClosing {
            if isNewCandle, connection.unanswered == nil, !connection.streams.isEmpty {
                let payload = Array("\(now)".utf8)
                connection.unanswered = (wallClock, payload)
                connection.lastPing = wallClock
                connection.write(VenueConnection.encode(.ping, payload))
            }
            if let future = connection.flush() { sent.append(future) }
        }
        guard !sent.isEmpty else { return false }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        EventLoopFuture.andAllComplete(sent, on: eventLoop).whenComplete { _ in bound.value.settle() }
        return true
    }

    /// Goes on once all has been taken and all pongs are there.
    func settle() {
        guard isPumping, !isStopped else { return }
        guard connections.values.allSatisfy({ $0.isClosing || ($0.buffered == 0 && $0.unanswered == nil) }) else { return }
        again()
    }

    /// Whether the clock need not wait: somebody listens, and who was cut is back or has had time enough. After the last candle it goes to
    /// its end without listeners, too: who has heard all candles may leave before.
    private var isAwaitingNobody: Bool {
        let isHeard = schedule.isHeard || now >= market.live.to.milliseconds
        guard let awaited else { return isHeard }
        if now < awaited.notBefore { return true }
        let listening = connections.values.count { !$0.isClosing && !$0.streams.isEmpty }
        if listening < awaited.listeners, wallClock < awaited.until { return false }
        guard wallClock - lastControl >= Self.quiet || wallClock >= awaited.until else { return false }
        self.awaited = nil
        return isHeard
    }

    // MARK: Pings

    /// Pings at each market's pace, and closes what does not answer.
    private func keepAlive() {
        let time = wallClock
        for connection in connections.values where !connection.isClosing {
            let isSpot = connection.route.market == .spot
            let every = configuration.pingSeconds?.every ?? (isSpot ? 20 : 180)
            var patience = configuration.pingSeconds?.patience ?? (isSpot ? 60 : 600)
            if isPumping { patience = min(patience, VenueConfiguration.stallSeconds) }
            if let unanswered = connection.unanswered {
                guard time - unanswered.sentAt >= patience * 1_000 else { continue }
                statistics.slowConsumers += 1
                connection.close(code: 1_008, reason: "Pong timeout")
            } else if time - connection.lastPing >= every * 1_000 {
                let payload = Array(String(time).utf8)
                connection.unanswered = (time, payload)
                connection.lastPing = time
                connection.send(.ping, payload)
            }
        }
        if isPumping { settle() }
    }
}
