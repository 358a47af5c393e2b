#!/usr/bin/env python3
"""Compares `sigstore-conformance verify-bundle` with sigstore-python over real bundles and altered ones.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install sigstore==4.5.1
    swift build --product sigstore-conformance
    POC_SHARED_DATA=DIR /tmp/venv/bin/python Scripts/differential.py [--mutants 50] [--client FILE] [--details]

The bundles are the public conformance suite's, other clients' and those inside npm's attestation lists, by the anchors of the
case, else by production's and by staging's. Both sides are asked for the identity and the issuer that the certificate names,
so that only the bundle decides. An envelope's subject is not compared: npm's are SHA-512, and sigstore-python asks for none.
Bundles signed by a key are passed over, which sigstore-python does not verify.

Every disagreement is counted by its kind: our cause beside sigstore-python's words. REVIEWED explains the kinds that are
known; the exit status is 1 if there is another one. docs/verification.md has the same list in sentences.
"""
import argparse
import base64
import collections
import copy
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from cryptography import x509
from sigstore.models import Bundle, TrustedRoot
from sigstore.verify import Verifier, policy

# (our verdict, sigstore-python's verdict, why), all of them regular expressions for the whole of it.
REVIEWED = [
    ("verified|statement-subject", r"VerificationError: Integrated time only supported for dsse/hashedrekord 0\.0\.1 types",
     "it takes no time from entries of kind intoto 0.0.2, which all of npm's provenance had until 2025"),
    ("verified|statement-subject", r"InvalidBundle: failed to load bundle: 1 validation error for Bundle",
     "it wants an inclusion proof in bundles of version 0.1, which the format does not"),
    ("verified", r"VerificationError: not enough sources of verified time",
     "it leaves the end of an authority's validity out, which the conformance suite includes"),
    ("signature", "verified", "a P-384 key that signed SHA-256: the kind of key fixes the hash (A.5)"),
    ("token-known-authority", "verified",
     "it passes over tokens of authorities that it does not know where a log has signed a time; here such a token refuses"),
]

ISSUERS = ["1.3.6.1.4.1.57264.1.8", "1.3.6.1.4.1.57264.1.1"]
OURS_VERIFIED = {"verified", "statement-subject"}


class Subject:
    """One bundle, and what goes with it."""

    def __init__(self, name, document, root, artifact):
        self.name, self.document, self.root, self.artifact = name, document, root, artifact


def signer(document):
    """Identity and issuer in the certificate; None if it cannot be read."""
    material = document["verificationMaterial"]
    first = material.get("certificate") or material["x509CertificateChain"]["certificates"][0]
    certificate = x509.load_der_x509_certificate(base64.b64decode(first["rawBytes"]))
    name = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value[0].value
    found = {e.oid.dotted_string: e.value for e in certificate.extensions}
    for oid in ISSUERS:
        if oid in found:
            value = found[oid].value
            return str(name if isinstance(name, str) else "?"), (value[2:] if oid == ISSUERS[0] else value).decode()
    return None


def subjects(data):
    """All bundles of the data folder."""
    roots = {
        "production": data / "trust/root-signing/targets/trusted_root.json",
        "staging": data / "trust/pypi-sigstore-4.5.1/https%3A%2F%2Ftuf-repo-cdn.sigstage.dev/trusted_root.json",
    }
    cases = data / "conformance/assets/bundle-verify"
    for folder in sorted(path for path in cases.iterdir() if path.is_dir()):
        own = folder / "trusted_root.json"
        artifact = folder / "artifact"
        yield from load(folder / "bundle.sigstore.json", f"conformance/{folder.name}", {
            "own": own} if own.exists() else {"production": roots["production"]},
            artifact if artifact.exists() else cases.parent / "a.txt")
    for index in ["bundles", "attestations"]:
        for name in sorted(json.loads((data / index / "index.json").read_text())["files"]):
            path = data / name
            artifact = pathlib.Path(re.sub(r"\.sigstore(\.json)?$", "", str(path)))
            yield from load(path, name, roots, artifact if artifact != path and artifact.exists() else None)


def load(path, name, roots, artifact):
    try:
        document = json.loads(path.read_text())
    except ValueError:
        return
    listed = document.get("attestations") if isinstance(document, dict) else None
    bundles = [item["bundle"] for item in listed] if listed else [document]
    for place, bundle in enumerate(bundles):
        for kind, root in roots.items():
            yield Subject(f"{name}{f'[{place}]' if listed else ''} ({kind})", bundle, root, artifact)


def python_verdict(text, root, artifact, identity, issuer):
    try:
        bundle = Bundle.from_json(text)
        expected = policy.Identity(identity=identity, issuer=issuer)
        if bundle._dsse_envelope is not None:
            root.verify_dsse(bundle, expected)
        elif artifact is None:
            return None
        else:
            root.verify_artifact(artifact.read_bytes(), bundle, expected)
        return "verified"
    except Exception as error:  # every kind of exception is a verdict
        return f"{type(error).__name__}: {error}".split("\n")[0][:160]


