"""Histories in which nothing is wrong, as a server writes them, and both verifiers say so: answers
by letter under seal, a recusal there that takes comments back, a position that lapsed in a round
that opens again, a member in which every level has answered.

Usage: honest_test.py PARAPH PYTHON_VERIFIER"""
import os
import subprocess
import sys

from house import House, stage
from visitor import enter, mailed

BALLOT = """\
workflow: {name}
language: 1
title: A ballot
calendar: bangladesh-government
roles:
  members: {{ bodies: 2, silence: agree, inside: ministry-chain }}
start: vote
stages:
  vote:
    kind: ballot
    who: members
    due: 5 working days
    positions:
      agree: {{}}
      recuse: {{ leaves the base: yes }}
    {more}
    passes: agree at least half of bodies
    then: {{ passed: end as adopted, not passed: end as rejected }}
"""
LAPSES = "  reservation: { blocks: yes, reason: required, at due: lapses unless maintained }"
HEARING = """\
workflow: hearing
language: 1
title: A hearing
calendar: bangladesh-government
roles:
  members: { bodies: 1, inside: member-clearance }
start: hearing
stages:
  hearing:
    kind: comment
    who: members
    due: 5 working days
    closes: at the due time
    then: { closed: end as heard }
"""


def opened(house, definition, *members):
    return house.post("/cycles", {"definition": definition, "title": definition, "text": "One.\n",
                                  "roles": {"members": members}})["id"]


def letters_under_seal(house):
    cycle = opened(house, "hidden", "labour", "health")
    said = {"comments": [{"text": "Which fees?"}], "revision": 1, "received": "by letter"}
    house.post(f"/cycles/{cycle}/comments", {"body": "labour", **said})
    house.position(cycle, "health", "agree")  # what runs inside ends, and the round goes on
    house.position(cycle, "labour", "recuse")
    assert house.get(f"/cycles/{cycle}")["outcome"] == "adopted"


def a_lapse_in_a_round_that_opens_again(house):
    cycle = opened(house, "lapsing", "labour", "health")
    house.position(cycle, "labour", "reservation", reason="The fees.")
    house.advance(stage(house.get(f"/cycles/{cycle}"), "vote")["due"])
    assert house.get(f"/cycles/{cycle}")["outcome"] == "adopted"
    house.post(f"/cycles/{cycle}/acts", {"act": "reopen", "stage": "vote", "reason": "An error.",
                                         "due": "2026-01-15T11:00:00Z"})


def every_level_has_answered(house):
    opened(house, "hearing", "home")
    for function in ("reviewer", "assistant", "contact.point"):
        level = enter(house, mailed(house, function + "@home.example"))
        level.send(("act", "send"), position="no comment")
        assert level.path.endswith("/receipt"), level.text


def both_believe_it(house, verifier):
    export = os.path.join(house.folder, "trail.jsonl")
    made = house.run("trail", "export", "--data", house.data, "-o", export)
    assert made.returncode == 0, made.stderr
    for checked in (house.run("trail", "verify", export),
                    subprocess.run([sys.executable, verifier, export], capture_output=True,
                                   text=True, check=False)):
        assert checked.returncode == 0, checked.stdout + checked.stderr


def main():
    house = House(sys.argv[1])
    for body in ("labour", "health"):
        house.body(body, desk_officer=body.title(), secretary=body.title() + " Secretary")
    house.body("home", reviewer="Home", assistant="Home Assistant", contact_point="Home Contact")
    house.publish(BALLOT.format(name="hidden", more="hidden until closed: yes"))
    house.publish(BALLOT.format(name="lapsing", more=LAPSES))
    house.publish(HEARING)
    for play in (letters_under_seal, a_lapse_in_a_round_that_opens_again,
                 every_level_has_answered):
        play(house)
        both_believe_it(house, sys.argv[2])
    house.close()


main()
