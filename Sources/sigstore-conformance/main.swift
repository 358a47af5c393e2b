import ConformanceClient
import Foundation

let client = ConformanceClient { path in try Array(Data(contentsOf: URL(fileURLWithPath: path))) }
switch client.run(Array(CommandLine.arguments.dropFirst())) {
case .verified: exit(0)
case .refused(let cause, let detail):
    FileHandle.standardError.write(Data("refused: \(detail) (\(cause))\n".utf8))
    exit(1)
case .usage(let message):
    FileHandle.standardError.write(Data("error: \(message)\n".utf8))
    exit(2)
}