def our_verdict(client, text, root, artifact, identity, issuer, folder):
    path = folder / "bundle.json"
    path.write_text(text)
    done = subprocess.run(
        [client, "verify-bundle", "--bundle", str(path), "--certificate-identity", identity,
         "--certificate-oidc-issuer", issuer, "--trusted-root", str(root), str(artifact or "sha256:" + "0" * 64)],
        capture_output=True, text=True)
    if done.returncode == 0:
        return "verified"
    found = re.search(r"\(([a-z0-9-]+)\)\s*$", done.stderr)
    return found.group(1) if found else f"exit {done.returncode}: {done.stderr.strip()[:160]}"


def leaves(value, path=()):
    """The paths of all values that are neither object nor list."""
    if isinstance(value, dict):
        return [leaf for key, child in value.items() for leaf in leaves(child, path + (key,))]
    if isinstance(value, list):
        return [leaf for place, child in enumerate(value) for leaf in leaves(child, path + (place,))]
    return [path]


def mutant(document, choose):
    """The document with one value altered, and what was done."""
    result = copy.deepcopy(document)
    path = choose.choice(leaves(document))
    parent = result
    for step in path[:-1]:
        parent = parent[step]
    old = parent[path[-1]]
    kind = choose.choice(["character", "bit", "shorter", "longer", "empty", "null", "removal", "number"])
    if kind == "removal":
        del parent[path[-1]]
    elif kind in ("null", "number", "empty"):
        parent[path[-1]] = {"null": None, "number": choose.randrange(1000), "empty": ""}[kind]
    else:
        if not isinstance(old, str) or not old:
            return None
        place = choose.randrange(len(old))
        if kind == "character":
            new = old[:place] + choose.choice("ABCxyz0189+/=-. ") + old[place + 1 :]
        elif kind == "shorter":
            new = old[: -choose.randrange(1, 5)]
        elif kind == "longer":
            new = old + old[-4:]
        else:
            try:
                data = bytearray(base64.b64decode(old, validate=True))
                data[choose.randrange(len(data))] ^= 1 << choose.randrange(8)
                new = base64.b64encode(bytes(data)).decode()
            except (ValueError, IndexError):
                return None
        parent[path[-1]] = new
    return (result, f"{kind} of {'.'.join(map(str, path))}") if result != document else None


def reviewed(ours, theirs):
    return any(re.fullmatch(a, ours) and re.fullmatch(b, theirs) for a, b, _ in REVIEWED)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--client", default=".build/debug/sigstore-conformance")
    parser.add_argument("--mutants", type=int, default=50, help="of each bundle that either side verifies")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--details", action="store_true", help="name every disagreement")
    options = parser.parse_args()
    data = pathlib.Path(os.environ["POC_SHARED_DATA"])
    choose = random.Random(options.seed)
    verifiers, unusable, counts = {}, set(), collections.Counter()
    kinds = collections.defaultdict(list)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)

        def compare(subject, document, title, who):
            verifier = verifiers.get(subject.root)
            text = json.dumps(document)
            theirs = python_verdict(text, verifier, subject.artifact, *who)
            if theirs is None:
                counts["passed over"] += 1
                return False
            ours = our_verdict(options.client, text, subject.root, subject.artifact, *who, folder)
            counts["compared"] += 1
            if (ours in OURS_VERIFIED) == (theirs == "verified"):
                counts["both verify" if theirs == "verified" else "both refuse"] += 1
            else:
                kinds[ours, theirs].append(title)
            return ours in OURS_VERIFIED or theirs == "verified"

        for subject in subjects(data):
            try:
                who = signer(subject.document)
            except (ValueError, KeyError, IndexError, TypeError, x509.ExtensionNotFound):
                who = None
            if who is None:
                counts["passed over"] += 1
                continue
            if subject.root not in verifiers:
                try:
                    verifiers[subject.root] = Verifier(trusted_root=TrustedRoot.from_file(str(subject.root)))
                except Exception as error:
                    verifiers[subject.root] = None
                    print(f"{subject.name}: sigstore-python cannot read the anchors: {error}"[:200])
            if verifiers[subject.root] is None:
                counts["passed over"] += 1
                continue
            if compare(subject, subject.document, subject.name, who):
                for _ in range(options.mutants):
                    altered = mutant(subject.document, choose)
                    if altered:
                        compare(subject, altered[0], f"{subject.name}: {altered[1]}", who)

    print(", ".join(f"{number} {what}" for what, number in sorted(counts.items())))
    unknown = 0
    for (ours, theirs), titles in sorted(kinds.items(), key=lambda item: -len(item[1])):
        known = reviewed(ours, theirs)
        unknown += 0 if known else len(titles)
        print(f"{'reviewed' if known else 'NEW     '} {len(titles):5} ours: {ours} | sigstore-python: {theirs}")
        for title in titles if options.details else titles[:2]:
            print(f"               {title}")
    print(f"{sum(map(len, kinds.values()))} disagreements, {unknown} of them not reviewed")
    sys.exit(1 if unknown else 0)


main()
