"""P7, the chain inside a ministry of the write-round: desk officer, director, secretary. What goes
on inside is the ministry's own; only the last signature is its position outside."""
import os
import pathlib
import sys

from house import House, stage
from visitor import Visitor, enter, mailed

TEXT = "Recruitment fees are borne by the employer.\n"


def opened(house, title="Objective 6"):
    return house.post("/cycles", {
        "definition": "write-round", "title": title, "text": TEXT,
        "attributes": {"financial": False},
        "roles": {"lead": "lead", "members": ["labour", "health"], "finance": "finance",
                  "chairs": ["chair"], "secretary": "secretary"}})["id"]


def inside(house, token):
    """The cycle that runs inside the ministry, as the ministry itself sees it."""
    rows = house.get("/cycles?inside=yes", token=token)["items"]
    return next(r["id"] for r in rows
                if r["definition"] == "ministry-chain" and r["status"] == "running")


def level(house, cycle, token):
    waiting = house.get(f"/cycles/{cycle}", token=token)["attention"]
    return waiting[0] if waiting else None


def at_level(house, name, title=""):
    return enter(house, mailed(house, f"{name}@labour.example", title))


def goes_up_level_by_level(house):
    """Through the pages: a level passes on what it got, the last one says itself what goes out."""
    cycle = opened(house)
    visitor = at_level(house, "desk.officer")
    visitor.send(("act", "send"), position="sign", proposes="agree")
    assert "Proposed for the ministry" in visitor.text, visitor.text
    visitor = at_level(house, "director")
    assert visitor.form().value("proposes") == "agree", "as it was proposed"
    assert "It goes back to: Desk officer." in visitor.text, visitor.text
    visitor.send(("act", "send"), position="sign")
    assert visitor.path.endswith("/receipt"), visitor.text
    visitor = at_level(house, "secretary")
    assert "Position of the ministry" in visitor.text, visitor.text
    assert visitor.form().value("proposes") == "", "nothing is chosen for the last level"
    visitor.send(("act", "send"), position="sign")
    assert visitor.status == 422 and "Choose an answer." in visitor.text, visitor.text
    visitor.send(("act", "send"), position="sign", proposes="agree")
    assert "The ministry’s answer is given." in visitor.text, visitor.text
    given = stage(house.get(f"/cycles/{cycle}"), "request")["positions"]
    assert [(p["body"], p["position"], p["how"]) for p in given if p["body"] == "labour"] == \
        [("labour", "agree", "explicit")], given


def comes_back_with_a_reason(house):
    """Nobody is told that the text changed, and the reason is where it is read."""
    title = "Objective 7"
    cycle = opened(house, title)
    asked = Visitor(house).go(mailed(house, "desk.officer@labour.example", title)).text
    assert "If your ministry has not answered by" in asked, asked
    at_level(house, "desk.officer", title).send(
        ("act", "send"), position="sign", proposes="agree",
        **{"comment-1-force": "condition", "comment-1-text": "Add a date."})
    visitor = at_level(house, "director", title)
    assert visitor.form().value("comment-1-text") == "Add a date.", "what was passed on"
    assert "lift:" not in visitor.page, "nothing is out yet that could be lifted"
    task = visitor.path
    visitor.send(("act", "send"), position="decline", reason="Check the costs.",
                 **{"comment-1-text": "Which date?"})
    assert visitor.status == 422 and "takes no comments along" in visitor.text, visitor.text
    visitor.send(("act", "send"), position="decline", reason="Check the costs.",
                 **{"comment-1-text": "Add a date."})
    assert "lift:" not in visitor.go(task).page, "a round that is over offers to lift"
    visitor = at_level(house, "desk.officer", "Returned to you: " + title)
    assert "Rafiq (Director) returned this to you." in visitor.text, visitor.text
    assert "Check the costs." in visitor.text, visitor.text
    assert "see what changed, and answer again" not in visitor.text, visitor.text
    assert visitor.form().value("comment-1-text") == "Add a date.", "its own words"
    visitor.send(("act", "send"), position="sign", proposes="agree")
    assert "It is now with the next level: Director." in visitor.text, visitor.text
    assert "lift:" not in at_level(house, "director", title).page
    return cycle


