"""What a ministry's people do among themselves, through the pages and without a script: quote words
of the text, keep a draft for each other, claim and hand over, act for one another, and clear
comments level by level. Nobody else sees any of it."""
import re
import sys

from house import House, stage
from visitor import Visitor, enter, links_mailed, mailed, signed_in, told

BALLOT = """\
workflow: short-ballot
language: 1
title: A short ballot
calendar: bangladesh-government
roles:
  lead:    { bodies: 1 }
  members: { bodies: 1..60 }
start: vote
stages:
  vote:
    kind: ballot
    who: members
    due: 10 working days
    positions: { agree: {}, object: { blocks: yes, reason: required } }
    passes: consensus
    then: { passed: end as passed, not passed: end as failed }
"""
CLEARED = """\
workflow: cleared
language: 1
title: Comments
calendar: bangladesh-government
roles:
  members: { bodies: 1..60, inside: member-clearance }
start: hearing
stages:
  hearing:
    kind: comment
    who: members
    due: 20 working days
    closes: at the due time
    then: { closed: end as heard }
"""
TEXT = """# Recruitment

The fees of **recruitment** are borne
by the employer.

The list of agencies is public. The list is renewed.
"""


def as_person(house, address, subject):
    return enter(house, mailed(house, address, subject))


def press(visitor, act, **values):
    """The first button whose act begins like that."""
    for form in visitor.read.forms:
        for button in form.buttons:
            if button[1].startswith(act):
                return visitor.send(button, form=form, **values)
    raise AssertionError(f"no button {act} on {visitor.path}: {visitor.text}")


def send_with_file(visitor, name, content, **values):
    """The answer as a browser sends it where a file was chosen."""
    form = visitor.form("/task/")
    fields = [(n, v) for n, v in form.fields if n not in values and n != "scan"]
    fields += [*values.items(), ("act", "send")]
    body = "".join(f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
                   for n, v in fields)
    body += (f'--x\r\nContent-Disposition: form-data; name="scan"; filename="{name}"\r\n\r\n'
             f"{content}\r\n--x--\r\n")
    return visitor.request("POST", form.action, body.encode(),
                           Content_Type="multipart/form-data; boundary=x")


def draft(house, cycle):
    one = as_person(house, "focal.point@labour.example", "The ballot")
    task = one.path
    # A quote finds its paragraph; words that are not there are told at their field.
    one.send(("act", "send"), position="agree", **{
        "comment-1-quote": "no such words", "comment-1-text": "Why?"})
    assert one.status == 422 and 'id="comment-1-quote-error"' in one.page, one.text
    assert one.form().value("comment-1-quote") == "no such words", "what was typed is kept"
    one.send(("act", "send"), position="agree", **{
        "comment-1-quote": "The list", "comment-1-text": "Why?"})
    assert one.status == 422 and "more than once" in one.text, one.text

    # A draft is the body's own: a colleague sees and changes it, the secretariat does not.
    one.send(("act", "draft"), position="object", reason="Half of it", **{
        "comment-1-quote": "fees of recruitment are borne by the employer",
        "comment-1-text": "All fees?"})
    assert one.path == task and "has not been sent" in one.text, one.text
    assert one.form().value("reason") == "Half of it"
    two = enter_as_colleague(house, task, "The ballot")
    assert "Half of it" in two.page and "saved by Labour Person" in two.text, two.text
    office = signed_in(house, "focal.point@office.example")
    office.go(task)
    assert office.status == 200 and "Half of it" not in office.page, office.path
    assert office.go(task + "/colleagues").status == 404
    before = two.form("/task/")
    two.send(("act", "draft"), reason="The whole of it")
    assert two.form("/task/").value("draft") == "2", two.form("/task/").fields
    one.send(("act", "draft"), reason="An older one")
    assert one.status == 409 and "newer draft" in one.text and "An older one" in one.page
    two.send(("act", "send"), form=before, reason="The whole of it")
    assert two.path.endswith("/receipt"), two.text
    assert house.get(f"/cycles/{cycle}")["stages"][-1]["positions"][0]["position"] == "object"
    comment = house.get(f"/cycles/{cycle}/comments")["items"][0]
    assert comment["quote"] == "fees of **recruitment** are borne\nby the employer", comment
    assert "has not been sent" not in one.go(task).text, "a draft ends with the answer"
    return one, task


def enter_as_colleague(house, task, title):
    """The office has the colleague's link issued, too."""
    people = {p["function"]: p["id"] for p in house.get("/bodies/labour")["people"]}
    house.post("/assignments/" + task.split("/")[2] + "/link", {"person": people["director"]})
    return as_person(house, "director@labour.example", title)


