#!/usr/bin/env python3
"""clang-tidy over every .cpp of ours, two at a time; unchanged files are skipped.

    clang_tidy.py BUILD_DIR

BUILD_DIR need only be configured, but without unity batches: in these no file has a command of its
own, and it would go unread.

A file is unchanged when its compile command, .clang-tidy, the tool's version and the text of the
file and of every header of ours that it reaches are as they were when it last passed. (System
headers are taken as fixed.) What passed is remembered in BUILD_DIR/../tidy-cache. Exit 0 clean,
1 findings, 2 could not run.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Tests answer to the compiler alone: they would double the time.
FOLDERS = ("engine", "workflows", "adapters", "api")
INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
TOOLS = ("clang-tidy-19", "clang-tidy")


def reached(source, seen):
    """`source` and the headers of ours that it includes, directly or not."""
    if source in seen or not source.is_file():
        return
    text = source.read_bytes()
    seen[source] = text
    for name in INCLUDE.findall(text):
        path = name.decode()
        reached(ROOT / path, seen)
        reached(source.parent / path, seen)


def key(entry, common):
    """What decides the verdict on one file, as a hash."""
    seen = {}
    reached(pathlib.Path(entry["file"]), seen)
    digest = hashlib.sha256(common)
    digest.update(entry["command"].encode())
    for path in sorted(seen):
        digest.update(str(path).encode() + b"\0" + seen[path] + b"\0")
    return digest.hexdigest()


def ours(entry):
    path = pathlib.Path(entry["file"])
    return path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in FOLDERS


def check(tool, build, path):
    """The findings on one file, without clang's count of suppressed warnings; empty when clean."""
    run = subprocess.run(
        [tool, "--quiet", "-p", str(build), "--extra-arg=-Wno-unknown-warning-option", str(path)],
        capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stdout or run.stderr


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    build = pathlib.Path(sys.argv[1]).resolve()
    tool = next((found for found in map(shutil.which, TOOLS) if found), None)
    database = build / "compile_commands.json"
    if tool is None or not database.is_file():
        print(f"clang_tidy.py: needs {TOOLS[0]} and {database}", file=sys.stderr)
        return 2
    cache = build.parent / "tidy-cache"
    cache.mkdir(exist_ok=True)
    version = subprocess.run([tool, "--version"], capture_output=True, check=True).stdout
    common = version + (ROOT / ".clang-tidy").read_bytes()

    commands = json.loads(database.read_text())
    if any("/Unity/unity_" in entry["file"] for entry in commands):
        print(f"clang_tidy.py: {build} compiles several files as one; configure the preset debug",
              file=sys.stderr)
        return 2
    entries = [entry for entry in commands if ours(entry)]
    wanted = {entry["file"]: cache / key(entry, common) for entry in entries}
    todo = sorted(path for path, passed in wanted.items() if not passed.exists())
    print(f"clang-tidy: {len(todo)} of {len(wanted)} files to read", flush=True)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("PARAPH_JOBS", 2))) as pool:
        for path, findings in zip(todo, pool.map(lambda p: check(tool, build, p), todo)):
            if findings:
                failed += 1
                print(findings.replace(f"{ROOT}/", ""), flush=True)
            else:
                wanted[path].touch()
    for old in set(cache.iterdir()) - set(wanted.values()):
        old.unlink()
    if failed:
        print(f"clang-tidy: findings in {failed} files", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
