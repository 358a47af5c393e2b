import FuzzDriver
import Registry

@testable import RegistryHTTP

// As a project's `.npmrc` or `.yarnrc.yml`, no bytes send a variable to a host that the user did not name, show one, or decide
// whom to trust. What may be seen of a configuration is the same whatever the variable's value is.
private struct Visible: Equatable {
    let texts: [String]
    let grants: [Credentials.Grant]

    init(_ configuration: RegistryConfiguration) {
        let scopes = configuration.scopedRegistries.map { "\($0.key): \($0.value)" }.sorted()
        let proxies = [configuration.httpProxy, configuration.httpsProxy].map { proxy in
            proxy.map { UserInfo(splitting: $0.value) }
        }
        self.texts =
            [configuration.registry] + scopes + configuration.notices + proxies.map { $0?.address ?? "" }
            + proxies.map { proxy in
                WebAddress(proxy?.address ?? "")?.origin == npm ? "" : proxy?.authorization?.value ?? ""
            }
        self.grants = configuration.credentials.grants.filter { $0.origin != npm }
    }
}

private let npm = WebAddress(Endpoints.defaultRegistry)?.origin

@Sendable private func check(_ layers: ([String: String]) -> [ConfigurationLayer]) {
    let seen = ["first", "other"].map { value in
        let variables = ["NPM_TOKEN": value, "EMPTY": ""]
        let read = RegistryConfiguration(layers: layers(variables), variables: variables)
        guard read.verifiesTLS, read.certificates.isEmpty, read.certificateFiles.isEmpty else {
            fatalError("a project decides whom to trust")
        }
        return Visible(read)
    }
    guard seen[0] == seen[1] else { fatalError("a variable is sent away or shown: \(seen[0]) \(seen[1])") }
}

fuzz { bytes in
    if let file = try? NPMRC(parsing: bytes) {
        guard file.entries.count <= NPMRC.maximumEntries else { fatalError("too many entries") }
        check { _ in [ConfigurationLayer(kind: .project, name: "f", entries: file.entries)] }
    }
    guard let file = try? YarnRC(parsing: bytes) else { return }
    let place = ConfigurationLayer.YarnPlace(kind: .project, name: "f", contents: file)
    check { ConfigurationLayer.layers(ofYarn: [place], variables: $0) }
    check { variables in
        let user = ConfigurationLayer.YarnPlace(variables: ["YARN_NPM_AUTH_TOKEN": variables["NPM_TOKEN"] ?? ""])
        return ConfigurationLayer.layers(ofYarn: [user, place], variables: variables)
    }
}
