"""Promise 1, the polite half: SIGTERM under 64 writers. Readiness turns 503 while others are still
answered, the server ends within 10 s with exit status 0, and nothing acknowledged is lost.

Usage: stop_test.py PARAPH [STOPS]"""
import asyncio
import os
import random
import signal
import sys
import time

from house import House
from writers import Connection, Gone, Writers, furnish, verify

SEED = 20251208
SECONDS_MAX = 10


async def readiness(house, said):
    """Asks over and over, on a connection each, until nobody takes it."""
    while True:
        probe = Connection(house.port)
        try:
            said.append((await probe.ask("GET", "/readyz"))[0])
        except Gone:
            return
        finally:
            probe.close()
        await asyncio.sleep(0.01)


def stop_under_load(house, pause):
    writers, said = Writers(house), []

    async def fire():
        running = asyncio.create_task(writers.run())
        await asyncio.sleep(pause)
        house.process.send_signal(signal.SIGTERM)
        await asyncio.gather(running, readiness(house, said))

    started = time.monotonic()
    asyncio.run(fire())
    code = house.process.wait(timeout=60)
    return writers, said, code, time.monotonic() - started - pause


def main():
    full = os.environ.get("PARAPH_FAULTS") == "full"
    stops = int(sys.argv[2]) if len(sys.argv) > 2 else 50 if full else 3
    house = House(sys.argv[1])
    furnish(house)
    pauses, kept, slowest = random.Random(SEED), 0, 0.0
    for number in range(1, stops + 1):
        what = f"seed {SEED}, stop {number}"
        writers, said, code, seconds = stop_under_load(house, pauses.uniform(0.05, 0.5))
        assert code == 0, f"{what}: exit status {code}: {house.log()}"
        assert seconds < SECONDS_MAX, f"{what}: it took {seconds:.1f} s to end"
        refused = said[said.index(503):] if 503 in said else []
        assert refused, f"{what}: it closed without saying so: {said}"
        assert set(refused) == {503}, f"{what}: ready again after it was not: {said}"
        if number % 10 == 0 or number == stops:
            verify(house)
        house.serve()
        kept, slowest = kept + writers.check(what), max(slowest, seconds)
        assert not writers.refusals, f"{what}: {writers.refusals[0]}"
    house.close()
    print(f"{stops} stops, the slowest in {slowest:.1f} s; {kept} acknowledged decisions, "
          "none lost")


main()
