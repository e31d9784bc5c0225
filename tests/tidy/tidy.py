#!/usr/bin/env python3
"""Holds the tree to the rules of rules.py and words.py; prints FILE:LINE: rule: text.

    tidy.py         exit 0 when the tree holds, 1 with the findings
    tidy.py rules   proves that each rule catches its bad samples and lets its good ones pass
"""

import os
import pathlib
import re
import sys

import rules
import words  # registers its rules

assert words
ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSED_OVER = {".git", "build", "node_modules", "paraph-data", "__pycache__"}
ALLOW = re.compile(r"tidy: allow ([^,\n]+), because \S+ \S+")


def tree():
    """Every text file of the project, by its path from the root."""
    files = {}
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - PASSED_OVER)
        for name in sorted(set(names) - PASSED_OVER):  # .git is a file in a worktree
            path = pathlib.Path(folder, name)
            try:
                files[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
            except (UnicodeDecodeError, FileNotFoundError):
                pass  # a picture or a font; or an editor's file that just went
    return files


def findings(rule, files):
    """What `rule` finds, without the lines that are excused from it with a reason."""
    for path, line, text in rule.find(files):
        lines = files[path].splitlines()
        excuse = ALLOW.search("\n".join(lines[max(line - 2, 0):line]))
        if not excuse or excuse[1].strip() != rule.name:
            yield f"{path}:{line}: {rule.name}: {text}"


def prove(rule):
    """What is wrong with the rule itself."""
    for sample in rule.bad:
        if not list(findings(rule, sample)):
            yield f"{rule.name}: does not catch {sample}"
    for sample in rule.good:
        for finding in findings(rule, sample):
            yield f"{rule.name}: should let pass: {finding}"
    if not rule.bad:
        yield f"{rule.name}: has no bad sample, so nobody knows whether it can fail"


def main():
    proving = sys.argv[1:] == ["rules"]
    if sys.argv[1:] and not proving:
        print(__doc__, file=sys.stderr)
        return 2
    files = {} if proving else tree()
    found = [line for rule in rules.RULES
             for line in (prove(rule) if proving else findings(rule, files))]
    print("\n".join(found) if found else f"{len(rules.RULES)} rules hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
