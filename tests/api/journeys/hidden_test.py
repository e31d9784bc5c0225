"""Answers that are hidden until the round closes: over HTTP nobody but the answering body reads its
position or its comments before, whatever else is open beside it; afterwards whoever may."""
import sys

from house import House
from visitor import mailed, signed_in

DEFINITION = """workflow: sealed
language: 1
title: Sealed answers beside an open hearing
calendar: bangladesh-government
roles:
  members: { bodies: 2 }
  chair:   { bodies: 1 }
sees: { chair: everything, members: all comments }
start: consultation
stages:
  consultation:
    kind: parallel
    branches: [sealed ballot, hearing]
    then: { joined: end as heard }
  sealed ballot:
    kind: ballot
    who: members
    due: 5 working days
    positions:
      agree: {}
      comment: { comments: required }
      object: { blocks: yes }
    passes: agree more than 0
    closes: at the due time
    hidden until closed: yes
    then: { passed: done, not passed: done }
  hearing:
    kind: comment
    who: members
    due: 10 working days
    then: { closed: done }
"""


def records_without_reading(house, cycle):
    """On the page for writing down what came on paper the secretariat reads no sealed answer."""
    house.body("office", roles=["secretariat"])
    visitor = signed_in(house, "focal.point@office.example")
    for seat in house.get(f"/cycles/{cycle}/assignments")["items"]:
        if seat["stage"] != "sealed ballot":
            continue
        for path in (f"/task/{seat['id']}", f"/task/{seat['id']}/receipt"):
            visitor.go(path)
            assert visitor.status == 200 and "This body has answered" in visitor.text, visitor.text
            for words in ("sealed words", "Comments and their answers", "You answered"):
                assert words not in visitor.text, visitor.text
    visitor.go(f"/cycles/{cycle}")
    assert "awaited" not in visitor.text.split("sealed ballot", 1)[1].split("hearing", 1)[0]
    assert mailed(house, "focal.point@one.example", "Recorded"), "the body sees what was recorded"


def main():
    house = House(sys.argv[1])
    house.publish(DEFINITION)
    house.bodies("one", "two", "chair")
    opened = house.post("/cycles", {"definition": "sealed", "title": "Sealed", "text": "A text.",
                                    "roles": {"members": ["one", "two"], "chair": "chair"}})
    cycle, sha = opened["id"], opened["revision"]["sha256"]
    for stage, text in (("sealed ballot", "sealed words"), ("hearing", "open words")):
        house.post(f"/cycles/{cycle}/positions", {
            "body": "one", "stage": stage, "position": "comment", "received": "by letter",
            "comments": [{"text": text}], "revision": 1, "sha256": sha})
    house.position(cycle, "two", "object", stage="sealed ballot")
    readers = {"chair": house.issue("participant", "--body", "chair"),
               "two": house.issue("participant", "--body", "two"),
               "auditor": house.auditor(), "secretariat": house.token}
    own = house.issue("participant", "--body", "one")

    def read(token):
        return "".join(house.ask("GET", f"/api/v1/cycles/{cycle}{part}", token=token).text
                       for part in ("", "/comments", "/assignments", "/trail"))

    for name, token in readers.items():
        assert "sealed words" not in read(token), f"{name} reads a sealed comment"
    for name in ("chair", "auditor", "secretariat"):
        assert "open words" in read(readers[name]), f"{name} reads no open comment"
    assert "sealed words" in read(own)

    def standing(token):
        """How the seats of the ballot stand, and what the list says of the cycle."""
        seats = house.get(f"/cycles/{cycle}/assignments", token=token)["items"]
        row = next(r for r in house.get("/cycles", token=token)["items"] if r["id"] == cycle)
        return {a["body"]: a["state"] for a in seats if a["stage"] == "sealed ballot"}, row

    for name in ("chair", "auditor", "secretariat"):
        seats, row = standing(readers[name])
        assert seats == {"one": "answered", "two": "answered"}, f"{name}: {seats}"
        assert row["progress"]["blocking"] == 0 and row["progress"]["asked"] == 4, f"{name}: {row}"
    seats, row = standing(readers["two"])
    assert seats == {"two": "blocking"}, "its own it knows, and no other's"
    assert (row["progress"]["asked"], row["progress"]["answered"]) == (2, 1), row

    records_without_reading(house, cycle)

    def trail(token=None):
        return house.ask("GET", f"/api/v1/cycles/{cycle}/trail", token=token).json["items"]

    sealed = [item for item in trail() if item.get("kind") == "answer sealed"]
    assert len(sealed) == 2 and "private" not in sealed[0], sealed
    assert "comment" not in str(sealed[0]["entry"]["fact"]), sealed
    house.advance("2025-12-14T11:00:00Z")
    house.post(f"/cycles/{cycle}/readings", {}, token=readers["auditor"])  # for this day
    for name in ("chair", "auditor", "secretariat"):
        assert "sealed words" in read(readers[name]), f"{name} reads it after the close"
    opened = [item["entry"]["fact"] for item in trail() if item.get("kind") == "answer opened"]
    assert len(opened) == 2 and opened[0]["sealed"] == sealed[0]["entry"]["sequence"], opened
    assert opened[0]["fact"]["position"] == "comment", opened
    house.close()


main()
