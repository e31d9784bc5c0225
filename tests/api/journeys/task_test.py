"""The page of one task through every state, as people come to it by the links in their mails: two
stages at once, a comment taken back, an objection lifted, a text that is nearly withdrawn, a new
revision, an acknowledgement, and the outcome, until the links are dead."""
import re
import sys

from house import House, stage
from visitor import Visitor, enter, mailed

DEFINITION = """\
workflow: task-pages
language: 1
title: A procedure
calendar: bangladesh-government
roles:
  lead:    { bodies: 1 }
  members: { bodies: 2..9 }
sees: { lead: everything }
start: both
stages:
  both:
    kind: parallel
    branches: [views, figures]
    joins: when all are done
    then: { joined: vote }
  views:
    kind: comment
    who: members
    due: 5 working days
    then: { closed: done }
  figures:
    kind: comment
    who: members
    due: 5 working days
    then: { closed: done }
  vote:
    kind: ballot
    who: members
    due: 10 working days
    positions: { agree: {}, object: { blocks: yes, reason: required } }
    passes: consensus
    then: { passed: notice, not passed: text }
  text:
    kind: revise
    who: lead
    due: 5 working days
    at most: 3 times, then notice
    then: { revised: vote, unchanged: vote, withdrawn: end as withdrawn }
  notice:
    kind: circulate
    who: members
    due: 5 working days
    then: { settled: end as adopted }
"""
SIGNATURES = """\
workflow: signatures
language: 1
title: Signatures
calendar: bangladesh-government
roles:
  signers: { bodies: 2 }
start: signature
stages:
  signature:
    kind: sign off
    who: signers
    order: in order
    due: 5 working days
    positions: { sign: {}, decline: { blocks: yes, reason: required } }
    then: { signed: end as signed, declined: end as declined }
"""


def link_of(house, body, name):
    return mailed(house, f"focal.point@{body}.example", f"stage “{name}”")


def each_stage_has_its_own_page(house):
    views, figures = (enter(house, link_of(house, "one", name)) for name in ("views", "figures"))
    assert views.path != figures.path, "the link of one stage opens the other's task"
    assert "If you say nothing" not in views.text, "silence means nothing in a hearing"
    return views


def what_was_sent_is_shown_and_can_be_taken_back(visitor):
    task = visitor.path
    visitor.send(("act", "send"), position="comment",
                 **{"comments": "1", "comment-1-text": "Name the fee."})
    assert visitor.path.endswith("/receipt"), visitor.text
    visitor.go(task)
    assert "Comments and their answers" in visitor.text and "Name the fee." in visitor.text
    assert "this is the only one" in visitor.text, "the answer needs it"
    visitor.send(("act", "send"), position="no comment")
    visitor.go(task)
    take_back = next(b for b in visitor.form().buttons if b[1].startswith("withdraw:com_"))
    assert "Take comment " in visitor.text, visitor.text
    visitor.send(take_back)
    assert visitor.path == task and "withdrawn" in visitor.text, visitor.text
    assert take_back not in visitor.form().buttons


def a_closed_round_stays_where_it_is(house, link, task):
    visitor = enter(house, link)
    assert visitor.path == task, "a closed stage leads to another that is open"
    assert "This round is closed" in visitor.text and "came out as" not in visitor.text


def an_objection_is_lifted_with_a_receipt(house, link):
    visitor = enter(house, link)
    task = visitor.path
    assert "What is your position?" in visitor.text, visitor.text
    assert "cannot pass until you lift it" in visitor.text, visitor.text
    visitor.send(("act", "send"), position="object", reason="Too vague.")
    assert "The lead and the secretariat see your objection" in visitor.text, visitor.text
    visitor.go(task)
    assert "If you say nothing" not in visitor.text, "it has answered"
    visitor.send(("act", "lift:"))
    assert visitor.path.endswith("/receipt"), visitor.text
    assert "Your objection is lifted" in visitor.text, visitor.text
    assert "by mail" not in visitor.text, "no mail goes out for this"
    visitor.go(task)
    assert "You took your objection back" in visitor.text, visitor.text
    visitor.send(("act", "send"), position="agree")
    assert visitor.path.endswith("/receipt"), visitor.text


