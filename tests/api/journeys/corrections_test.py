"""What was done by mistake is undone by another act, on the secretariat's pages: shown before it is
done, with its reason, and told to whom it concerns."""
import sys

from house import House, stage
from visitor import enter, mailed, signed_in

SECRETARY = "focal.point@secretariat.example"
PREVIEW, DO = ("step", "preview"), ("step", "do")
TEXT = "Recruitment fees are borne by the employer.\n\nThe list of agencies is public.\n"


def open_cycle(house):
    return house.post("/cycles", {
        "definition": "write-round", "title": "Objective 6", "text": TEXT,
        "attributes": {"financial": False},
        "roles": {"lead": "labour", "members": ["health", "home", "law"], "chairs": ["chair"],
                  "secretary": "secretariat"}})["id"]


def due(house, cycle):
    return stage(house.get(f"/cycles/{cycle}"), "request")["due"]


def takes_an_extension_back(visitor, house, cycle):
    page = f"/cycles/{cycle}/acts/shorten"
    assert page not in visitor.go(f"/cycles/{cycle}").read.links, "nothing was extended"
    house.post(f"/cycles/{cycle}/acts",
               {"act": "extend", "due": "2026-12-22T17:00:00+06:00", "reason": "An election."})
    assert page in visitor.go(f"/cycles/{cycle}").read.links
    slip = {"hour": "17:00", "reason": "It was to be January."}
    visitor.go(page)
    assert "All bodies" in visitor.text and 'value="home"' not in visitor.page, \
        "only what was extended is offered"
    visitor.send(PREVIEW, date="2025-12-21", **slip)
    assert visitor.status == 422, visitor.text
    assert "It was due at Monday 22 December 2025, 17:00 (Dhaka) before" in visitor.text
    visitor.send(PREVIEW, date="2026-01-22", **slip)
    assert "took an extension of Request back" in visitor.text, visitor.text
    assert "Home: home Person" in visitor.text, "it says who will be told"
    assert due(house, cycle).startswith("2026-12-22"), "nothing is done yet"
    visitor.send(DO)
    assert visitor.path == f"/cycles/{cycle}", visitor.text
    assert due(house, cycle) == "2026-01-22T11:00:00.000Z"
    assert mailed(house, "focal.point@home.example", "an extension was taken back")


def gives_the_time_that_is_asked_for(visitor, house, cycle):
    seat, token = house.seat(cycle, "law"), house.issue("participant", "--body", "law")
    house.post(f"/assignments/{seat}/time",
               {"until": "2026-02-21T17:00:00+06:00", "reason": "The court sits."}, token=token)
    for page in ("/", f"/cycles/{cycle}"):
        assert "Law asks for more time, until Saturday 21 February 2026" in visitor.go(page).text
        assert "The court sits." in visitor.text, page
    visitor.go(next(link for link in visitor.read.links if "/acts/extend?" in link))
    assert "Request: due now on Thursday 22 January 2026" in visitor.text, visitor.text
    visitor.send(PREVIEW, reason="The court sits.")
    assert "for Law" in visitor.text, "the link fills the form in"
    assert "Saturday 21 February 2026 is a holiday (Shaheed Day" in visitor.text, visitor.text
    assert "The next working day is Sunday 22 February 2026" in visitor.text, visitor.text
    visitor.send(DO)
    assert "asks for more time" not in visitor.go("/").text, "it has got it"


def chooses_nobody_by_default(visitor, cycle):
    """Who is removed, or gets a role, nobody is until a person says so."""
    for act, fields in (("add-participant", ("role", "body")), ("remove-participant", ("body",)),
                        ("replace-participant", ("body", "successor"))):
        visitor.go(f"/cycles/{cycle}/acts/{act}").send(PREVIEW, reason="A new government.")
        assert visitor.status == 422, visitor.text
        for field in fields:
            assert f"{field}-error" in visitor.read.ids, (act, field, visitor.text)


def issues_no_text_in_which_nothing_is_changed(visitor, cycle):
    visitor.go(f"/cycles/{cycle}/acts/revision").send(PREVIEW)
    assert visitor.status == 422 and "Nothing is changed in this text" in visitor.text, visitor.text


