"""A review over HTTP: reviewers drawn by lot, a form that is checked, recommendations answered, a
commitment followed up; a delegation; a move to the next version; a comment from the public."""
import sys
import urllib.parse

from house import House, stage
from visitor import enter, mailed, told

DEFINITION = """workflow: review
language: 1
languages: [en, bn]
title: { en: A review, bn: পর্যালোচনা }
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
        course:
          type: string
          oneOf:
            - { const: on track, title: { en: On its way, bn: ঠিক পথে } }
            - { const: late, title: { en: Behind, bn: পিছিয়ে } }
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


def as_focal_point(house, body, words):
    return enter(house, mailed(house, f"focal.point@{body}.example", words))


def the_answer_is_discussed(house, comment):
    """The body hears of the answer, replies, and stays with what it said; the lead reads both."""
    visitor = as_focal_point(house, "two", "Your comments have been answered")
    assert "Publish it." in visitor.text and "Yes." in visitor.text, visitor.text
    visitor.send(("act", "reply:" + comment))
    assert visitor.status == 422 and "Write what you reply." in visitor.text, visitor.text
    visitor.send(("act", "reply:" + comment), **{"reply-" + comment: "By when?"})
    assert visitor.status == 200 and "By when?" in visitor.text, visitor.text
    visitor.send(("act", "maintain:" + comment))
    assert "maintained" in visitor.text, visitor.text
    assert ("act", "maintain:" + comment) not in visitor.form().buttons
    lead = as_focal_point(house, "one", "issue the next revision")
    assert "By when?" in lead.text and "maintained" in lead.text, lead.text
    lead.send(("act", "save"), **{"reply-" + comment: "This year."})
    assert "This year." in lead.text, lead.text
    assert len(house.get("/comments/" + comment)["thread"]) == 2
    visitor.go(visitor.path)
    assert "This year." in visitor.text, visitor.text
    house.post("/clock/advance", {"seconds": 600})
    told(house, "focal.point@two.example", "1 reply was made to comments on “A report”.")


def main():
    house = House(sys.argv[1])
    house.publish(DEFINITION)
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
    sent = house.ask("POST", "/api/v1" + path + "/public", said, Authorization="")
    assert sent.status == 201, sent.text
    assert house.get(path + "/comments")["items"][0]["body"] == "anyone"
    house.advance("2025-12-14T11:00:00Z")
    assert house.ask("GET", "/api/v1" + path + "/public", Authorization="").status == 404

    # The next version calls a stage otherwise.
    house.publish(DEFINITION.replace("hearing", "consultation"))
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
    visitor = as_focal_point(house, "three", "Your review by")
    assert "rating" in visitor.text, visitor.text
    visitor.send(("act", "send"), **{"form-rating": "9"})
    assert visitor.status == 422 and "“rating”: At most 5" in visitor.text, visitor.text
    assert "Choose an answer." in visitor.text, "all that is wrong is told at once"
    assert visitor.form().value("form-rating") == "9", "what was typed is kept"
    assert "Behind" in visitor.text and 'value="late"' in visitor.page, visitor.text
    assert "পিছিয়ে" in visitor.go(visitor.path + "?lang=bn").text, "the choice's title"
    visitor.go(visitor.path + "?lang=en")
    visitor.send(("act", "send"), position="reviewed",
                 **{"form-rating": "5", "form-course": "late"})
    assert visitor.path.endswith("/receipt"), visitor.text
    assert "What was answered" in visitor.text and "rating" in visitor.text, visitor.text
    given = stage(house.get(path), "review")["positions"]
    assert {p["body"]: p["form"] for p in given} == {
        "two": {"rating": 4}, "three": {"rating": 5, "course": "late"}}

    # Whoever answers the comments reads the forms, too; this text can't be withdrawn.
    visitor = as_focal_point(house, "one", "issue the next revision")
    assert "What was answered" in visitor.text and "rating" in visitor.text, visitor.text
    assert ("act", "unchanged") in visitor.form().buttons
    assert ("act", "withdraw") not in visitor.form().buttons

    # Every comment is answered, the accepted one becomes a commitment.
    for comment in house.get(path + "/comments")["items"]:
        tag = house.ask("GET", "/api/v1" + path + "/comments").headers["ETag"]
        answer = house.ask("PUT", f"/api/v1/comments/{comment['id']}/disposition",
                           {"disposition": "accepted", "observation": "Yes."}, If_Match=tag)
        assert answer.status == 200, answer.text
    the_answer_is_discussed(house, house.get(path + "/comments")["items"][1]["id"])
    house.post(path + "/acts", {"act": "conclude_revision", "result": "unchanged"})
    one = house.issue("participant", "--body", "one")
    recommended = house.get(path + "/comments")["items"][1]["id"]
    made = house.post(path + "/commitments", {"comment": recommended, "text": "We publish it."},
                      token=one)
    visitor = as_focal_point(house, "one", "say what you will do")
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
    certificate = house.ask("GET", f"/api/v1{path}/certificate", Accept="text/html").text
    assert "What was answered" in certificate and "rating" in certificate

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
