"""Promises 1 and 5: kill -9 in the middle of many writers, again and again: every decision that
was acknowledged is there once, and nothing else. A repeat under the same
Idempotency-Key is one entry."""
import random
import signal
import sys
import threading

from house import House

WRITERS = 16
BODIES = 24


def open_cycle(house):
    return house.post("/cycles", {
        "definition": "silence-procedure", "title": "Under fire", "text": "One paragraph.",
        "roles": {"chair": "chair", "members": [f"b{n}" for n in range(BODIES)]}})


class Writer(threading.Thread):
    """Comments in turn for its share of the bodies until the server is gone."""

    def __init__(self, house, cycle, number):
        super().__init__()
        self.house, self.cycle, self.number = house, cycle, number
        self.acknowledged = []

    def run(self):
        for turn in range(1000):
            body = f"b{(self.number + turn * WRITERS) % BODIES}"
            key = f"{self.number}-{turn}"
            try:
                answer = self.house.ask("POST", f"/api/v1/cycles/{self.cycle['id']}/positions", {
                    "body": body, "position": "comment", "received": "by letter",
                    "comments": [{"text": key}], "revision": 1,
                    "sha256": self.cycle["revision"]["sha256"]}, Idempotency_Key=key)
            except (OSError, ConnectionError):
                return
            if answer.status == 200:
                self.acknowledged.append((key, answer.json["entry"]))


def strike(house, seed):
    cycle = open_cycle(house)
    writers = [Writer(house, cycle, n) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    pause = random.Random(seed).uniform(0.02, 0.2)
    threading.Event().wait(pause)
    house.stop(signal.SIGKILL)
    for writer in writers:
        writer.join()
    house.serve()
    said = {}
    cursor = ""
    while True:
        page = house.get(f"/cycles/{cycle['id']}/trail?limit=500" + cursor)
        for item in page["items"]:
            if item["kind"] == "position taken":
                text = item["private"]["text"]["comments"][0]["text"]
                assert text not in said, f"seed {seed}: {text} is there twice"
                said[text] = item["number"]
        if "next" not in page:
            break
        cursor = "&cursor=" + page["next"]
    acknowledged = [a for writer in writers for a in writer.acknowledged]
    for key, entry in acknowledged:
        assert said.get(key) == entry, f"seed {seed}: {key} was acknowledged as {entry} and lost"
    return len(acknowledged)


def repeats_are_one(house):
    cycle = open_cycle(house)
    request = {"body": "b1", "position": "comment", "received": "by letter",
               "comments": [{"text": "once"}], "revision": 1, "sha256": cycle["revision"]["sha256"]}
    path = f"/api/v1/cycles/{cycle['id']}/positions"
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(
        house.ask("POST", path, request, Idempotency_Key="the same"))) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {a.status for a in answers} == {200} and len({a.text for a in answers}) == 1
    house.restart()
    again = house.ask("POST", path, request, Idempotency_Key="the same")
    assert again.json["entry"] == answers[0].json["entry"], again.text
    other = house.ask("POST", path, {**request, "position": "agree"}, Idempotency_Key="the same")
    assert other.status == 422 and other.json["type"].endswith("#key-reused"), other.text
    kinds = [e["kind"] for e in house.get(f"/cycles/{cycle['id']}/trail")["items"]]
    assert kinds.count("position taken") == 1, kinds


def main():
    strikes = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    house = House(sys.argv[1])
    house.body("chair")
    for n in range(BODIES):
        house.body(f"b{n}")
    repeats_are_one(house)
    kept = sum(strike(house, seed) for seed in range(strikes))
    print(f"{strikes} strikes, {kept} acknowledged decisions, none lost")
    house.close()


main()
