"""Promise 1: kill -9 at random moments under 64 writers. Every decision that was acknowledged is
there once, and the whole trail verifies.

Usage: kill_test.py PARAPH [STRIKES]"""
import asyncio
import os
import random
import signal
import sys
import time

from house import House
from writers import Writers, furnish, verify

SEED = 20251207


def strike(house, pause):
    writers = Writers(house)

    async def fire():
        running = asyncio.create_task(writers.run())
        await asyncio.sleep(pause)
        house.process.send_signal(signal.SIGKILL)
        await running

    asyncio.run(fire())
    house.stop(signal.SIGKILL)
    return writers


def main():
    full = os.environ.get("PARAPH_FAULTS") == "full"
    strikes = int(sys.argv[2]) if len(sys.argv) > 2 else 200 if full else 5
    house = House(sys.argv[1])
    furnish(house)
    pauses, kept, started = random.Random(SEED), 0, time.monotonic()
    for number in range(1, strikes + 1):
        what = f"seed {SEED}, strike {number}"
        writers = strike(house, pauses.uniform(0.02, 0.8))
        if number % 10 == 0 or number == strikes:
            verify(house)
        house.serve()
        kept += writers.check(what)
        assert not writers.refusals, f"{what}: {writers.refusals[0]}"
    house.close()
    assert kept > strikes, "the writers were hardly heard: nothing was shown"
    print(f"{strikes} strikes in {time.monotonic() - started:.0f} s: {kept} acknowledged "
          "decisions, each there once; the trail verifies")


main()
