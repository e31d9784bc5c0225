"""A review over HTTP: reviewers drawn by lot, a form that is checked, recommendations answered, a
commitment followed up; a delegation; a move to the next version; a comment from the public."""
import re
import sys
import time
import urllib.parse

from house import House, stage
from visitor import Visitor

DEFINITION = """workflow: review
language: 1
title: A review
calendar: bangladesh-government
roles:
  author:    { bodies: 1 }
  members:   { bodies: 3..9 }
  reviewers: { bodies: 2, drawn from: members, never: author }
sees: { author: everything }
start: hearing
stages:
  hearing:
    kind: comment
    who: [members, anyone]
    due: 5 working days
    then: { closed: review }
  review:
    kind: review
    who: reviewers
    needs: 2 of
    due: 5 working days
    form:
      properties:
        rating: { type: integer, minimum: 1, maximum: 5 }
      required: rating
    then: { done: answers, short: answers }
  answers:
    kind: revise
    who: author
    finishes: when every comment is answered
    then: { revised: follow up, unchanged: follow up }
  follow up:
    kind: follow up
    who: author
    commitments of: review
    due: 6 months
    then: { settled: end as settled }
"""


def publish(house, text):
    answer = house.ask("POST", "/api/v1/definitions", text, Content_Type="application/yaml")
    assert answer.status == 201, answer.text
    return answer.json


def enter(house, body, subject):
    """By the newest link that the body's focal point was mailed about a stage, to its form."""
    for _ in range(100):
        mails = Visitor(house).go("/demo/mail").page
        for href in re.findall(r'href="(/demo/mail/[^"]+)"', mails):
            read = Visitor(house).go(href).text
            link = re.search(r"http://\S+/l/\S+", read)
            if link and f"focal.point@{body}.example" in read and subject in read:
                visitor = Visitor(house).go(link.group())
                visitor.send(form=visitor.form("/l/"))
                assert visitor.path.startswith("/task/asg_"), visitor.path
                return visitor
        time.sleep(0.05)
    raise AssertionError(f"{body} was mailed no link about {subject}")


def main():
    house = House(sys.argv[1])
    publish(house, DEFINITION)
    bodies = ["one", "two", "three"]
    for name in bodies:
        house.body(name, focal_point=name.title(), deputy=name.title() + " Deputy")
    cycle = house.post("/cycles", {
        "definition": "review", "title": "A report", "text": "It says this.",
        "roles": {"author": "one", "members": bodies}})
    assert sorted(cycle["roles"]["reviewers"]) == ["three", "two"], cycle["roles"]
    path = "/cycles/" + cycle["id"]

    # The public reads the text and comments, until the round is over.
    public = house.ask("GET", "/api/v1" + path + "/public", Authorization="").json
    said = {"name": "Rahima", "revision": public["revision"], "sha256": public["sha256"],
            "comments": [{"text": "Think of the drivers."}]}
    told = house.ask("POST", "/api/v1" + path + "/public", said, Authorization="")
    assert told.status == 201, told.text
    assert house.get(path + "/comments")["items"][0]["body"] == "anyone"
    house.advance("2025-12-14T11:00:00Z")
    assert house.ask("GET", "/api/v1" + path + "/public", Authorization="").status == 404

    # The next version calls a stage otherwise.
    publish(house, DEFINITION.replace("hearing", "consultation"))
    house.refused("unknown-stage", path + "/acts", {"act": "migrate", "reason": "New rules."})
    moved = house.post(path + "/acts", {"act": "migrate", "reason": "New rules.",
                                        "stages": {"hearing": "consultation"}})
    assert moved["definition"]["version"] == 2, moved["definition"]
    assert stage(moved, "consultation")["result"] == "closed"

    # The form is checked; the refusal points at the question.
    two = house.issue("participant", "--body", "two")
    answer = {"body": "two", "position": "reviewed", "revision": 1,
              "sha256": cycle["revision"]["sha256"]}
    refused = house.refused("invalid", path + "/positions", {**answer, "form": {"rating": 6}},
                            token=two)
    assert refused["where"] == "/form/rating", refused
    house.post(path + "/positions", {**answer, "form": {"rating": 4}, "comments": [
        {"text": "Publish it.", "force": "recommendation"}]}, token=two)
    visitor = enter(house, "three", "review")
    assert "rating" in visitor.text, visitor.text
    visitor.send(("act", "send"), position="reviewed", **{"form-rating": "9"})
    assert visitor.status == 422 and "At most 5" in visitor.text, visitor.text
    assert visitor.form().value("form-rating") == "9", "what was typed is kept"
    visitor.send(("act", "send"), position="reviewed", **{"form-rating": "5"})
    assert visitor.path.endswith("/receipt"), visitor.text
    given = stage(house.get(path), "review")["positions"]
    assert {p["body"]: p["form"] for p in given} == {"two": {"rating": 4}, "three": {"rating": 5}}

    # Every comment is answered, the accepted one becomes a commitment.
    for comment in house.get(path + "/comments")["items"]:
        tag = house.ask("GET", "/api/v1" + path + "/comments").headers["ETag"]
        answer = house.ask("PUT", f"/api/v1/comments/{comment['id']}/disposition",
                           {"disposition": "accepted", "observation": "Yes."}, If_Match=tag)
        assert answer.status == 200, answer.text
    house.post(path + "/acts", {"act": "conclude_revision", "result": "unchanged"})
    one = house.issue("participant", "--body", "one")
    recommended = house.get(path + "/comments")["items"][1]["id"]
    made = house.post(path + "/commitments", {"comment": recommended, "text": "We publish it."},
                      token=one)
    visitor = enter(house, "one", "say what it will do")
    assert "We publish it." in visitor.text, visitor.text
    visitor.send(("act", "commit"), text="And more.", indicator="A table", due="2026-03-01")
    assert visitor.status == 200 and "And more." in visitor.text, visitor.text
    second = house.get(path + "/commitments")["items"][1]
    assert second["due"] == "2026-03-01T11:00:00.000Z", second
    house.post(f"/commitments/{second['id']}/reports", {"status": "dropped", "text": "No money."},
               token=one)
    assert made["state"] == "open", made
    every = house.get("/commitments", token=one)["items"]
    assert [item["state"] for item in every] == ["open", "dropped"], every
    assert all("/cycles/" + item["cycle"]["id"] == path for item in every), every
    title = urllib.parse.quote(every[0]["cycle"]["title"])
    dropped = house.get(f"/commitments?body=one&state=dropped&about={title}")["items"]
    assert [item["text"] for item in dropped] == ["And more."], dropped
    assert house.get("/commitments?about=Another")["items"] == []
    assert house.ask("GET", "/api/v1/commitments?state=lost").json["where"] == "state"
    assert house.get("/commitments", token=two)["items"] == []
    assert house.get(path + "/commitments", token=two)["items"] == []
    house.refused("not-found", f"/commitments/{made['id']}/reports", {"status": "done"}, token=two)
    house.post(f"/commitments/{made['id']}/reports", {"status": "done", "text": "Done."}, token=one)
    assert house.get(path)["outcome"] == "settled"

    # Somebody acts for another, for a time.
    people = {p["function"]: p["id"] for p in house.get("/bodies/two")["people"]}
    given = house.post("/delegations", {
        "person": people["focal point"], "delegate": people["deputy"],
        "until": "2026-02-01T00:00:00Z"})
    assert house.get("/delegations")["items"] == [given]
    assert house.ask("DELETE", "/api/v1/delegations/" + given["id"]).status == 204
    assert house.get("/delegations")["items"] == []
    house.close()


main()
