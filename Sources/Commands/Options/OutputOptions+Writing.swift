import Reporting

extension OutputOptions {
    /// Writes the report to `--output`, or to standard output.
    func write(_ text: String, in environment: Environment) throws(CommandFailure) {
        do {
            if let file {
                try environment.files.replace(environment.absolute(file), Array(text.utf8))
            } else {
                try environment.standardOutput.write(text)
            }
        } catch { throw CommandFailure(error, path: file ?? "standard output") }
    }

    /// Writes a report in JSON: to standard output while it is made, to a file once it is whole.
    func write(_ report: JSONNode, in environment: Environment) throws(CommandFailure) {
        do {
            if let file {
                var bytes: [UInt8] = []
                JSONWriter.write(report) { bytes += $0 }
                try environment.files.replace(environment.absolute(file), bytes)
            } else {
                try JSONWriter.write(report, to: environment.standardOutput.write)
            }
        } catch { throw CommandFailure(error, path: file ?? "standard output") }
    }

    func palette(_ environment: Environment) -> Palette {
        switch color {
        case .always: .colored
        case .never: .plain
        case .auto: isColored(environment) ? .colored : .plain
        }
    }

    /// Cells of a line of the terminal that the report goes to; nil when it goes elsewhere.
    func columns(_ environment: Environment) -> Int? {
        guard file == nil, environment.standardOutput.isTerminal else { return nil }
        return environment.variable("COLUMNS").flatMap { Int($0) } ?? environment.standardOutput.columns
    }

    private func isColored(_ environment: Environment) -> Bool {
        if environment.variable("NO_COLOR") != nil { return false }
        if let force = environment.variable("FORCE_COLOR") { return force != "0" }
        return file == nil && environment.standardOutput.isTerminal && environment.variable("TERM") != "dumb"
            && environment.variable("CI") == nil
    }
}

extension Environment {
    /// Writes what is no report to standard output.
    func say(_ text: String) throws(CommandFailure) {
        do {
            try standardOutput.write(text)
        } catch { throw CommandFailure(error, path: "standard output") }
    }
}
