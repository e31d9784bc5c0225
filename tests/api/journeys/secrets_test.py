"""Secrets are planted in a house: a position that is hidden until its round closes, a comment and a
draft that have not left their body, the identity of a blind reviewer. Then everybody else reads
every GET route that the server says it has, and what is mailed and delivered to them: nothing of a
secret may occur, neither its words nor its ids. Those who may know it find it on the same way, so
that the test can fail. A route that is new is read on its first day; one with a parameter that this
test can't fill in makes it fail, until somebody says here what the parameter is."""
import http.server
import io
import itertools
import json
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import zipfile

from house import House
from visitor import Visitor, enter, mailed

DEFINITION = """workflow: guarded
language: 1
title: Guarded
calendar: bangladesh-government
roles:
  author:     { bodies: 1 }
  members:    { bodies: 2..9 }
  commenters: { bodies: 1, inside: member-clearance }
  signers:    { bodies: 1, inside: ministry-chain }
  reviewers:  { bodies: 2, never: author }
  civil:      { bodies: 1 }
sees:
  author: everything
  members: all comments
  civil: all positions
start: consultation
stages:
  consultation:
    kind: parallel
    branches: [sealed, clearing, signing, blind]
    then: { joined: answers }
  sealed:
    kind: ballot
    who: members
    due: 10 working days
    positions:
      agree: {}
      against: { reason: required }
    passes: agree more than 0
    closes: at the due time
    hidden until closed: yes
    then: { passed: done, not passed: done }
  clearing:
    kind: comment
    who: commenters
    due: 10 working days
    then: { closed: done }
  signing:
    kind: ballot
    who: signers
    due: 10 working days
    passes: agree more than 0
    then: { passed: done, not passed: done }
  blind:
    kind: review
    who: reviewers
    blind: double
    due: 10 working days
    then: { done: done, short: done }
  answers:
    kind: revise
    who: author
    then: { revised: end as heard, unchanged: end as heard }
"""
ELSEWHERE = """workflow: elsewhere
language: 1
title: Elsewhere
calendar: bangladesh-government
roles:
  members: { bodies: 1 }
sees: { members: everything }
start: hearing
stages:
  hearing:
    kind: comment
    who: members
    due: 10 working days
    then: { closed: end as heard }
"""
ROOT = pathlib.Path(__file__).parents[3]
# Who there is is no secret; who reviews is.
REGISTERED = re.compile(r"(/api/v1)?/bodies|.*/acts/add-participant")


class Endpoint(http.server.BaseHTTPRequestHandler):
    received = []

    def do_POST(self):
        self.received.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def by_link(house, address):
    return enter(house, mailed(house, address))


def words_of(raw):
    """What a person or a program reads in it: of an archive its members, of a PDF its text."""
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return " ".join(archive.read(name).decode(errors="replace")
                            for name in archive.namelist())
    if raw.startswith(b"%PDF"):
        if not shutil.which("pdftotext"):
            return ""
        return subprocess.run(["pdftotext", "-", "-"], input=raw, capture_output=True,
                              check=True).stdout.decode()
    return raw.decode(errors="replace")


def listened(request):
    """What a stream of events tells until it falls silent."""
    raw = b""
    with urllib.request.urlopen(request, timeout=2) as stream:
        try:
            while True:
                raw += stream.readline()
        except TimeoutError:
            return raw


class Reader:
    def __init__(self, house, name, token=None, cookies=None):
        self.house, self.name, self.token, self.cookies = house, name, token, cookies or {}

    def get(self, path, accept="*/*"):
        headers = {"Accept": accept}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        request = urllib.request.Request(self.house.url + path, headers=headers)
        try:
            if path.startswith("/api/v1/events"):
                raw = listened(request)
            else:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    raw = answer.read()
        except urllib.error.HTTPError as error:
            raw = error.read()
        # What was asked for is told back in problems, and is no news.
        return words_of(raw).replace(path, "").lower()


class Ids:
    """What stands for each parameter of the routes, by the word before it: all that there is, the
    secret ones too, since an id is no capability."""

    def __init__(self, house, cycles, insiders):
        self.values = {
            "cycles": set(cycles), "assignments": set(), "comments": set(), "task": set(),
            "bodies": {"author", "argus"}, "calendars": {"bangladesh-government"},
            "definitions": {"guarded"}, "versions": {"1"}, "revisions": {"1"}, "diff": {"1"},
            "entries": set(), "questions": {"silence", "on-behalf", "waivers", "unread"},
            "webhooks": {w["id"] for w in house.get("/webhooks")["items"]},
            "acts": {"extend", "add-participant", "remove-participant", "close"},
            "attachments": set(), "l": {"x" * 43}, "sign-in": {"x" * 43}, "assets": {"x"}}
        for token in [house.token, *insiders]:
            for row in house.get("/cycles?inside=yes", token=token)["items"]:
                self.values["cycles"].add(row["id"])
            for cycle in sorted(self.values["cycles"]):
                self.take(house, cycle, token)
        self.values["task"] = self.values["assignments"]
        self.values["files"] = self.values["attachments"]
        total = house.get("/trail?limit=500")["items"][-1]["number"]
        self.values["entries"] = {str(n) for n in range(max(0, total - 30), total + 1)}

    def take(self, house, cycle, token):
        for what, name in (("assignments", "id"), ("comments", "id"), ("attachments", "sha256")):
            answer = house.ask("GET", f"/api/v1/cycles/{cycle}/{what}", token=token)
            if answer.status == 200:
                self.values[what] |= {item[name] for item in answer.json["items"]}

    def paths(self, template):
        """Every path of the route; those of one kind together, as many as the longest list."""
        before = re.findall(r"([^/{}]+)/\{", template)
        unknown = [word for word in before if word not in self.values]
        assert not unknown, f"say in this test what stands behind {unknown} in {template}"
        for chosen in itertools.product(*(sorted(self.values[word]) for word in before)):
            values = iter(chosen)
            yield re.sub(r"\{[^}]+\}", lambda _: next(values), template)


