#!/usr/bin/env python3
"""Signatures go both ways between this project and compliance-trestle. Never signs anything that is kept.

Usage: signatures.py ATLAS RULESCAPE [TRESTLE]

ATLAS: a packed demonstration atlas; RULESCAPE and TRESTLE: the commands. In a temporary folder, for Ed25519 and P-256:
what `rulescape sign` and `rulescape pack --sign` write passes `trestle verify` and `verify-manifest`, what `trestle
sign` and `sign-manifest` write passes `rulescape verify`, and each refuses the other's signature over a changed document.
Exits with 1 if one of them says something else.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

FACTS = pathlib.Path(__file__).resolve().parents[2] / "data" / "demonstration"
KEYS = FACTS / "keys-openly-worthless"


def run(*words):
    """Exit code and everything that was printed."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def main(atlas, rulescape, trestle):
    catalog = pathlib.Path(atlas, "catalogs", "lantern-rules.json")
    wrong = []
    counted = 0

    def expect(good, name, *words):
        nonlocal counted
        counted += 1
        code, said = run(*words)
        if (code == 0) != good:
            wrong.append(f"{name}: exit {code}\n{said}")

    with tempfile.TemporaryDirectory() as room:
        room = pathlib.Path(room)
        changed = room / "changed" / catalog.name
        changed.parent.mkdir()
        document = json.loads(catalog.read_text(encoding="utf-8"))
        document["catalog"]["metadata"]["title"] += ", altered"
        changed.write_text(json.dumps(document), encoding="utf-8")
        for key in ("lantern", "lantern-board"):
            private, public = KEYS / f"{key}.pem", KEYS / f"{key}.pub.pem"
            ours, theirs = room / f"{key}.ours.json", room / f"{key}.theirs.json"
            expect(True, "rulescape sign", rulescape, "sign", catalog, "--key", private, "-o", ours)
            expect(True, "trestle sign", trestle, "sign", "--beta", "-f", catalog, "--private-key", private, "-o", theirs)
            for good, what in ((True, catalog), (False, changed)):
                expect(good, f"trestle verify, {key}, {good}", trestle, "verify", "--beta", "-f", what,
                       "--signature", ours, "--public-key", public)
                expect(good, f"rulescape verify, {key}, {good}", rulescape, "verify", what, "--signature", theirs, "--key", public)
            packed = room / key
            expect(True, "rulescape pack --sign", rulescape, "pack", FACTS, "-o", packed, "--sign", private)
            manifest = packed / "package.manifest.json"
            expect(True, f"trestle verify-manifest, {key}", trestle, "verify-manifest", "--beta", "--manifest", manifest,
                   "--signature", packed / "package.manifest.dsse.json", "--public-key", public)
            expect(True, f"trestle verify of a packed sidecar, {key}", trestle, "verify", "--beta",
                   "-f", packed / "catalogs" / catalog.name,
                   "--signature", packed / "signatures" / "catalogs" / "lantern-rules.dsse.json", "--public-key", public)
            package = room / f"{key}.package.json"
            expect(True, "trestle sign-manifest", trestle, "sign-manifest", "--beta", "--manifest", manifest,
                   "--private-key", private, "-o", package)
            expect(True, f"rulescape verify of a package, {key}", rulescape, "verify", manifest, "--signature", package, "--key", public)
            shutil.copyfile(changed, packed / "catalogs" / catalog.name)
            expect(False, f"rulescape verify of a changed package, {key}", rulescape, "verify", manifest,
                   "--signature", package, "--key", public)
            expect(False, f"trestle verify-manifest of a changed package, {key}", trestle, "verify-manifest", "--beta",
                   "--manifest", manifest, "--signature", packed / "package.manifest.dsse.json", "--public-key", public)
    for line in wrong:
        print(line)
    print(f"{counted - len(wrong)} of {counted} steps between rulescape and trestle went as they should")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    command = sys.argv[3] if len(sys.argv) == 4 else shutil.which("trestle")
    if command is None:
        sys.exit("trestle is not on PATH; install it with: pip install compliance-trestle")
    sys.exit(main(sys.argv[1], str(pathlib.Path(sys.argv[2]).resolve()), command))
