"""The spine, end to end over HTTP only: calendar, definition and 24 bodies in, a cycle opened, all
mails caught, every ministry answers through its link's page, the lead issues a revision through
its own, the chairs sign, the record verifies offline, and one changed byte is found. On the way all
that people do wrong: late and double answers, a text that changed meanwhile, a revoked link."""
import contextlib
import json
import os
import re
import sqlite3
import sys
import time

from house import House, stage
from visitor import Visitor

TEXT = """# National position, objective 6

Recruitment fees are borne by the employer.

The ministry publishes a list of licensed agencies every quarter.

Every worker receives the contract before departure.
"""
REVISED = TEXT.replace("fees are", "fees, also of domestic workers, are")
MEMBERS = [f"member-{n:02}" for n in range(1, 19)]
OTHERS = ["labour", "finance", "foreign-affairs", "expatriates", "secretary", "un-migration"]
CALENDAR = {"name": "taskforce", "zone": "Asia/Dhaka", "weekend": [5, 6], "opens": 540,
            "closes": 1020, "holidays": {"2025-12-16": "Victory Day"}}


def furnish(house):
    house.post("/calendars", CALENDAR)
    house.publish(house.source("write-round")
                  .replace("workflow: write-round", "workflow: taskforce-round")
                  .replace("calendar: bangladesh-government", "calendar: taskforce"))
    house.bodies(*MEMBERS, *OTHERS)
    assert len(house.get("/bodies")["items"]) >= 24


def opened(house, title):
    return house.post("/cycles", {
        "definition": "taskforce-round", "title": title, "text": TEXT,
        "attributes": {"financial": False},
        "roles": {"lead": "labour", "members": MEMBERS,
                  "chairs": ["foreign-affairs", "expatriates"], "secretary": "secretary"}})["id"]


def address(body):
    return f"focal.point@{body}.example"


def caught(house, title, *bodies):
    """address -> the newest link mailed to it about the cycle, once all these bodies have one."""
    reader, read, links = Visitor(house), {}, {}
    for _ in range(100):
        links = {}
        for href, subject in re.findall(r'href="(/demo/mail/[^"]+)">([^<]*)<',
                                        reader.go("/demo/mail").page):
            if title not in subject:
                continue
            if href not in read:
                read[href] = Visitor(house).go(href).text
            to = re.search(r"[\w.-]+@[\w.-]+\.example", read[href].split("To", 1)[1]).group()
            link = re.search(r"http://\S+/l/\S+", read[href])
            if link:
                links.setdefault(to, link.group())
        if all(address(body) in links for body in bodies):
            break
        time.sleep(0.05)
    return links


def enter(house, link):
    """From the mail to the form, as a person comes to it."""
    visitor = Visitor(house)
    visitor.go(link)
    assert visitor.status == 200, visitor.text
    visitor.send(form=visitor.form("/l/"))
    assert visitor.path.startswith("/task/asg_"), visitor.path
    return visitor


def entries(house):
    """How many the log holds now; a checkpoint may be a second behind."""
    last, cursor = -1, ""
    while True:
        page = house.get("/trail?limit=500" + cursor)
        last = page["items"][-1]["number"] if page["items"] else last
        if "next" not in page:
            return last + 1
        cursor = "&cursor=" + page["next"]


SCANNERS = ("Mozilla/5.0 (compatible; Microsoft Outlook SafeLinks)", "Barracuda Sentinel (EE)",
            "Mozilla/5.0 (compatible; Proofpoint URL Defense)", "curl/8.0", "")


