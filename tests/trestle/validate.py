#!/usr/bin/env python3
"""Validates every OSCAL document in a folder with compliance-trestle. Never changes a file in that folder.

Usage: validate.py FOLDER [TRESTLE]      TRESTLE: path of the command; without it the one on PATH

Makes a workspace in a temporary folder, copies each document into it and runs `trestle validate -a` once: trestle then
reads each into its models and puts it through all of its validators. Prints what trestle says about those that fail,
and the count; exits with 1 if one failed, was passed over, or there was none.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


# The root of a document, and what trestle calls the folder of such documents and the file.
KINDS = {"catalog": ("catalogs", "catalog.json"), "mapping-collection": ("mapping-collections", "mapping-collection.json")}


def kind(path):
    """The folder and the file name that trestle wants for a document."""
    root = next(iter(json.loads(path.read_text(encoding="utf-8"))))
    return KINDS[root]


def run(trestle, workspace, *arguments):
    """One trestle command in the workspace: exit code and everything it printed."""
    done = subprocess.run([trestle, *arguments], cwd=workspace, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def main(folder, trestle):
    documents = sorted(pathlib.Path(folder).glob("*.json"))
    if not documents:
        print(f"{folder}: no documents")
        return 1
    with tempfile.TemporaryDirectory() as workspace:
        code, said = run(trestle, workspace, "init", "--local")
        if code != 0:
            print(said)
            return 1
        for path in documents:
            house, name = kind(path)
            place = pathlib.Path(workspace, house, path.stem)
            place.mkdir(parents=True)
            shutil.copyfile(path, place / name)
        code, said = run(trestle, workspace, "validate", "-a")
    lines = said.splitlines()
    # "VALID: Model …/catalogs/NAME/catalog.json passed …"
    passed = {path.stem for path in documents for line in lines
              if line.startswith("VALID: ") and f"/{path.stem}/{kind(path)[1]}" in line}
    missing = [path for path in documents if path.stem not in passed]
    if code != 0 or missing:
        print("\n".join(line for line in lines if not line.startswith("VALID: ")))
        for path in missing:
            print(f"{path}: not found valid")
    print(f"{len(passed)} of {len(documents)} documents are valid for trestle")
    return 1 if code != 0 or missing else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    command = sys.argv[2] if len(sys.argv) == 3 else shutil.which("trestle")
    if command is None:
        sys.exit("trestle is not on PATH; install it with: pip install compliance-trestle")
    sys.exit(main(sys.argv[1], str(pathlib.Path(command).resolve()) if "/" in command else command))
