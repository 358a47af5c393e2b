import Foundation
import TestSupport
import Testing

/// docs/architecture.md says which module imports which, exactly as the sources do.
@Suite struct ArchitectureTests {
    private static let sources = TestFiles.package.appending(path: "Sources")

    @Test func theTableOfImportsIsTrue() throws {
        let documentation = TestFiles.package.appending(path: "docs/architecture.md")
        let text = try String(contentsOf: documentation, encoding: .utf8)
        let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix("Who imports whom\n") }
        var documented: [String: Set<String>] = [:]
        for row in try #require(section).split(separator: "\n") where row.hasPrefix("| `") {
            let cells = row.split(separator: "|").map(Self.names)
            for module in cells.first ?? [] { documented[module] = Set(cells.last ?? []) }
        }
        let modules = Set(try FileManager.default.contentsOfDirectory(atPath: Self.sources.path))
        #expect(Set(documented.keys) == modules)
        for module in modules.sorted() {
            #expect(documented[module] == (try Self.imports(of: module).intersection(modules)), "\(module)")
        }
    }

    /// What stands between back quotes.
    private static func names(_ cell: Substring) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }

    private static func imports(of module: String) throws -> Set<String> {
        let folder = sources.appending(path: module)
        var found: Set<String> = []
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where file.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let words = line.split(separator: " ").drop { ["public", "package"].contains($0) }
                if words.count == 2, words.first == "import", let name = words.last { found.insert(String(name)) }
            }
        }
        return found
    }
}
