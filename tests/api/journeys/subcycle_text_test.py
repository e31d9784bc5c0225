"""A procedure that another one calls begins with the number that its text has out there: its
revisions are found by their numbers, and may go on from there."""
import sys

from house import House, stage
from visitor import signed_in

CALLED = """\
workflow: called
language: 1
title: Called
calendar: bangladesh-government
roles:
  lead: { bodies: 1 }
start: draft
stages:
  draft:
    kind: revise
    who: lead
    then: { revised: end as written, unchanged: end as left }
"""
CALLING = """\
workflow: calling
language: 1
title: Calling
calendar: bangladesh-government
roles:
  lead: { bodies: 1 }
start: first draft
stages:
  first draft:
    kind: revise
    who: lead
    then: { revised: second draft, unchanged: second draft }
  second draft:
    kind: call
    runs: called
    then: { written: end as written, left: end as left, abandoned: end as left }
"""


def called_inside(house):
    """The called procedure, on the second revision of its caller."""
    cycle = house.post("/cycles", {"definition": "calling", "title": "A call", "text": "One.\n",
                                   "roles": {"lead": "labour"}})["id"]
    house.post(f"/cycles/{cycle}/revisions", {"text": "Two.\n", "reason": "Their letter."})
    assert stage(house.get(f"/cycles/{cycle}"), "second draft")["state"] == "open"
    rows = house.get("/cycles?inside=yes")["items"]
    return next(row["id"] for row in rows if row["definition"] == "called")


def main():
    house = House(sys.argv[1])
    house.body("labour")
    house.body("office", ["secretariat"])
    house.publish(CALLED)
    house.publish(CALLING)
    path = "/cycles/" + called_inside(house)
    assert house.get(path)["revision"]["number"] == 2
    assert house.get(path + "/revisions/2")["number"] == 2
    assert house.ask("GET", f"/api/v1{path}/revisions/1").status == 404
    page = signed_in(house, "focal.point@office.example").go(path + "/revisions/2")
    assert page.status == 200, page.text
    assert path + "/revisions/2/differences" not in page.read.links, "there is nothing before it"

    made = house.post(path + "/revisions", {"text": "Three.\n", "reason": "Their letter."})
    assert made["number"] == 3, made
    assert house.get(path + "/revisions/3")["text"] == "Three.\n"
    assert house.get(path + "/revisions/2/diff/3")["from"] == 2
    page.go(path + "/revisions/3")
    assert path + "/revisions/3/differences" in page.read.links, page.text
    house.close()


main()
