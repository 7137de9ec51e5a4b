import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseStore

struct RunLookup {
    let options: GlobalOptions

    func folder(_ text: String) throws -> RunFolder {
        let folder = RunFolder(URL(fileURLWithPath: text))
        if FileManager.default.fileExists(atPath: folder.file("run.json").path) { return folder }
        let settings = try Settings(options: options)
        let record = try RunRegistry(try CandleStore.existing(at: settings.storeURL)).find(text)
        let found = RunFolder(URL(fileURLWithPath: record.folder))
        guard FileManager.default.fileExists(atPath: found.file("run.json").path) else {
            throw PulseError(.missing, "the folder of run \(record.id.prefix(12)) is gone: \(record.folder)", hint: "run it again")
        }
        return found
    }
}