def ballot(house, title, *members):
    return house.post("/cycles", {"definition": "short-ballot", "title": title, "text": TEXT,
                                  "roles": {"lead": "office",
                                            "members": members or ["labour"]}})["id"]


def claims(house):
    cycle = ballot(house, "Who answers")
    one = as_person(house, "focal.point@labour.example", "Who answers")
    task = one.path
    two = enter_as_colleague(house, task, "Who answers")
    people = {p["function"]: p["id"] for p in house.get("/bodies/labour")["people"]}
    one.go(task + "/colleagues")
    press(one, "claim")
    assert "Labour Person has taken this on" in one.text, one.text
    two.go(task)
    two.send(("act", "send"), position="agree")
    assert two.status == 409 and "claimed" in two.text, two.text
    press(one, "hand over", person=people["director"])
    assert "Labour Boss has taken this on" in one.text, one.text
    two.go(task + "/colleagues")
    press(two, "release")
    assert "Nobody has taken this on" in two.text, two.text
    office = signed_in(house, "focal.point@office.example")
    timeline = office.go("/cycles/" + cycle).text
    assert "took on what" not in timeline and "over to" not in timeline, "that is their affair"
    withholds_who_does_it(house, cycle)


def withholds_who_does_it(house, cycle):
    """The secretariat's record has three entries of which it gets the leaf alone; an auditor reads
    them, and so does the body."""
    def shown(token=None):
        items = house.get(f"/cycles/{cycle}/trail", **({"token": token} if token else {}))["items"]
        kinds = [item.get("kind", "") for item in items if "withheld" not in item]
        return len(items), [kind for kind in kinds if kind.startswith("assignment")]

    size, kinds = shown()
    assert kinds == [], kinds
    auditor = house.issue("auditor")
    house.post(f"/cycles/{cycle}/readings", {}, token=auditor)
    assert shown(auditor) == (size, ["assignment claimed", "assignment handed over",
                                     "assignment released"]), shown(auditor)


def delegates(house, one, task):
    """"B for A": the delegate is mailed a link, acts by it, and no longer once it has ended."""
    people = {p["function"]: p["id"] for p in house.get("/bodies/labour")["people"]}
    one.go(task + "/delegate")
    assert task in one.read.links, "there is a way back"
    press(one, "delegate")
    assert one.status == 422 and 'id="delegate-error"' in one.page, "nobody is chosen at first"
    press(one, "delegate", delegate=people["deputy"], scope="cycle", until="2025-12-01")
    assert one.status == 422 and 'id="until-error"' in one.page, one.text
    press(one, "delegate", delegate=people["deputy"], scope="all", until="2025-12-31")
    assert one.path == task + "/delegate" and "Labour Deputy for Labour Person" in one.text
    # The next question reaches the delegate with a link that works while it lasts.
    second = ballot(house, "Another one")
    deputy = as_person(house, "deputy@labour.example", "Another one")
    their = deputy.path
    assert "You stand in for Labour Person; what you do is recorded under both names." in \
        deputy.text, deputy.text
    deputy.send(("act", "send"), position="agree")
    assert deputy.path.endswith("/receipt"), deputy.text
    given = house.get(f"/cycles/{second}")["stages"][-1]["positions"][0]
    assert given["for"] == people["focal point"], given
    house.post("/clock/advance", {"seconds": 60})
    one.go(task + "/delegate")
    press(one, "end:")
    assert "Nobody acts for anybody" in one.text, one.text
    deputy.go(their)
    assert deputy.status == 410, f"the link has ended with it: {deputy.status} {deputy.text}"
    assert "You stood in for Labour Person until" in deputy.text, deputy.text


def answered(house, cycle):
    return next(position for position in stage(house.get(f"/cycles/{cycle}"), "vote")["positions"]
                if position["body"] == "labour")


