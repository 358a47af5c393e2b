import Foundation

/// The facts that a straightforward program would decode, for comparison.
struct CodablePackument: Decodable {
    struct Person: Decodable { let name, email: String? }
    struct Dist: Decodable {
        struct Signature: Decodable { let keyid, sig: String }
        let integrity, shasum: String?
        let fileCount, unpackedSize: Int?
        let signatures: [Signature]?
    }
    struct Repository: Decodable { let url: String? }
    struct Version: Decodable {
        let dist: Dist
        let _npmUser: Person?
        let maintainers: [Person]?
        let scripts, dependencies, optionalDependencies: [String: String]?
        let gitHead, deprecated: String?
        let repository: Repository?
    }
    let name: String
    let versions: [String: Version]
    let time: [String: String]
    let maintainers: [Person]?
}

func decodeWithJSONDecoder(_ data: Data) throws -> Int {
    try JSONDecoder().decode(CodablePackument.self, from: data).versions.count
}

func decodeWithJSONSerialization(_ data: Data) throws -> Int {
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (object?["versions"] as? [String: Any])?.count ?? 0
}