def tables(house):
    """Every row of every table; the data's folder is the server's, and this only reads it."""
    with contextlib.closing(sqlite3.connect(
            f"file:{house.data}/paraph.db?mode=ro", uri=True)) as database:
        names = [name for name, in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def at_rest(house):
    """The tables, once mails and what is written behind have come to rest."""
    before = None
    for _ in range(100):
        now = tables(house)
        if now == before:
            return now
        before = now
        time.sleep(0.6)  # longer than the tables lag behind
    raise AssertionError("the tables do not come to rest")


def looking_is_not_acting(house, links):
    """Promise 9: GET, HEAD and OPTIONS of all that was mailed change nothing, in any table."""
    before, rows = entries(house), at_rest(house)
    assert len(rows) > 5 and rows["entries"], list(rows)
    for link in links.values():
        for turn in range(50):
            visitor = Visitor(house, User_Agent=SCANNERS[turn % len(SCANNERS)])
            visitor.request(("GET", "HEAD", "OPTIONS")[turn % 3], link)
            assert visitor.status in (200, 204), visitor.status
            assert not visitor.cookies, "a look gives no pass"
    assert entries(house) == before
    assert at_rest(house) == rows


def every_member_answers(house, links):
    """All agree but the first, whose condition blocks; the second changes its mind."""
    for n, member in enumerate(MEMBERS):
        visitor = enter(house, links[address(member)])
        if n == 0:
            visitor.send(("act", "another comment"), position="comment")
            form = visitor.form()
            assert form.value("comment-1-force"), form.fields
            visitor.send(("act", "send"), position="comment", **{
                "comment-1-force": "condition", "comment-1-paragraph": "p2",
                "comment-1-text": "Domestic workers must be covered."})
            for words in ("Comment 1 · ¶2", "condition", "Domestic workers must be covered.",
                          "Fingerprint of the text (SHA-256)"):
                assert words in visitor.text, f"the receipt says what was said: {visitor.text}"
        elif n == 1:
            visitor.send(("act", "send"), position="object")
            assert visitor.status == 422 and "“Object” needs a reason" in visitor.text, visitor.text
            visitor.send(("act", "send"), position="object", reason="Too vague.")
            assert "Too vague." in visitor.text, "the receipt says why"
            visitor.go(visitor.path.removesuffix("/receipt"))
            assert visitor.form().value("reason") == "Too vague."
            assert visitor.form().value("position") == "object", "what stands is chosen"
            visitor.send(("act", "send"), position="agree", reason="")
        elif n < len(MEMBERS) - 1:
            form = visitor.form()
            visitor.send(("act", "send"), form, position="agree")
            once = entries(house)
            visitor.send(("act", "send"), form, position="agree")
            assert entries(house) == once, "twice is once"
        else:
            continue
        assert visitor.path.endswith("/receipt"), f"{member}: {visitor.status} {visitor.text}"


def bad_answers(house, cycle, links):
    """The last member tries everything that must not work, then answers twice."""
    visitor = enter(house, links[address(MEMBERS[-1])])
    form, before = visitor.form(), entries(house)
    visitor.send(("act", "send"), form)
    assert visitor.status == 422, "no answer chosen"
    visitor.send(("act", "send"), form, position="sing")
    assert visitor.status == 422, "an answer that nobody offers"
    visitor.send(("act", "send"), form, position="agree", token="x" * 43)
    assert visitor.status == 403, "a form that is not ours"
    visitor.request("POST", form.action, b"position=agree")
    assert visitor.status == 403, "without a type it is a form, but not ours"
    visitor.request("POST", form.action, b"{}", Content_Type="application/json")
    assert visitor.status == 415, visitor.status
    visitor.send(("act", "send"), form, position="agree", digest="0" * 64)
    assert visitor.status == 412 and "changed while you were reading" in visitor.text, visitor.text
    assert visitor.form().value("digest") == form.value("digest"), "the text in force is shown"
    stranger = Visitor(house)
    stranger.send(("act", "send"), form, position="agree")
    assert stranger.status == 404, "the form alone opens nothing"
    assert entries(house) == before, "nothing of this is recorded"
    visitor.send(("act", "send"), form, position="agree")
    assert visitor.path.endswith("/receipt")
    after = entries(house)
    visitor.send(("act", "send"), form, position="object", reason="Too late.")
    assert visitor.status == 409 and "closed" in visitor.text, visitor.text
    assert entries(house) == after, "the round closed with the last answer"
    assert stage(house.get(f"/cycles/{cycle}"), "request")["result"] == "not passed"


def late_and_revoked(house, cycle, links):
    visitor = Visitor(house)
    visitor.go(links[address(MEMBERS[2])])
    visitor.send(form=visitor.form("/l/"))
    assert not any(("act", "send") in form.buttons for form in visitor.read.forms)
    assert "closed" in visitor.text, visitor.text
    items = house.get(f"/cycles/{cycle}/assignments?limit=500")["items"]
    one = next(item for item in items if item["body"] == MEMBERS[3])
    house.post(f"/assignments/{one['id']}/link", {"act": "revoke", "person": one["people"][0]})
    dead = Visitor(house).go(links[address(MEMBERS[3])])
    unknown = Visitor(house).go(links[address(MEMBERS[3])][:-4] + "AAAA")
    assert (dead.status, unknown.status) == (404, 404) and dead.page == unknown.page


def the_lead_revises(house, cycle, links):
    stale = enter(house, links[address("labour")])
    visitor = enter(house, links[address("labour")])
    assert "1 has none yet" in visitor.text, visitor.text
    assert "“Request” opens on this text and asks 18 bodies" in visitor.text, visitor.text
    assert "Ask for more time" in visitor.text and "Your colleagues" in visitor.text
    visitor.send(("act", "issue"), text=REVISED)
    assert visitor.status == 409, "a comment has no answer yet"
    comment = house.get(f"/cycles/{cycle}/comments")["items"][0]["id"]
    visitor.send(("act", "issue"), **{"text": REVISED, f"disposition-{comment}": "accepted"})
    assert visitor.status == 422, "an observation is missing"
    visitor.send(("act", "save"), **{"text": REVISED, f"disposition-{comment}": "accepted",
                                     f"observation-{comment}": "Covered now."})
    assert "1 answer is saved." in visitor.text, visitor.text
    assert "Every comment has its answer." in visitor.text, visitor.text
    assert visitor.form().value("text").strip() == REVISED.strip(), "what was typed is kept"
    visitor.send(("act", "issue"), **{"text": REVISED, f"disposition-{comment}": "accepted",
                                      f"observation-{comment}": "Covered now."})
    assert visitor.path.endswith("/receipt"), visitor.text
    stale.send(("act", "issue"), text=TEXT + "\nMore.\n")
    assert stale.status >= 400 or "closed" in stale.text, "a second revision from an old page"
    state = house.get(f"/cycles/{cycle}")
    assert state["revision"]["number"] == 2
    changes = house.get(f"/cycles/{cycle}/revisions/1/diff/2")["paragraphs"]
    assert [(c["id"], c["change"]) for c in changes] == [("p2", "changed")], changes
    assert [w["text"] for w in changes[0]["words"] if w["change"] == "inserted"] == \
        ["fees, also of domestic workers, "], changes


def the_condition_is_lifted(house, title):
    links = caught(house, title, MEMBERS[0])
    visitor = enter(house, links[address(MEMBERS[0])])
    form = visitor.form().action
    dead = visitor.dead_links(form)
    assert not dead, dead
    visitor.go(form)
    assert "Domestic workers must be covered." in visitor.text
    assert "fees, also of domestic workers, are" in re.sub(r"\s+", " ", visitor.text)
    lift = next(b for b in visitor.form().buttons if b[1].startswith("lift:com_"))
    visitor.send(lift)
    assert visitor.status == 200, visitor.text
    assert "The condition in comment 1 is lifted." in visitor.text, visitor.text
    visitor.send(("act", "send"), position="agree")
    assert visitor.path.endswith("/receipt"), visitor.text


def both_chairs_sign(house, cycle, title):
    for chair in ("foreign-affairs", "expatriates"):
        visitor = enter(house, caught(house, title, chair)[address(chair)])
        visitor.send(("act", "send"), position="signed")
        assert visitor.path.endswith("/receipt"), visitor.text
    state = house.get(f"/cycles/{cycle}")
    assert (state["status"], state["outcome"]) == ("ended", "cleared"), state["status"]


def the_lead_reads_the_objection(house):
    """Its role sees all comments and no positions; what blocks it must meet, so it reads that."""
    title = "Position on objective 7"
    cycle = opened(house, title)
    house.position(cycle, MEMBERS[0], "object", reason="Against our law.")
    for member in MEMBERS[1:]:
        house.position(cycle, member, "agree")
    visitor = enter(house, caught(house, title, "labour")[address("labour")])
    assert "Objections" in visitor.text and "Against our law." in visitor.text, visitor.text


def the_record_verifies(house):
    record = os.path.join(house.folder, "record.jsonl")
    published = next(item for item in house.get("/trail")["items"]
                     if item["kind"] == "key published")
    vkey = re.search(r'"vkey": "([^"]+)"', json.dumps(published)).group(1)
    made = house.run("trail", "export", "--server", house.url, "-o", record,
                     env={**os.environ, "PARAPH_TOKEN": house.token})
    assert made.returncode == 0, made.stderr
    house.stop()
    key = os.path.join(house.folder, "log.vkey")
    with open(key, "w") as file:
        file.write(vkey + "\n")
    good = house.run("trail", "verify", record, "--key", key)
    assert good.returncode == 0, good.stdout + good.stderr
    content = open(record, "rb").read()
    at = content.index(b"agree")
    open(record, "wb").write(content[:at] + b"b" + content[at + 1:])
    bad = house.run("trail", "verify", record, "--key", key)
    assert bad.returncode == 1, bad.stdout + bad.stderr
    house.serve()


def main():
    house = House(sys.argv[1])
    furnish(house)
    title = "Position on objective 6"
    cycle = opened(house, title)
    links = caught(house, title, *MEMBERS)
    assert len(links) == len(MEMBERS), sorted(links)
    looking_is_not_acting(house, links)
    every_member_answers(house, links)
    bad_answers(house, cycle, links)
    links.update(caught(house, title, "labour"))
    late_and_revoked(house, cycle, links)
    the_lead_revises(house, cycle, links)
    the_condition_is_lifted(house, title)
    both_chairs_sign(house, cycle, title)
    the_lead_reads_the_objection(house)
    the_record_verifies(house)
    house.close()


main()