def what_comes_too_late_is_not_lost(house, cycle, link):
    """Nothing can be sent while the clock stands; answers can while the cycle is put off."""
    visitor = enter(house, link)
    form = visitor.form()
    house.post(f"/cycles/{cycle}/acts", {"act": "suspend", "reason": "The office moves."})
    visitor.send(("act", "send"), form, position="object", reason="Too late.")
    assert visitor.status == 409 and "What you wrote was not recorded" in visitor.text, visitor.text
    assert "Too late." in visitor.text, "it can be copied"
    stands_still(visitor, "Suspended on", "The office moves.",
                 "Nothing can be answered or changed until it goes on")
    house.post(f"/cycles/{cycle}/acts", {"act": "resume", "reason": "It has moved."})


def stands_still(visitor, *words):
    """The page says so, in these words; and no deadline, since none runs."""
    for said in words:
        assert said in visitor.text, f"{said!r} is missing: {visitor.text}"
    assert not re.search("working days? left", visitor.text), f"none runs out: {visitor.text}"


def a_deferred_cycle_says_so_in_every_state(house, cycle, link, closed_link):
    """On the link's own page, the form, the receipt, and the page of a stage that is over."""
    house.post(f"/cycles/{cycle}/acts", {"act": "defer", "meeting": "12", "reason": "To talk."})
    since = ("Deferred on", "the clock has stood still since",
             "It is taken up again at: 12.", "To talk.")
    unanswered = link_of(house, "two", "vote")
    stands_still(Visitor(house).go(unanswered), *since, "Answers can be given and changed")
    stands_still(enter(house, unanswered), *since, "Answers can be given and changed meanwhile")
    stands_still(Visitor(house).go(link), *since, "The answer that was given can still be changed")
    visitor = enter(house, link)
    stands_still(visitor, *since, "The answer that was given can still be changed meanwhile")
    assert "You can change it until the round closes." in visitor.text, visitor.text
    visitor.send(("act", "send"), position="object", reason="On second thoughts.")
    assert visitor.path.endswith("/receipt"), visitor.text
    stands_still(visitor, *since)
    visitor.go(visitor.path.removesuffix("/receipt"))
    visitor.send(("act", "send"), position="agree")
    assert visitor.path.endswith("/receipt"), visitor.text
    stands_still(visitor, *since, "The answer that was given can still be changed meanwhile")
    visitor = enter(house, closed_link)
    stands_still(visitor, *since)
    assert "This round is closed" in visitor.text, visitor.text
    house.post(f"/cycles/{cycle}/acts", {"act": "resume", "reason": "We talked."})
    visitor.go(visitor.path)
    assert "stood still" not in visitor.text and "To talk." not in visitor.text, visitor.text


def whoever_comes_later_reads_that_it_stands_still(house):
    """Whose turn has not come reads both: whose it is, and that the clock stands."""
    house.publish(SIGNATURES)
    cycle = house.post("/cycles", {"definition": "signatures", "title": "To be signed",
                                   "text": "It says this.", "roles": {"signers": ["one", "two"]}})
    acts = f"/cycles/{cycle['id']}/acts"
    person = house.get("/bodies/two")["people"][0]["id"]
    house.post("/assignments/" + house.seat(cycle["id"], "two") + "/link",
               {"act": "issue", "person": person})
    visitor = enter(house, mailed(house, "focal.point@two.example", "To be signed"))
    assert "It is not your turn yet" in visitor.text, visitor.text
    house.post(acts, {"act": "suspend", "reason": "A strike."})
    stands_still(visitor.go(visitor.path), "It is not your turn yet", "A strike.",
                 "Suspended on", "Nobody can answer until it goes on.")
    house.post(acts, {"act": "resume", "reason": "It is over."})
    house.post(acts, {"act": "defer", "until": "2026-06-01T04:00:00Z", "reason": "Leave."})
    stands_still(visitor.go(visitor.path), "It is not your turn yet", "Leave.", "Deferred on",
                 "It is taken up again on", "Those whose turn it is can answer meanwhile.")


def the_last_one_is_told_that_it_is_the_last(house):
    visitor = enter(house, link_of(house, "two", "vote"))
    assert "Nobody else is awaited" in visitor.text, visitor.text
    task = visitor.path
    visitor.send(("act", "send"), position="object", reason="Not costed.")
    assert "the cycle goes on with: text" in visitor.text, visitor.text
    visitor.go(task)
    assert "This round is closed" in visitor.text, visitor.text
    assert ("act", "lift:") in visitor.form().buttons, "a revision is to meet it, or it is lifted"


