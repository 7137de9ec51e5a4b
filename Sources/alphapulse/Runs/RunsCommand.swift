import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseStore

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List, show and compare the runs that were made.",
        subcommands: [RunsList.self, RunsShow.self, RunsCompare.self])
}