def get_routes(house):
    """From the table that the router is made of."""
    table = (ROOT / "api/routes/table.cpp").read_text()
    routes = re.findall(r'\{get, +"(/[^"]*)"', table)
    described = house.ask("GET", "/openapi.json").json["paths"]
    api = {path for path, verbs in described.items() if "get" in verbs}
    assert len(routes) > 60 and api <= set(routes), api - set(routes)
    routes = [route + "?from=0" if route == "/api/v1/events" else route for route in routes]
    # The catcher of a demo shows every mail to everybody; mails are read by recipient here.
    return [route for route in routes if not route.startswith("/demo/mail")]


def read_all(reader, ids, routes):
    seen = {}
    for route in routes:
        for path in ids.paths(route):
            if path.endswith(".pdf") and reader.name not in ("author", "secretariat"):
                continue  # of the same making as the page beside it, and slow
            seen[path] = reader.get(path)
            if route.startswith("/api/v1/cycles/{id}/comments") or route.endswith("/picture"):
                for query in ("?body=argus", "?lang=bn", "?limit=1"):
                    seen[path + query] = reader.get(path + query)
    return seen


def mails_to(house):
    """Every mail that was caught, with whom it went to."""
    mails = []
    for href in re.findall(r'href="(/demo/mail/[^"]+)"', Visitor(house).go("/demo/mail").page):
        visitor = Visitor(house)
        text = visitor.go(href).text.lower()
        for part in re.findall(r'(?:href|src)="(/demo/mail/[^"]+/html)"', visitor.page):
            text += Visitor(house).go(part).text.lower()
        mails.append((re.search(r"[\w.]+@[\w.]+\.example", text).group(), text))
    return mails


def plant(house):
    house.publish(DEFINITION)
    house.publish(ELSEWHERE)
    house.bodies("author", "two", "three", "argus", "panoptes", "ngo", "abroad")
    house.body("scribe", reviewer="Rina", assistant="Asma", contact_point="Kabir")
    house.body("mill", desk_officer="Dina", director="Rafi", secretary="Sara")
    opened = house.post("/cycles", {
        "definition": "guarded", "title": "Guarded", "text": "One.\n\nTwo.\n",
        "roles": {"author": "author", "members": ["two", "three"], "commenters": "scribe",
                  "signers": "mill", "reviewers": ["argus", "panoptes"], "civil": "ngo"}})
    other = house.post("/cycles", {"definition": "elsewhere", "title": "Elsewhere", "text": "T.",
                                   "roles": {"members": "abroad"}})["id"]
    cycle = opened["id"]
    tokens = {name: house.issue("participant", "--body", name)
              for name in ("author", "two", "three", "scribe", "mill", "argus", "ngo", "abroad")}
    shown = {"revision": 1, "sha256": opened["revision"]["sha256"]}
    house.post(f"/cycles/{cycle}/positions", {
        "body": "two", "stage": "sealed", "position": "against", "reason": "zebra reason",
        "comments": [{"text": "zebra comment"}], **shown}, token=tokens["two"])
    made = house.post(f"/cycles/{cycle}/positions", {
        "body": "argus", "stage": "blind", "position": "reviewed",
        "comments": [{"text": "blind words", "force": "recommendation"}], **shown},
        token=tokens["argus"])
    seat = house.seat(cycle, "argus")
    attached = house.ask(
        "POST", f"/api/v1/cycles/{cycle}/attachments?name=notes.txt&assignment={seat}",
        "the notes of argus", token=tokens["argus"], Content_Type="text/plain")
    assert attached.status == 201, attached.text
    inside = by_link(house, "reviewer@scribe.example")
    inside.send(("act", "send"), position="comment", **{"comment-1-text": "yak inside"})
    drafted = by_link(house, "desk.officer@mill.example")
    drafted.send(("act", "send"), position="sign", proposes="agree", reason="okapi draft")
    for visitor in (inside, drafted):
        assert visitor.path.endswith("/receipt"), f"{visitor.status} {visitor.text}"
    assert made, "the review was taken"
    return cycle, other, tokens, seat


