import Foundation
import GRDB
import PulseCore

/// Turns SQLite's errors into errors for the user's eyes.
enum StoreError {
    /// Runs `body` and translates what SQLite throws; other errors pass.
    static func translating<Result>(_ url: URL, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw translated(error, url)
        }
    }

    /// Whether another connection is in the way, which will pass.
    static func isBusy(_ error: DatabaseError) -> Bool { error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED }

    static func translated(_ error: DatabaseError, _ url: URL) -> PulseError {
        let location = SourceLocation(file: url.path)
        let reason = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return PulseError(.tryAgain, "another process is writing to the store", at: location)
        case .SQLITE_FULL:
            return PulseError(.io, "the disk is full; nothing was written", at: location)
        case .SQLITE_NOTADB:
            return PulseError(.configuration, "this file is not an AlphaPulse store", at: location)
        case .SQLITE_CORRUPT:
            return PulseError(.badData, "the store is damaged: \(reason)", at: location)
        case .SQLITE_CONSTRAINT, .SQLITE_MISUSE, .SQLITE_ERROR:
            return PulseError(.bug, "the store refused a statement: \(reason)", at: location)
        default:
            return PulseError(.io, "the store cannot be read or written: \(reason)", at: location)
        }
    }
}