def issues_a_text_in_the_leads_place_with_a_reason(visitor, house):
    """An act as others: in the timeline and in the mails. The lead itself needs none."""
    cycle = open_cycle(house)
    text = "It says this, and what it costs.\n\nAnd that."
    path = f"/cycles/{cycle}/revisions"
    refused = house.refused("reason-required", path, {"text": text})
    assert refused["where"] == "/reason", refused
    visitor.go(f"/cycles/{cycle}/acts/revision").send(PREVIEW, text=text)
    assert visitor.status == 422 and "reason-error" in visitor.read.ids, visitor.text
    visitor.send(PREVIEW, reason="The budget was wrong.")
    assert "issued revision 2" in visitor.text, visitor.text
    visitor.send(DO)
    assert "The budget was wrong." in visitor.go(f"/cycles/{cycle}").text, visitor.text
    assert house.get(path + "/2")["reason"] == "The budget was wrong."
    link = mailed(house, "focal.point@home.example", "> The budget was wrong.")
    assert "Why the text was revised: The budget was wrong." in enter(house, link).text
    token = house.issue("participant", "--body", "labour")
    house.post(path, {"text": text + "\n\nAnd when."}, token=token)
    assert "reason" not in house.get(path + "/3")


def goes_on_after_it_was_abandoned(visitor, house, cycle):
    link = mailed(house, "focal.point@home.example")
    visitor.go(f"/cycles/{cycle}/acts/abandon").send(PREVIEW, reason="No use.")
    visitor.send(DO)
    assert house.get(f"/cycles/{cycle}")["status"] == "abandoned"
    page = visitor.go(f"/cycles/{cycle}").page
    assert "Abandoned on " in page and "<p>No use.</p>" in page, page
    assert "had not answered" in page and "Record its answer" not in page, "nothing is awaited"
    assert "abandoned here" in page and ">now<" not in page and "to come" not in page, page
    reader = enter(house, link)
    assert ("act", "send") not in reader.form().buttons if reader.read.forms else True
    assert f"/cycles/{cycle}/acts/resume" in visitor.go(f"/cycles/{cycle}").read.links
    visitor.go(f"/cycles/{cycle}/acts/resume").send(PREVIEW, reason="The wrong cycle.")
    visitor.send(DO)
    assert house.get(f"/cycles/{cycle}")["status"] == "running"
    enter(house, link).send(("act", "send"), position="agree")


def takes_comments_apart_and_back(visitor, house, cycle):
    for body in ("health", "law"):
        house.position(cycle, body, "comment", comments=[{"text": "Too long."}])
    ids = [each["id"] for each in house.get(f"/cycles/{cycle}/comments")["items"]]
    page = f"/cycles/{cycle}/comments"

    def ticked(button, comments, **values):
        visitor.go(page).send(("act", button), form=visitor.form(page), comment=comments, **values)

    def comment(name):
        return house.get(f"/comments/{name}")

    visitor.go(page)
    form = next(form for form in visitor.read.forms if ("act", "merge") in form.buttons)
    visitor.send(("act", "merge"), form, comment=ids[:1])
    assert visitor.status == 422 and "Tick at least two comments" in visitor.text, visitor.text
    visitor.send(("act", "merge"), form, comment=ids)
    assert comment(ids[1])["same_as"] == ids[0], comment(ids[1])
    visitor.send(("act", "answer"), form, comment=[ids[1]], disposition="noted", observation="Yes.")
    assert visitor.status == 422 and "says the same as comment 1" in visitor.text, visitor.text
    visitor.send(("act", "part"), form, comment=[ids[1]])
    assert "Take these comments apart?" in visitor.text and "Who will be told" in visitor.text
    assert comment(ids[1])["same_as"] == ids[0], "nothing is done yet"
    visitor.send(DO)
    assert visitor.path == page and not comment(ids[1]).get("same_as"), comment(ids[1])
    visitor.send(("act", "part"), form, comment=[ids[1]])
    assert visitor.status == 422 and "merged into no other" in visitor.text, visitor.text
    visitor.send(("act", "withdraw"), form, comment=[ids[0]])
    assert visitor.status == 422 and "received-error" in visitor.read.ids, visitor.text
    visitor.send(("act", "withdraw"), form, comment=[ids[0]], received="by phone")
    assert visitor.status == 422 and "this is the only one" in visitor.text, visitor.text
    assert "Comment 1: " in visitor.text, "which one is meant"
    house.position(cycle, "health", "agree")
    visitor.send(("act", "withdraw"), form, comment=[ids[0]], received="by phone")
    assert "received by phone" in visitor.text and "Too long." in visitor.text, visitor.text
    assert comment(ids[0])["state"] == "open", "nothing is done yet"
    asked = visitor.form()
    visitor.send(DO)
    assert visitor.status == 200 and comment(ids[0])["state"] == "withdrawn", visitor.text
    visitor.send(DO, asked)
    assert visitor.status == 422 and visitor.path == page, "what has changed since is refused"
    assert "received by phone" in visitor.go(f"/cycles/{cycle}").text


