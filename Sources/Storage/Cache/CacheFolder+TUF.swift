import JSONCursor
package import PackageModel
import Registry

extension CacheFolder {
    /// The most bytes that the files of one TUF repository may have, as they are kept.
    private static var maximumTUFBytes: Int { 8 << 20 }

    /// The files of the last update over TUF, and when that was; nil if there are none that can be read.
    ///
    /// Untrusted: whoever uses them goes over all checks again.
    package func tufFiles(of mirror: String) -> (files: [String: [UInt8]], updated: Timestamp)? {
        let request = Self.tufRequest(mirror)
        let limits = JSONLimits(bytes: request.maximumBytes, depth: 4, values: 8192)
        guard let kept = answer(to: request, CollectingDecoder()),
            let object = (try? JSONValue(parsing: kept.answer.output, limits: limits))?.object
        else { return nil }
        var files: [String: [UInt8]] = [:]
        for member in object.members {
            guard let bytes = member.value.string.flatMap({ Base64.decode($0) }) else { return nil }
            files[member.key] = bytes
        }
        return (files, kept.checked)
    }

    /// Keeps them, all in one file, so that no process sees a part of an update.
    package func keepTUFFiles(_ files: [String: [UInt8]], updated: Timestamp, of mirror: String) {
        let members = files.sorted { precedesBytewise($0.key, $1.key) }.map {
            "\(quoted($0.key)): \"\(Base64.encode($0.value))\""
        }
        let body = Array("{\(members.joined(separator: ", "))}".utf8)
        let request = Self.tufRequest(mirror)
        guard body.count <= request.maximumBytes else { return }
        guard var draft = draft(request, checked: updated) else { return }
        draft.append { $0 += body }
        keep(draft, entityTag: nil)
    }

    private static func tufRequest(_ mirror: String) -> WebRequest {
        WebRequest(service: .tuf, url: mirror, accept: "*/*", maximumBytes: maximumTUFBytes)
    }
}
