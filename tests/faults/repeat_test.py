"""Promise 5: one decision submitted a thousand times at once under the same Idempotency-Key is one
entry, with equal answers, also after a restart; the same key with another body is refused.

Usage: repeat_test.py PARAPH"""
import asyncio
import json
import resource
import sys

from house import House
from writers import Connection, furnish, open_cycle, trail

SUBMITS = 1000
KEY = "the same"


async def submit_at_once(house, path, body):
    async def submit():
        connection = Connection(house.port)
        try:
            return await connection.ask("POST", path, body, Content_Type="application/json",
                                        Authorization=f"Bearer {house.token}", Idempotency_Key=KEY)
        finally:
            connection.close()
    return await asyncio.gather(*(submit() for _ in range(SUBMITS)))


def main():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, most), most))
    house = House(sys.argv[1])
    furnish(house)
    cycle = open_cycle(house)
    path = f"/api/v1/cycles/{cycle['id']}/positions"
    decision = {"body": "b1", "position": "comment", "received": "by letter",
                "comments": [{"text": "once"}], "revision": 1,
                "sha256": cycle["revision"]["sha256"]}
    answers = set(asyncio.run(submit_at_once(house, path, json.dumps(decision).encode())))
    assert len(answers) == 1, f"{len(answers)} different answers: {sorted(answers)[:3]}"
    status, text = answers.pop()
    assert status == 200, text
    house.restart()
    again = house.ask("POST", path, decision, Idempotency_Key=KEY)
    assert again.json["entry"] == json.loads(text)["entry"], again.text
    other = house.ask("POST", path, {**decision, "position": "agree"}, Idempotency_Key=KEY)
    assert other.status == 422 and other.json["type"].endswith("#key-reused"), other.text
    kinds = [item["kind"] for item in trail(house, cycle["id"])]
    assert kinds.count("position taken") == 1, kinds
    house.close()
    print(f"{SUBMITS} submits, one entry")


main()