def stands_in_no_longer(house):
    """A vote is not kept: neither by the mailed link nor by the page that it led to."""
    people = {p["function"]: p["id"] for p in house.get("/bodies/labour")["people"]}
    cycle = ballot(house, "For some days", "labour", "office")
    one = as_person(house, "focal.point@labour.example", "For some days")
    one.go(one.path + "/delegate")
    press(one, "delegate", delegate=people["deputy"], scope="cycle", until="2025-12-10")
    link = mailed(house, "deputy@labour.example", "For some days")
    deputy = enter(house, link)
    task, form = deputy.path, deputy.form("/task/")
    deputy.send(("act", "send"), form=form, position="agree")
    assert deputy.path.endswith("/receipt"), deputy.text
    given = answered(house, cycle)
    assert (given["person"], given["for"]) == (people["deputy"], people["focal point"]), given
    assert "who stands in for Labour Person" in signed_in(
        house, "focal.point@office.example").go(f"/cycles/{cycle}").text
    house.advance("2025-12-11T04:00:00Z")
    for comes in (lambda: deputy.go(task),
                  lambda: deputy.send(("act", "send"), form=form, position="object", reason="No."),
                  lambda: Visitor(house).go(link)):
        stale = comes()
        assert stale.status == 410, f"{stale.status} {stale.text}"
        assert "You stood in for Labour Person until" in stale.text, stale.text
    only = "This was for “For some days” only."
    told(house, "deputy@labour.example", "You no longer stand in for Labour Person", only)
    told(house, "focal.point@labour.example", "Labour Deputy no longer stands in for you", only)
    assert answered(house, cycle)["position"] == "agree"
    # A link of their own is the body's or the secretariat's to give.
    before = set(links_mailed(house, "deputy@labour.example", "For some days", "l"))
    house.post("/assignments/" + task.split("/")[2] + "/link", {"person": people["deputy"]})
    own = mailed(house, "deputy@labour.example", "For some days", known=before)
    deputy = enter(house, own)
    deputy.send(("act", "send"), position="object", reason="Speaking for the ministry.")
    assert deputy.path.endswith("/receipt"), deputy.text
    given = answered(house, cycle)
    assert given["position"] == "object" and "for" not in given, given
    house.verify()


def stands_in_from_a_day_on(house):
    """Whoever goes on leave later: what is open by then reaches the substitute, once."""
    people = {p["function"]: p["id"] for p in house.get("/bodies/labour")["people"]}
    cycle = ballot(house, "During the leave", "labour", "office")
    given = house.post("/delegations", {
        "person": people["focal point"], "delegate": people["deputy"],
        "from": "2025-12-12T04:00:00Z", "until": "2025-12-30T04:00:00Z"})
    assert issued(house, cycle) == []
    house.advance("2025-12-13T04:00:00Z")
    by_rule = [("rule", "2025-12-12T04:00:00.000Z", people["focal point"])]
    deputy = as_person(house, "deputy@labour.example", "During the leave")
    assert issued(house, cycle) == by_rule, issued(house, cycle)
    house.restart()
    deputy.send(("act", "send"), position="agree")
    assert answered(house, cycle)["for"] == people["focal point"]
    assert issued(house, cycle) == by_rule, "not a second time"
    house.verify()
    assert house.ask("DELETE", "/api/v1/delegations/" + given["id"]).status == 204
    assert deputy.go(deputy.path).status == 410


def awaits_consent(house):
    """The secretariat hears that it is asked, and finds it on its board."""
    people = {p["function"]: p["id"] for p in house.get("/bodies/labour")["people"]}
    ballot(house, "With leave", "labour", "office")
    one = as_person(house, "focal.point@labour.example", "With leave")
    one.go(one.path + "/delegate")
    press(one, "delegate", delegate=people["deputy"], scope="cycle", until="2025-12-31",
          consent="yes")
    assert "awaits the secretariat's consent" in one.text, one.text
    link = mailed(house, "focal.point@office.example", "Your consent is asked for", path="bodies")
    office = signed_in(house, "focal.point@office.example")
    wanted = "Labour Deputy for Labour Person: awaits your consent"
    assert wanted in office.go("/").text, office.text
    assert "/bodies/labour/delegations" in office.read.links
    assert wanted in office.go("/delegations").text, office.text
    assert "/bodies/labour/delegations" in office.read.links
    press(office.go(link), "consent:")
    assert wanted not in office.go("/").text
    deputy = as_person(house, "deputy@labour.example", "With leave")
    deputy.send(("act", "send"), position="agree")
    assert deputy.path.endswith("/receipt"), deputy.text


def issued(house, cycle):
    entries = [item["entry"] for item in house.get(f"/cycles/{cycle}/trail")["items"]]
    return [(entry["actor"], entry["at"], entry["fact"]["stands_in_for"]) for entry in entries
            if entry["fact"]["kind"] == "link issued"]