def a_text_is_not_withdrawn_by_one_click(house, cycle):
    visitor = enter(house, link_of(house, "lead", "text"))
    assert "Objections" in visitor.text and "Not costed." in visitor.text, "what it is to meet"
    visitor.send(("act", "issue"))
    assert visitor.status == 422 and "Nothing is changed in this text" in visitor.text, visitor.text
    assert "“vote” opens on this text and asks " in visitor.text, visitor.text
    visitor.send(("act", "withdraw"), text="Half a sentence")
    assert visitor.status == 200 and "Withdraw this text?" in visitor.text, visitor.text
    assert "The cycle ends:" in visitor.text, visitor.text
    assert "3 bodies that were asked are told" in visitor.text, visitor.text
    assert visitor.form().value("text") == "Half a sentence", "what was typed is kept"
    assert house.get(f"/cycles/{cycle}")["status"] == "running"
    visitor.send(("act", "stay"))
    assert ("act", "withdrawn") not in visitor.form().buttons
    visitor.send(("act", "issue"), text="It says this, and what it costs.")
    assert visitor.path.endswith("/receipt"), visitor.text
    assert "Revision 2 was issued" in visitor.text, visitor.text


def an_old_link_leads_to_the_new_revision(house, cycle, link, before):
    task = before.path
    assert "You are asked again on revision 2" in before.go(task).text, before.text
    before.go(next(href for href in before.read.links
                   if href.startswith("/task/asg_") and "lang=" not in href))
    assert ("act", "send") in before.form().buttons, "its old page leads there"
    visitor = enter(house, link)
    second = visitor.path
    assert second != task and ("act", "send") in visitor.form().buttons, visitor.text
    # A revision while the round is open takes its place; the page that is open says where to go.
    house.post(f"/cycles/{cycle}/revisions",
               {"text": "It says this, and who pays.", "reason": "Somebody asked who."})
    visitor.go(second)
    assert "There is a newer revision" in visitor.text, visitor.text
    assert "came out as" not in visitor.text, visitor.text
    visitor.go(next(href for href in visitor.read.links
                    if href.startswith("/task/asg_") and "?" not in href))
    assert visitor.path != second and ("act", "send") in visitor.form().buttons, visitor.text
    visitor.send(("act", "send"), position="agree")
    assert visitor.path.endswith("/receipt"), visitor.text
    other = enter(house, link_of(house, "two", "vote"))
    other.send(("act", "send"), position="agree")
    assert other.path.endswith("/receipt"), other.text


def to_acknowledge_is_one_button(house):
    for body in ("one", "two"):
        visitor = enter(house, link_of(house, body, "notice"))
        form = visitor.form()
        assert form.value("position") == "acknowledge", "nothing has to be chosen"
        assert 'type="radio"' not in visitor.page and "<textarea" not in visitor.page
        visitor.send(("act", "send"))
        assert visitor.path.endswith("/receipt"), visitor.text


def links_read_for_a_while_and_die(house, link):
    house.post("/clock/advance", {"seconds": 89 * 86400})
    visitor = enter(house, link)
    assert "This cycle has ended" in visitor.text, visitor.text
    assert not any(("act", "send") in form.buttons for form in visitor.read.forms)
    house.post("/clock/advance", {"seconds": 2 * 86400})
    assert Visitor(house).go(link).status == 404
    assert visitor.go(visitor.path).status == 404, "nor does the pass that it gave"


def main():
    house = House(sys.argv[1])
    house.publish(DEFINITION)
    house.bodies("lead", "one", "two")
    cycle = house.post("/cycles", {
        "definition": "task-pages", "title": "A report", "text": "It says this.",
        "roles": {"lead": "lead", "members": ["one", "two"]}})["id"]
    views, task = link_of(house, "one", "views"), each_stage_has_its_own_page(house)
    page = task.path
    what_was_sent_is_shown_and_can_be_taken_back(task)
    house.advance(stage(house.get(f"/cycles/{cycle}"), "views")["due"])
    vote = link_of(house, "one", "vote")
    a_closed_round_stays_where_it_is(house, views, page)
    first = enter(house, vote)
    an_objection_is_lifted_with_a_receipt(house, vote)
    what_comes_too_late_is_not_lost(house, cycle, vote)
    a_deferred_cycle_says_so_in_every_state(house, cycle, vote, views)
    whoever_comes_later_reads_that_it_stands_still(house)
    the_last_one_is_told_that_it_is_the_last(house)
    a_text_is_not_withdrawn_by_one_click(house, cycle)
    an_old_link_leads_to_the_new_revision(house, cycle, vote, first)
    notice = link_of(house, "one", "notice")
    to_acknowledge_is_one_button(house)
    assert house.get(f"/cycles/{cycle}")["outcome"] == "adopted"
    links_read_for_a_while_and_die(house, notice)
    house.close()


main()
