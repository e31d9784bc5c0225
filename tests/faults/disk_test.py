"""Promise 4, the server: its disk fails at the N-th call, with EIO, ENOSPC, once or for good, or
the power goes and takes what was not synced (promise 3). No 2xx comes after that, the process ends
by itself and says why, and a start on the healed disk finds everything that was acknowledged.

Usage: disk_test.py PARAPH WITNESS; without a WITNESS it is skipped (exit 77)."""
import asyncio
import os
import sys

from house import House
from writers import Writers, furnish, verify

FAULTS = ("io_error", "full", "gone", "power_loss")
PATIENCE = 30


def strike(house, witness, fault, nth):
    house.environment = {"LD_PRELOAD": witness, "WITNESS_FAIL": f"{fault}:{nth}"}
    try:
        house.serve()
        writers = Writers(house)
    except (AssertionError, OSError):  # it failed before there was anything to acknowledge
        return None
    asyncio.run(asyncio.wait_for(writers.run(), PATIENCE))
    return writers


def main():
    binary, witness = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    if not witness:
        print("skipped: under a sanitizer, whose own library must come first, nothing is preloaded")
        sys.exit(77)
    full = os.environ.get("PARAPH_FAULTS") == "full"
    calls = range(1, 240, 4) if full else (3, 40, 90, 200)  # a commit takes some ten
    house = House(binary)
    furnish(house)
    kept, early = 0, 0
    for nth in calls:
        for fault in FAULTS:
            what = f"{fault} at call {nth}"
            house.stop()
            writers = strike(house, witness, fault, nth)
            code = house.process.wait(timeout=PATIENCE)
            assert code == 9 if fault == "power_loss" else code == 2, f"{what}: exit {code}"
            house.environment = {}
            verify(house)
            house.serve()
            early += writers is None
            kept += writers.check(what) if writers else 0
    house.close()
    print(f"{len(calls) * len(FAULTS)} faults, {early} of them before the first decision; {kept} "
          "acknowledged decisions, none lost")


main()
