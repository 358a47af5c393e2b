import Reporting

extension OutputOptions {
    /// Writes the report to `--output`, or to standard output.
    func write(_ text: String, in environment: Environment) throws(CommandFailure) {
        do {
            if let output {
                try environment.files.replace(environment.absolute(output), Array(text.utf8))
            } else {
                try environment.standardOutput.write(text)
            }
        } catch { throw CommandFailure(error, path: output ?? "standard output") }
    }

    func palette(_ environment: Environment) -> Palette {
        switch color {
        case .always: .colored
        case .never: .plain
        case .auto: isColored(environment) ? .colored : .plain
        }
    }

    private func isColored(_ environment: Environment) -> Bool {
        if environment.variable("NO_COLOR") != nil { return false }
        if let force = environment.variable("FORCE_COLOR") { return force != "0" }
        return output == nil && environment.standardOutput.isTerminal && environment.variable("TERM") != "dumb"
            && environment.variable("CI") == nil
    }
}
