"""Double-blind reviews in sub-cycles: a reviewer does not learn whose report it reads, the reviewed
body not who reads it, also not from the cycle around them; the secretariat knows both."""
import sys

from house import House, stage

REPORT = """workflow: blind-report
language: 1
title: A report
calendar: bangladesh-government
roles:
  ministry:   { bodies: 1 }
  ministries: { bodies: 3..9 }
  reviewers:  { bodies: 2, drawn from: ministries, never: ministry, load: at most 2 }
sees: { ministry: everything, ministries: all positions }
start: review
stages:
  review:
    kind: review
    who: reviewers
    blind: double
    due: 10 working days
    then: { done: answers, short: answers }
  answers:
    kind: revise
    who: ministry
    due: 5 working days
    then: { revised: end as revised, unchanged: end as unchanged }
"""
ALL = """workflow: blind-reports
language: 1
title: All reports
calendar: bangladesh-government
roles:
  ministries: { bodies: 3..9 }
sees: { ministries: all positions }
start: reports
stages:
  reports:
    kind: each
    who: ministries
    runs: blind-report
    as: ministry
    outcomes: [revised, unchanged]
    due: 2 months
    then: { closed: end as reported }
"""
BODIES = ["asha", "bela", "chand", "dola"]


def known_of(house, cycle, token):
    """What moves with every entry, as a reader knows it."""
    read = house.ask("GET", f"/api/v1/cycles/{cycle}", token=token)
    row = next(r for r in house.get("/cycles?inside=yes", token=token)["items"]
               if r["id"] == cycle)
    return read.headers["ETag"], read.json["sequence"], row["changed"], row["needs"]


def main():
    house = House(sys.argv[1])
    house.publish(REPORT)
    house.publish(ALL)
    house.bodies(*BODIES)
    outer = house.post("/cycles", {"definition": "blind-reports", "title": "Reports", "text": "T.",
                                   "roles": {"ministries": BODIES}})["id"]
    seats = house.get(f"/cycles/{outer}/assignments")["items"]
    about = {seat["sub_cycle"]: seat["body"] for seat in seats}
    tokens = {name: house.issue("participant", "--body", name) for name in BODIES}
    for cycle, body in about.items():
        whole = house.get(f"/cycles/{cycle}")
        reviewers = whole["roles"]["reviewers"]
        assert whole["title"] == f"Reports: {body.title()}" and body not in reviewers, whole
        own = house.get(f"/cycles/{cycle}", token=tokens[body])
        assert own["roles"]["ministry"] == [body], own
        assert all(name.startswith("reviewer:") for name in own["roles"]["reviewers"]), own
        reviewer, other = reviewers
        seen = house.get(f"/cycles/{cycle}", token=tokens[reviewer])
        assert seen["title"] == "Reports" and seen["roles"]["ministry"] == ["reviewed:body"], seen
        assert reviewer in seen["roles"]["reviewers"] and other not in seen["roles"]["reviewers"]
        assert not seen["parent"]["assignment"], seen["parent"]
        # Nor does the cycle around it say which sub-cycle is about whom.
        around = house.get(f"/cycles/{outer}/assignments", token=tokens[reviewer])["items"]
        assert {a["body"] for a in around if a["sub_cycle"]} == {reviewer}, around
        shown = {"revision": 1, "sha256": whole["revision"]["sha256"]}
        before = known_of(house, cycle, tokens[body])
        for name in reviewers:
            assert known_of(house, cycle, tokens[body]) == before, "an answer shows"
            house.post(f"/cycles/{cycle}/positions",
                       {"body": name, "position": "reviewed", "reason": f"From {cycle}.",
                        "comments": [{"text": "Why?"}], **shown}, token=tokens[name])
        assert known_of(house, cycle, tokens[body]) != before, "now it is closed"
        closed = stage(house.get(f"/cycles/{cycle}", token=tokens[body]), "review")
        names = [p["body"] for p in closed["positions"]]
        assert names == sorted(names) and len(names) == 2, names
        assert all(p["at"] == closed["closed"] for p in closed["positions"]), closed
        assert sorted(own["roles"]["reviewers"]) == names, "a name lasts as long as the cycle"
        table = f"/api/v1/cycles/{cycle}/comments.csv"
        assert house.ask("GET", table, token=tokens[body]).text.count("-v0-") == 2, "undated"
        assert "-v0-" not in house.ask("GET", table).text
    assert all(len([c for c in about if name in house.get(f"/cycles/{c}")["roles"]["reviewers"]])
               <= 2 for name in BODIES)
    house.close()


main()
