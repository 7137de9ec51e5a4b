import PulseLive

extension [SliceAssembly.Output] {
    var events: [SessionEvent] { compactMap { output -> SessionEvent? in if case .event(let event) = output { event } else { nil } } }

    var requests: [CandleRequest] {
        compactMap { output -> CandleRequest? in if case .request(let request) = output { request } else { nil } }
    }
}