def records_what_came_too_late(house):
    """How it came stands in the record, as of any other answer."""
    cycle = house.post("/cycles", {
        "definition": "silence-procedure", "title": "Objective 7", "text": TEXT,
        "roles": {"chair": "chair", "members": ["health", "home", "law"]}})["id"]
    house.advance("2026-03-01T04:00:00Z")
    house.position(cycle, "law", "object", stage="silence", reason="We were away.")
    late = house.get(f"/cycles/{cycle}/trail")["items"][-1]["entry"]["fact"]
    assert late["kind"] == "position late" and late["received"] == "by letter", late
    said = signed_in(house, SECRETARY).go(f"/cycles/{cycle}").text
    assert "received by letter, after the round had closed" in said, said


PROMISED = """workflow: promised
language: 1
title: Promised
calendar: bangladesh-government
roles:
  members: { bodies: 2..12 }
start: follow up
stages:
  follow up:
    kind: follow up
    who: members
    due: 20 working days
    then: { settled: end as implemented, open: end as open }
"""


def passes_commitments_on_after_the_end(house):
    """A ministry is merged: what it had promised is another's, and nothing else of the cycle is."""
    house.publish(PROMISED)
    cycle = house.post("/cycles", {"definition": "promised", "title": "Objective 9", "text": TEXT,
                                   "roles": {"members": ["labour", "home"]}})["id"]
    house.post(f"/cycles/{cycle}/commitments",
               {"body": "labour", "text": "We publish it.", "due": "2027-06-01T17:00:00+06:00"})
    act = f"/cycles/{cycle}/acts/replace-participant"
    running = signed_in(house, SECRETARY).go(act).text
    assert "Pass commitments on" not in running, running
    house.advance("2026-06-01T04:00:00Z")
    assert house.get(f"/cycles/{cycle}")["status"] == "ended"
    visitor = signed_in(house, SECRETARY).go(f"/cycles/{cycle}")
    assert act in visitor.read.links and "Pass commitments on" in visitor.text, visitor.text
    visitor.go(act).send(PREVIEW, body="labour", successor="law", reason="Merged.")
    assert "passed the open commitments of Labour on to Law" in visitor.text, visitor.text
    assert "Law: law Person" in visitor.text and "Labour: labour Person" in visitor.text
    visitor.send(DO)
    assert house.get(f"/cycles/{cycle}")["status"] == "ended"
    for said in ("Made 1 commitment", "Took on 1 commitment", "Made no commitment"):
        assert visitor.text.count(said) == 1, visitor.text
    owed = house.get(f"/cycles/{cycle}/commitments")["items"]
    assert [each["body"] for each in owed] == ["law"], owed
    link = mailed(house, "focal.point@law.example", "Commitments of Labour are now for Law")
    asked = visitor.go(link).text
    assert "report on what is still open" in asked and "Until" not in asked, asked
    assert "We publish it." in enter(house, link).text, "from where it reports"
    assert 'value="labour"' not in visitor.go(act).page.split('name="successor"')[0], \
        "only who has something left to do is offered"


def main():
    house = House(sys.argv[1])
    house.body("secretariat", roles=["secretariat"])
    house.bodies("labour", "chair", "home", "health", "law", "finance")
    visitor = signed_in(house, SECRETARY)
    cycle = open_cycle(house)
    takes_an_extension_back(visitor, house, cycle)
    gives_the_time_that_is_asked_for(visitor, house, cycle)
    chooses_nobody_by_default(visitor, cycle)
    issues_no_text_in_which_nothing_is_changed(visitor, cycle)
    takes_comments_apart_and_back(visitor, house, cycle)
    goes_on_after_it_was_abandoned(visitor, house, cycle)
    issues_a_text_in_the_leads_place_with_a_reason(visitor, house)
    records_what_came_too_late(house)
    passes_commitments_on_after_the_end(house)
    house.verify()
    house.close()


main()