def secrets_of(house, cycle, tokens, seat):
    """Needle -> who may find it. Ids of what is secret are secrets, too."""
    known = {"secretariat", "auditor", "argus"}
    people = [p["id"] for p in house.get("/bodies/argus")["people"]]
    needles = {"argus": known, seat.lower(): known, "notes.txt": known,
               **{person.lower(): known for person in people}}
    inside = {}
    for body in ("scribe", "mill"):
        rows = house.get("/cycles?inside=yes", token=tokens[body])["items"]
        child = next(r["id"] for r in rows if r["id"] != cycle)
        inside[body] = child
        # Its id stands in the entry that asks the body, for those who read the trail; no more does.
        needles[child] = {body, "secretariat", "auditor"}
        for what in ("assignments", "comments"):
            for item in house.get(f"/cycles/{child}/{what}", token=tokens[body])["items"]:
                needles[item["id"]] = {body}
    needles["yak inside"] = {"scribe"}
    needles["okapi draft"] = {"mill"}
    return needles


def readers_of(house, tokens, links):
    all_readers = {name: Reader(house, name, token) for name, token in tokens.items()}
    all_readers["secretariat"] = Reader(house, "secretariat", house.token)
    all_readers["auditor"] = Reader(house, "auditor", house.auditor())
    all_readers["anonymous"] = Reader(house, "anonymous")
    for name, visitor in links.items():
        all_readers[name] = Reader(house, name, cookies=visitor.cookies)
    return all_readers


def leaks(needles, name, seen):
    for path, text in seen.items():
        for needle, may in needles.items():
            if name in may or needle not in text:
                continue
            if needle == "argus" or needle.startswith("per_"):
                if REGISTERED.match(path):
                    continue
            if needle in path.lower():  # asked for by its id, and told that it is not there
                text_without = text.replace(needle, "", 1)
                if needle not in text_without:
                    continue
            at = text.index(needle)
            yield f"{name} finds {needle!r} in {path}: …{text[max(0, at - 80):at + 60]}…"


def hold(house, needles, readers, ids, routes, when):
    found, wrong = {needle: set() for needle in needles}, []
    for name, reader in readers.items():
        seen = read_all(reader, ids, routes)
        wrong += leaks(needles, name, seen)
        for path, text in seen.items():
            for needle in needles:
                if needle in text and not REGISTERED.match(path) and needle not in path:
                    found[needle].add(name)
    for to, text in mails_to(house):
        body = to.split("@")[1].split(".")[0]
        for needle, may in needles.items():
            if needle in text and body not in may and not needle.startswith("asg_"):
                wrong.append(f"{to} is mailed {needle!r}: {text[:200]}")
    for event in Endpoint.received:
        if json.loads(event)["type"] == "paraph.body.registered":
            continue
        for needle in needles:
            if needle in event.lower():
                wrong.append(f"an event has {needle!r} in it: {event}")
    assert not wrong, f"{when}:\n" + "\n".join(wrong[:20]) + f"\n({len(wrong)} in all)"
    for needle, may in needles.items():
        assert found[needle] & may, f"{when}: nobody who may know {needle!r} finds it"


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    house = House(sys.argv[1], flags=["--webhooks-allow-networks", "127.0.0.0/8"])
    house.post("/webhooks", {"url": f"http://127.0.0.1:{server.server_port}/", "events": []},
               token=house.issue("operator"))
    cycle, other, tokens, seat = plant(house)
    needles = secrets_of(house, cycle, tokens, seat)
    hidden = {"zebra reason": {"two"}, "zebra comment": {"two"}, "blind words":
              {"secretariat", "auditor", "argus"}}
    links = {"contributor": by_link(house, "desk.officer@mill.example"),
             "link of three": by_link(house, "focal.point@three.example")}
    needles_by_link = {n: may | ({"contributor"} if "mill" in may else set())
                       for n, may in needles.items()}
    readers = readers_of(house, tokens, links)
    routes = get_routes(house)
    ids = Ids(house, [cycle, other], tokens.values())
    hold(house, {**needles_by_link, **hidden}, readers, ids, routes, "while the rounds are open")

    house.advance("2025-12-23T12:00:00Z")
    house.post("/trail/readings", {}, token=readers["auditor"].token)
    state = house.get(f"/cycles/{cycle}", token=tokens["author"])
    blind = next(s for s in state["stages"] if s["name"] == "blind")
    comments = house.get(f"/cycles/{cycle}/comments", token=tokens["author"])["items"]
    named = [c["body"] for c in comments if c["text"] == "blind words"]
    assert len(named) == 1 and named[0].startswith("reviewer:"), comments
    assert all(p["at"] == blind["closed"] for p in blind["positions"]), blind
    hold(house, needles_by_link, readers, ids, routes, "after the close")

    house.post(f"/cycles/{cycle}/acts", {"act": "conclude_revision", "result": "unchanged"})
    certificate = Reader(house, "secretariat", house.token).get(
        f"/api/v1/cycles/{cycle}/certificate", accept="text/html")
    assert "reviewer " in certificate and "argus" not in certificate, certificate
    house.verify()
    house.close()
    server.shutdown()


main()
