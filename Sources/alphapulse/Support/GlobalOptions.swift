import ArgumentParser
import Foundation

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Folder that holds the store and the state.", valueName: "dir"))
    var home: String?

    @Flag(name: .long, help: "Print one JSON object instead of text.")
    var json = false

    @Flag(name: [.short, .long], help: "No progress and no notes on standard error.")
    var quiet = false

    @Flag(name: .long, help: "No colour, whatever the terminal.")
    var noColor = false
}
