#!/usr/bin/env python3
"""Times compliance-trestle resolving one profile against one catalog. Never changes a file it was given.

Usage: trestle.py TRESTLE PROFILE CATALOG      TRESTLE: path of the command

Prints one JSON line: milliseconds of some runs inside of one process (both files read, resolved, written), milliseconds
of whole commands with Python's start, and how many controls came out.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

INSIDE = """
import json, pathlib, sys, time
from trestle.core.profile_resolver import ProfileResolver
root = pathlib.Path(sys.argv[1])
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    catalog = ProfileResolver.get_resolved_profile_catalog(root, root / "profiles/p/profile.json")
    text = catalog.oscal_serialize_json()
    times.append((time.perf_counter() - start) * 1000)
def count(node):
    if isinstance(node, list):
        return sum(map(count, node))
    if not isinstance(node, dict):
        return 0
    return len(node.get("controls", [])) + sum(map(count, node.values()))
print(json.dumps({"inside": times, "controls": count(json.loads(text))}))
"""


def main(trestle, profile, catalog):
    # Not resolved: the interpreter beside the command knows its packages only by that place.
    python = pathlib.Path(trestle).absolute().parent / "python"
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        subprocess.run([trestle, "init", "--local"], cwd=root, check=True, capture_output=True)
        for folder in ("catalogs/c", "profiles/p"):
            (root / folder).mkdir(parents=True)
        shutil.copyfile(catalog, root / "catalogs/c/catalog.json")
        document = json.loads(pathlib.Path(profile).read_text(encoding="utf-8"))
        for one in document["profile"]["imports"]:
            one["href"] = "trestle://catalogs/c/catalog.json"
        (root / "profiles/p/profile.json").write_text(json.dumps(document), encoding="utf-8")
        ran = subprocess.run([python, "-c", INSIDE, name, "3"], cwd=root, check=True, capture_output=True, text=True)
        result = json.loads(ran.stdout.strip().splitlines()[-1])
        start = time.perf_counter()
        subprocess.run([trestle, "author", "profile-resolve", "-n", "p", "-o", "resolved"], cwd=root, check=True, capture_output=True)
        result["command"] = [(time.perf_counter() - start) * 1000]
    print(json.dumps(result))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
