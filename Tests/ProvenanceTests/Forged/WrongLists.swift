import JSONCursor
import PackageModel
import TestSupport

/// The registry's list of attestations, which nobody signs (A.3; C 3, 7, 42).
enum WrongLists {
    static let all: [WrongRelease] = [
        WrongRelease("failed attestations-present", "C 42: an empty list") {
            $0.publish = nil
            $0.provenance = nil
        },
        WrongRelease("failed provenance-present", "C 3: a publication alone") { $0.provenance = nil },
        WrongRelease("failed provenance-present", "C 3: attestations of another kind alone") {
            $0.publish = nil
            $0.provenance?.statement[path: "predicateType"] = .string("https://example.com/scan/v1")
        },
        WrongRelease("failed attestations-distinct", "provenance twice") {
            $0.others = [$0.provenance].compactMap { $0 }
        },
        WrongRelease("failed attestations-distinct", "a publication twice") {
            $0.others = [$0.publish].compactMap { $0 }
        },
        WrongRelease("failed attestations-distinct", "provenance of two versions of SLSA") {
            var second = $0.provenance
            second?.statement[path: "predicateType"] = .string(ForgedAttestation.slsa02)
            $0.others = [second].compactMap { $0 }
        },
        WrongRelease(
            "failed statement-announced-type", "C 6: provenance hidden under another type, beside the real one"
        ) {
            var hidden = $0.provenance
            hidden?.announcedType = "https://example.com/scan/v1"
            $0.others = [hidden].compactMap { $0 }
        },
        WrongRelease("failed statement-subject-name", "the attestations of another package") {
            $0.publish?.statement[path: "subject.0.name"] = .string("pkg:npm/right-pad@1.0.0")
            $0.provenance?.statement[path: "subject.0.name"] = .string("pkg:npm/right-pad@1.0.0")
        },
        WrongRelease("failed attestations-list", "no list") {
            $0.editList = { $0.replacing(#"{"attestations":["#, with: #"{"others":["#) }
        },
        WrongRelease("failed attestations-item", "an attestation without a type") {
            $0.editList = { $0.replacing(#"{"predicateType":"#, with: #"{"type":"#) }
        },
        WrongRelease("failed attestations-item", "an element that is no attestation") {
            $0.editList = { $0.replacing(#"{"attestations":["#, with: #"{"attestations":[null,"#) }
        },
        WrongRelease("failed attestations-json", "C 30: two lists by one name") {
            $0.editList = { $0.replacing(#"{"attestations":["#, with: #"{"attestations":[],"attestations":["#) }
        },
        WrongRelease("failed attestations-json", "C 30: a text that not every parser reads the same") {
            $0.editList = { $0.replacing(#"{"attestations":["#, with: #"{"x":"\ud800","attestations":["#) }
        },
        WrongRelease("unknown attestations-unreadable", "an answer that breaks off") {
            $0.editList = { String($0.dropLast(100)) }
        },
        WrongRelease("unknown attestations-unreadable", "a page of a proxy in place of the answer") {
            $0.editList = { _ in "<!DOCTYPE html><title>Just a moment...</title>" }
        },
        WrongRelease("unknown attestations-unreadable", "nothing at all") { $0.editList = { _ in "" } },
        WrongRelease("unknown attestations-limit", "C 9: more attestations than are read") {
            let foreign = #"{"predicateType":"https://example.com/scan/v1","bundle":{}},"#
            let many = String(repeating: foreign, count: 15)
            $0.editList = { $0.replacing(#"{"attestations":["#, with: #"{"attestations":[\#(many)"#) }
        },
        WrongRelease("unknown attestations-json-limit", "C 7: a list without an end") {
            let many = String(repeating: "{},", count: 100_000)
            $0.editList = { $0.replacing(#"{"attestations":["#, with: #"{"attestations":[\#(many)"#) }
        },
    ]
}