def is_changed_once_the_round_is_open_again(house):
    """The ministry is not asked anew: its answer counts until another one has gone up."""
    title = "Objective 8"
    cycle = opened(house, title)
    for name in ("desk.officer", "director", "secretary"):
        signed = at_level(house, name, title)
        signed.send(("act", "send"), position="sign", proposes="agree")
    signed.go(signed.path.removesuffix("/receipt"))
    assert "The work inside your body is done" in signed.text, signed.text
    assert "has a mail with a new link" not in signed.text, signed.text
    house.position(cycle, "health", "agree")
    assert stage(house.get(f"/cycles/{cycle}"), "clearance"), "all had answered"
    house.post(f"/cycles/{cycle}/acts", {
        "act": "reopen", "stage": "request", "due": "2026-01-08T11:00:00Z",
        "reason": "The figures were wrong."})
    news = "Your answer can be changed: " + title
    asked = Visitor(house).go(mailed(house, "desk.officer@labour.example", news)).text
    assert "Your ministry has answered: Agree." in asked, asked
    assert mailed(house, "desk.officer@labour.example", "> The figures were wrong.")
    assert "has a mail with a new link" in signed.go(signed.path).text, signed.text
    link = mailed(house, "focal.point@health.example", title)
    assert "Your body’s answer is recorded." in Visitor(house).go(link).text
    health = enter(house, link)
    assert "Agree, " in health.text and "by rule" not in health.text, "it came by letter"
    visitor = at_level(house, "desk.officer", news)
    assert "your ministry’s answer stays: Agree." in visitor.text, visitor.text
    token = house.issue("participant", "--body", "labour")
    child = inside(house, token)
    assert house.get(f"/cycles/{child}", token=token)["inside"]["answered"] is True
    assert level(house, child, token) is None, "nobody is awaited inside"
    visitor.send(("act", "send"), position="sign", proposes="object", reason="Too costly.")
    assert level(house, child, token)["function"] == "director", "a change is on its way"
    for name in ("director", "secretary"):
        at_level(house, name, "Here that answer can be changed.").send(
            ("act", "send"), position="sign", proposes="object", reason="Too costly.")
    given = stage(house.get(f"/cycles/{cycle}"), "request")["positions"]
    assert [p["position"] for p in given if p["body"] == "labour"] == ["object"], given
    house.verify()


def is_asked_about_a_new_text(house):
    """The first level reads that the text is another one, what changed in it, and why."""
    title = "Objective 9"
    cycle = opened(house, title)
    mailed(house, "desk.officer@labour.example", title)
    house.post(f"/cycles/{cycle}/revisions",
               {"text": TEXT.replace("borne", "paid"), "reason": "It said what nobody meant."})
    for words in ("The text was revised since you were last asked: it is now revision 2.",
                  "> It said what nobody meant.", "are paid by the employer"):
        assert mailed(house, "desk.officer@labour.example", words), words
    house.post(f"/cycles/{cycle}/acts", {"act": "abandon", "reason": "It was an exercise."})


def stands_with_the_cycle_around(house, cycle, title="Objective 7"):
    """A level reads why, though it was said outside."""
    acts = f"/cycles/{cycle}/acts"
    visitor = at_level(house, "director", title)
    for act, means in (({"act": "suspend"}, "Suspended on"),
                       ({"act": "defer", "meeting": "The 12th"}, "Deferred on")):
        house.post(acts, {**act, "reason": "A strike."})
        visitor.go(visitor.path)
        assert means in visitor.text and "A strike." in visitor.text, visitor.text
        house.post(acts, {"act": "resume", "reason": "It is over."})
        visitor.go(visitor.path)
        assert "A strike." not in visitor.text, visitor.text
        assert ("act", "send") in visitor.form().buttons, visitor.text


def is_held_to_what_is_around_it(house):
    """Whoever has the whole log finds where inside and outside don't fit together: our check, and a
    second one that shares no code with it."""
    house.verify()
    export = os.path.join(house.folder, "chain.jsonl")
    made = house.run("trail", "export", "--data", house.data, "-o", export)
    assert made.returncode == 0, made.stderr
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "trail"))
    from forgeries import check_inside
    from verify_independent import Trail
    check_inside(Trail, pathlib.Path(export).read_text(encoding="utf-8"))


def main():
    house = House(sys.argv[1])
    house.bodies("lead", "finance", "chair", "secretary", "health")
    house.body("labour", desk_officer="Dina", director="Rafiq", secretary="Salma")
    goes_up_level_by_level(house)
    returned = comes_back_with_a_reason(house)
    stands_with_the_cycle_around(house, returned)
    house.post(f"/cycles/{returned}/acts",
               {"act": "abandon", "reason": "It was an exercise."})
    is_changed_once_the_round_is_open_again(house)
    is_asked_about_a_new_text(house)
    cycle = opened(house)
    token = house.issue("participant", "--body", "labour")
    assert cycle in [row["id"] for row in house.get("/cycles")["items"]]
    child = inside(house, token)
    hidden = house.ask("GET", f"/api/v1/cycles/{child}")
    assert hidden.status == 404, "the secretariat sees the inside of a ministry"
    refused = house.refused("not-your-turn", f"/cycles/{cycle}/positions", {
        "body": "labour", "position": "agree", "revision": 1, "sha256": "0" * 64}, token=token)
    assert "chain" in refused["detail"], refused
    first = level(house, child, token)
    assert first["function"] == "desk officer", first
    # At the outer due time the file has not gone up: silence counts, and the inside says where
    # it stood.
    house.advance(stage(house.get(f"/cycles/{cycle}"), "request")["due"])
    state = house.get(f"/cycles/{child}", token=token)
    assert state["status"] == "abandoned", state["status"]
    last = house.get(f"/cycles/{child}/trail", token=token)["items"][-1]
    assert "desk" in last["entry"]["fact"]["why"], last
    request = stage(house.get(f"/cycles/{cycle}"), "request")
    how = {p["body"]: p["how"] for p in request["positions"]}
    assert how == {"labour": "silence", "health": "silence"}, how
    is_held_to_what_is_around_it(house)
    house.close()


main()