def clears(house):
    house.body("health", contact_point="Cora Contact", assistant="Asif Assistant",
               reviewer="Rina Reviewer")
    cycle = house.post("/cycles", {"definition": "cleared", "title": "The hearing", "text": TEXT,
                                   "roles": {"members": ["health"]}})["id"]
    reviewer = as_person(house, "reviewer@health.example", "The hearing")
    task = reviewer.path
    assert "only the last level does that: contact point" in reviewer.text, reviewer.text
    assert "Position of the ministry" not in reviewer.text, reviewer.text
    assert 'type="file"' not in reviewer.page, "a file would not leave the body"
    reviewer.send(("act", "send"), position="comment", **{"comment-1-text": "Say who pays."})
    assert reviewer.path.endswith("/receipt"), f"{reviewer.status} {reviewer.text}"
    assert "stays inside your body" in reviewer.text, reviewer.text
    assert house.get(f"/cycles/{cycle}/comments")["items"] == []
    assistant = as_person(house, "assistant@health.example", "The hearing")
    place = assistant.path + "/colleagues"
    assistant.go(place)
    assert "pending" in assistant.text and "Say who pays." in assistant.text, assistant.text
    assert "submit:" not in assistant.page, "only the last level submits"
    press(assistant, "verify:")
    assert "verified" in assistant.text, assistant.text
    contact = as_person(house, "contact.point@health.example", "The hearing")
    place = contact.path + "/colleagues"
    assert "1 comment of your colleagues waits for you to submit it" in contact.text, contact.text
    contact.go(place)
    dates = next(f for f in contact.read.forms if ("act", "end date") in f.buttons)
    contact.send(("act", "end date"), form=dates, function="reviewer", date="2026-02-20")
    assert contact.status == 422 and 'id="date-error"' in contact.page, contact.text
    contact.send(("act", "end date"), form=dates, function="reviewer", date="2025-12-14")
    assert "14 December" in contact.text, contact.text
    field = re.search(r'name="(text-com_[^"]+)"', contact.page).group(1)
    press(contact, "submit:", **{field: "Say who pays, please."})
    assert "submitted" in contact.text, contact.text
    sent = house.get(f"/cycles/{cycle}/comments")["items"]
    assert [c["text"] for c in sent] == ["Say who pays, please."], sent
    # What the contact point writes itself goes out as it is sent.
    contact.go(place.removesuffix("/colleagues"))
    send_with_file(contact, "annex.txt", "Who pays.", position="comment",
                   **{"comment-1-text": "Say when, too."})
    assert "It has gone out as the answer of your body" in contact.text, contact.text
    assert "annex.txt" in contact.text, contact.text
    files = house.get(f"/cycles/{cycle}/attachments")["items"]
    assert [f["name"] for f in files] == ["annex.txt"], files
    assert contact.go(contact.path.removesuffix("/receipt") + "/files/"
                      + files[0]["sha256"]).status == 200
    sent = house.get(f"/cycles/{cycle}/comments")["items"]
    assert [c["text"] for c in sent] == ["Say who pays, please.", "Say when, too."], sent
    # The level whose end was set was told so, and after it reads by whom it goes on.
    assert as_person(house, "reviewer@health.example", "an end date was set").path == task
    house.advance("2025-12-14T12:00:00Z")
    reviewer.go(task)
    assert "The time of your level is over" in reviewer.text, reviewer.text
    assert "It goes on with: assistant" in reviewer.text, reviewer.text


def passes_on_what_a_leaver_owed(house):
    """Who has left answers nothing any more; whoever speaks for the body then is asked instead."""
    cycle = ballot(house, "After the move")
    left = as_person(house, "focal.point@labour.example", "After the move")
    record = house.get("/bodies/labour")
    people = [dict(p) for p in record["people"] if p["function"] != "focal point"]
    fields = ("id", "name", "email", "language", "function")
    people = [{k: p[k] for k in fields if k in p} for p in people]
    people.append({"name": "Successor", "email": "successor@labour.example",
                   "function": "focal point"})
    changed = house.ask("PUT", "/api/v1/bodies/labour", {"name": record["name"], "people": people},
                        If_Match=house.ask("GET", "/api/v1/bodies/labour").headers["ETag"])
    assert changed.status == 200, changed.text
    after = as_person(house, "successor@labour.example", "After the move")
    assert after.path == left.path, "the same task"
    left.send(("act", "send"), position="object", reason="From my new desk.")
    assert not left.path.endswith("/receipt"), left.text
    after.send(("act", "send"), position="agree")
    assert after.path.endswith("/receipt"), after.text
    issued = [item["entry"] for item in house.get(f"/cycles/{cycle}/trail")["items"]
              if item.get("kind") == "link issued"]
    assert [entry["actor"] for entry in issued] == ["rule"], issued
    house.verify()


def main():
    house = House(sys.argv[1])
    house.publish(BALLOT)
    house.publish(CLEARED)
    house.body("office", roles=["secretariat"])
    house.body("labour", focal_point="Labour Person", director="Labour Boss",
               deputy="Labour Deputy")
    cycle = ballot(house, "The ballot")
    one, task = draft(house, cycle)
    claims(house)
    delegates(house, one, task)
    stands_in_no_longer(house)
    stands_in_from_a_day_on(house)
    awaits_consent(house)
    clears(house)
    passes_on_what_a_leaver_owed(house)
    assert stage(house.get(f"/cycles/{cycle}"), "vote")["state"], cycle
    house.close()


main()
