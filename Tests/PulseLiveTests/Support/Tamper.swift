import Foundation
import GRDB

/// Changes a store behind the program's back.
enum Tamper {
    static func execute(_ url: URL, _ sql: String) throws {
        let queue = try DatabaseQueue(path: url.path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }
}
