"""Promise 2: no 2xx leaves before the fdatasync that covers its commit, seen by a witness between
the server and the C library (witness.cpp). kill -9 could not show this: what the kernel has been
given survives the process. So that the test proves something, the same server is run with
`synchronous=NORMAL` and `OFF`, which the witness alone can bring about, and must then be caught.

Usage: sync_test.py PARAPH WITNESS [DECISIONS]; without a WITNESS it is skipped (exit 77)."""
import asyncio
import os
import re
import sys

from house import House
from writers import Writers, furnish


def run(binary, witness, synchronous, decisions):
    """The witness's lines, and mark -> entry of what was acknowledged."""
    house = House(binary)
    furnish(house)
    house.stop()
    lines = os.path.join(house.folder, "witness")
    house.environment = {"LD_PRELOAD": witness, "WITNESS_LINES": lines,
                         "WITNESS_SYNCHRONOUS": synchronous}
    house.serve()
    writers = Writers(house, enough=decisions)
    asyncio.run(writers.run())
    house.stop()
    with open(lines) as file:
        seen = file.read().splitlines()
    house.close()
    return seen, writers.acknowledged


def judge(lines, acknowledged):
    """The marks whose 2xx left before a sync that had begun after their commit was written; and
    how many were judged at all."""
    mark_of = {number: mark for mark, number in acknowledged.items()}
    written, committed, syncing, durable = set(), set(), set(), set()
    early, judged = set(), 0
    for line in lines:
        what, _, rest = line.partition(" ")
        if what == "W" and rest not in durable | syncing | committed:
            written.add(rest)
        elif what == "C":
            committed |= written
            written = set()
        elif what == "S":
            syncing |= committed
            committed = set()
        elif what == "D":
            durable |= syncing
            syncing = set()
        elif what == "A":
            entry = re.search(r'"entry":(\d+)', rest)
            mark = mark_of.get(int(entry[1])) if entry else None
            if mark:
                judged += 1
                early |= {mark} - durable
    return early, judged


def main():
    binary, witness = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    if not witness:
        print("skipped: under a sanitizer, whose own library must come first, nothing is preloaded")
        sys.exit(77)
    decisions = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    for synchronous, sound in (("FULL", True), ("NORMAL", False), ("OFF", False)):
        lines, acknowledged = run(binary, witness, synchronous, decisions)
        early, judged = judge(lines, acknowledged)
        print(f"synchronous={synchronous}: {judged} answers judged, {len(early)} left too early")
        assert judged >= decisions, f"{synchronous}: the witness saw {judged} of {decisions}"
        if sound:
            assert not early, f"answered before they were durable: {sorted(early)[:10]}"
        else:
            assert len(early) > decisions / 2, f"{synchronous} passed: this test proves nothing"


main()
