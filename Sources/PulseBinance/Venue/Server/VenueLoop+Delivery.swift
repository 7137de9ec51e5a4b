import NIOCore
import PulseCore

extension VenueLoop {
    /// Moves the clock to an instant, sends what is due until then, and does what was planned for it. Nothing is flushed.
    func advance(to instant: Int64) {
        while let incident = incidents.first, incident.time <= instant {
            incidents.removeFirst()
            deliver(through: max(now, incident.time))
            strike(incident)
        }
        deliver(through: instant)
        expire()
    }

    private func deliver(through instant: Int64) {
        guard instant >= now else { return }
        let frames = schedule.advance(to: instant)
        now = instant
        for frame in frames { broadcast(frame) }
        guard market.faults.isActive else { return }
        for connection in connections.values where !connection.delayed.isEmpty {
            let due = connection.delayed.filter { $0.time <= instant }
            connection.delayed.removeAll { $0.time <= instant }
            for (_, payload) in due { write(VenueConnection.encode(.text, payload), to: connection) }
        }
        // Nothing comes any more that a frame could wait for.
        guard instant >= clock.end else { return }
        for connection in connections.values {
            guard let held = connection.held else { continue }
            connection.held = nil
            write(VenueConnection.encode(.text, held), to: connection)
        }
    }

    /// Sends a frame to all that listen: encoded once for those that want it plain, and once for each name that it is wrapped with.
    private func broadcast(_ frame: VenueFrame) {
        guard let hearers = listeners[frame.stream], !hearers.isEmpty, !isSilent(frame) else { return }
        var plain: ByteBuffer?
        var combined: (name: String, buffer: ByteBuffer)?
        for connection in hearers {
            guard let name = connection.streams[frame.stream] else { continue }
            if market.faults.isActive, harm(frame, name, connection) { continue }
            if connection.control.isCombined {
                if combined?.name != name {
                    combined = (name, VenueConnection.encode(.text, frame.payload, prefix: Self.prefix(name), suffix: Self.suffix))
                }
                if let combined { write(combined.buffer, to: connection) }
            } else {
                let buffer = plain ?? VenueConnection.encode(.text, frame.payload)
                plain = buffer
                write(buffer, to: connection)
            }
            if let held = connection.held {
                connection.held = nil
                write(VenueConnection.encode(.text, held), to: connection)
            }
        }
    }

    private static let suffix: [UInt8] = [UInt8(ascii: "}")]

    private static func prefix(_ name: String) -> [UInt8] { Array("{\"stream\":\"\(name)\",\"data\":".utf8) }

    private func write(_ buffer: ByteBuffer, to connection: VenueConnection) {
        statistics.frames += 1
        statistics.bytes += buffer.readableBytes
        connection.write(buffer)
    }

    private func isSilent(_ frame: VenueFrame) -> Bool {
        guard !silences.isEmpty, let instrument = frame.instrument else { return false }
        let isSilent = silences.contains { $0.instrument == instrument && $0.from <= frame.time && frame.time < $0.to }
        if isSilent { statistics.faults += 1 }
        return isSilent
    }

    /// Whether the frame is taken care of: dropped, damaged, kept for later.
    private func harm(_ frame: VenueFrame, _ name: String, _ connection: VenueConnection) -> Bool {
        let ordinal = connection.ordinals[frame.stream, default: 0]
        connection.ordinals[frame.stream] = ordinal + 1
        let fault = market.faults.frame(connection: connection.number, stream: Draw.hash(name), ordinal: ordinal)
        guard let fault else { return false }
        statistics.faults += 1
        let payload = connection.control.isCombined ? Self.prefix(name) + frame.payload + Self.suffix : frame.payload
        switch fault {
        case .dropped: break
        case .duplicated:
            // The second goes the usual way.
            write(VenueConnection.encode(.text, payload), to: connection)
            return false
        case .reordered:
            guard connection.held == nil else { return false }
            connection.held = payload
        case .delayed(let by):
            guard connection.delayed.count < VenueConnection.maximumDelayed else { return false }
            connection.delayed.append((frame.time + by, payload))
        case .corrupted(let number):
            write(VenueConnection.encode(.text, FaultPlan.corrupted(payload, number)), to: connection)
        }
        return true
    }

    /// Cuts one of the connections that listen, or announces that the spot market shuts down.
    private func strike(_ incident: Incident) {
        let candidates = connections.values.filter { !$0.isClosing && !$0.streams.isEmpty }.sorted { $0.number < $1.number }
        switch incident.kind {
        case .cut:
            guard !candidates.isEmpty else { return }
            statistics.faults += 1
            let victim = candidates[Int(Draw.below(Int64(candidates.count), incident.choice))]
            expect(candidates.count)
            victim.flush()
            victim.close(isCut: true)
        case .shutdown:
            for connection in candidates where connection.route.market == .spot {
                statistics.faults += 1
                let time = schedule.source.told(now) * (connection.isMicroseconds ? 1_000 : 1)
                let notice = "{\"e\":\"serverShutdown\",\"E\":\(time)}"
                let text = connection.control.isCombined ? "{\"stream\":\"!serverShutdown\",\"data\":\(notice)}" : notice
                write(VenueConnection.encode(.text, Array(text.utf8)), to: connection)
                connection.closesAt = now + 60_000
            }
        }
    }

    /// Closes what has lived for long enough.
    private func expire() {
        for connection in connections.values where !connection.isClosing {
            let isOld = configuration.lifetime.map { now - connection.openedAt >= $0 } ?? false
            guard isOld || connection.closesAt.map({ now >= $0 }) ?? false else { continue }
            expect(connections.values.count { !$0.isClosing && !$0.streams.isEmpty })
            connection.flush()
            connection.close(code: 1_001, reason: isOld ? "24 hours are over" : "Shutting down")
        }
    }

    /// A clock of maximal speed gives those that were cut the chance to come back: it runs on for three candles, and waits then.
    private func expect(_ listeners: Int) {
        awaited = (listeners, wallClock + Self.patience, now + 3 * market.base.milliseconds)
    }

    /// Milliseconds of wall time that a clock of maximal speed waits for clients to come back.
    private static let patience: Int64 = 15_000
}
