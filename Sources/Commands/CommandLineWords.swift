/// The words of a command line: arguments up to `--` that are neither options nor values of options.
enum CommandLineWords {
    /// Options that take the next argument. `--require-provenance` takes none (cli.md).
    private static let optionsWithValue: Set<String> = [
        "-f", "--file", "-o", "--output", "--format", "--color", "--top", "--omit", "--fail-on", "--policy",
        "--registry", "--downloads-api", "--github-api", "--cache-dir", "--record", "--replay", "--timeout", "--now",
        "--tuf-mirror", "--trusted-root", "--npm-keys", "--reason", "--expires", "--generate-completion-script",
    ]

    /// Where they stand.
    static func positions(in arguments: [String]) -> [Int] {
        var positions: [Int] = []
        var isValue = false
        for (index, argument) in arguments.enumerated() {
            if argument == "--" { break }
            let isOption = argument.hasPrefix("-") && argument != "-"
            if !isOption, !isValue { positions.append(index) }
            isValue = isOption && takesNext(argument)
        }
        return positions
    }

    /// Of short options in one argument, `-qf`, the last one can take the next.
    private static func takesNext(_ option: String) -> Bool {
        guard !option.hasPrefix("--"), let last = option.last else { return optionsWithValue.contains(option) }
        return optionsWithValue.contains("-\(last)")
    }

    /// Whether one letter more, less, changed or swapped with its neighbour makes one word of the other.
    static func isOneEdit(_ left: String, _ right: String) -> Bool {
        let (short, long) = left.utf8.count <= right.utf8.count ? (left, right) : (right, left)
        let (few, many) = (Array(short.utf8), Array(long.utf8))
        guard many.count - few.count <= 1, few != many else { return false }
        let start = zip(few, many).prefix { $0 == $1 }.count
        if few.count < many.count { return few[start...] == many[(start + 1)...] }
        if few[(start + 1)...] == many[(start + 1)...] { return true }
        return few[start] == many[start + 1] && few[start + 1] == many[start]
            && few[(start + 2)...] == many[(start + 2)...]
    }
}
