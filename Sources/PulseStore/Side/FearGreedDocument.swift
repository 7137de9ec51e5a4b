import Foundation
import PulseCore

/// Reads the fear & greed index as alternative.me gives it: `{"data":[{"value":"25","timestamp":"1700000000"}]}`.
package enum FearGreedDocument {
    /// One entry for each element of `data`. Throws `PulseError(.badData)` where the text is no such document.
    package static func parse(_ bytes: [UInt8], _ options: SideOptions, file: String) throws -> [Result<SideRow, SideRowFault>] {
        let location = SourceLocation(file: file)
        let document: Any
        do {
            document = try JSONSerialization.jsonObject(with: Data(bytes))
        } catch {
            throw PulseError(.badData, "is no whole JSON document", at: location, hint: "fetch it again")
        }
        guard let object = document as? [String: Any], let data = object["data"] as? [Any] else {
            throw PulseError(.badData, "has no list 'data'", at: location)
        }
        return data.map { entry in
            guard let entry = entry as? [String: Any] else { return .failure(SideRowFault("the entry is no object")) }
            guard let time = entry["timestamp"].flatMap({ JSONValue.time($0, options.timeFormat) }) else {
                return .failure(SideRowFault("the timestamp is no time: seconds since 1970 are needed, or a date like 2024-01-31"))
            }
            guard let value = entry["value"].flatMap(JSONValue.number) else { return .failure(SideRowFault("the value is no number")) }
            let known = time.advanced(byMilliseconds: options.knownDelay)
            return .success(SideRow(options.instrument, .fearGreed, SideObservation(eventTime: time, knownAt: known, value: value)))
        }
    }
}
