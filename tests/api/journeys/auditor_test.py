"""The auditor's questions, as API and as pages; and the log's head on its way out of the house."""
import base64
import http.server
import json
import os
import re
import sys
import threading
import time
import urllib.parse

from house import House, stage
from visitor import Visitor, signed_in

TEXT = "Fees are borne by the employer.\n"


class Witness:
    """Cosigns as c2sp.org/tlog-witness says, without a signature worth anything: it remembers a
    size, wants to hear from there, and keeps what it was sent."""

    def __init__(self, size=0):
        self.size, self.requests = size, []
        witness = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                old = int(re.match(r"old (\d+)\n", text)[1])
                good = old == witness.size
                witness.requests.append((self.path, text, good))
                if good:
                    witness.size = int(text.split("\n\n", 1)[1].splitlines()[1])
                body = (b"\xe2\x80\x94 witness.example " + base64.b64encode(b"w" * 76) + b"\n"
                        if good else f"{witness.size}\n".encode())
                self.send_response(200 if good else 409)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def seen(self, enough):
        for _ in range(200):
            if enough(self):
                return self.requests
            time.sleep(0.05)
        raise AssertionError(f"the witness saw only {self.requests}")


def furnished(*flags):
    house = House(sys.argv[1], flags=flags)
    house.bodies("labour", "finance", "foreign-affairs", "expatriates-welfare", "secretary")
    house.bodies(*(f"member-{n}" for n in range(1, 4)))
    house.body("audit", roles=["auditor"])
    return house


def played(house):
    """A cycle in which a minimum was waived, one answer came by letter, and two were silent."""
    soon = "2025-12-09T11:00:00Z"
    cycle = house.post("/cycles", {
        "definition": "write-round", "title": "Objective 6",
        "attributes": {"financial": False}, "text": TEXT, "dates": {"request": soon},
        "waive": {"request": "The committee meets on Wednesday."},
        "roles": {"lead": "labour", "members": ["member-1", "member-2", "member-3"],
                  "finance": "finance", "chairs": ["foreign-affairs"],
                  "secretary": "secretary"}})["id"]
    house.position(cycle, "member-1", "agree")
    house.advance(stage(house.get(f"/cycles/{cycle}"), "request")["due"])
    house.position(cycle, "foreign-affairs", "sign")
    assert house.get(f"/cycles/{cycle}")["status"] == "ended"
    return cycle


def kinds(house, question, **narrowed):
    query = urllib.parse.urlencode(narrowed)
    items = house.get(f"/trail/questions/{question}?{query}")["items"]
    return [entry["kind"] for entry in items]


def questions_are_filters(house, cycle):
    assert kinds(house, "silence") == ["silence counted"]
    assert kinds(house, "silence", position="agree", before="2026-01-01",
                 **{"from": "2025-01-01"}) == ["silence counted"]
    assert kinds(house, "silence", position="object") == []
    assert kinds(house, "silence", **{"from": "2026-01-01"}) == []
    assert kinds(house, "on-behalf") == ["position taken", "position taken"]
    assert kinds(house, "on-behalf", position="sign") == ["position taken"]
    waiver, = house.get("/trail/questions/waivers")["items"]
    assert waiver["entry"]["stream"] == cycle and "Wednesday" in json.dumps(waiver), waiver
    assert kinds(house, "unread") == ["round closed", "round closed"]
    assert kinds(house, "unread", cycle="cyc_01h455vb4pex5vsknk084sn02q") == []
    first = house.get("/trail/questions/on-behalf?limit=1")
    again = house.ask("GET", f"/api/v1/trail/questions/on-behalf?limit=1").headers["Link"]
    rest = house.ask("GET", re.match(r"<([^>]+)>", again)[1]).json
    assert len(first["items"]) == 1 and first["items"] != rest["items"], "one page after the other"
    assert house.ask("GET", "/api/v1/trail/questions/who-knows").status == 404
    assert house.ask("GET", "/api/v1/trail/questions/silence?from=soon").status == 422
    stranger = house.issue("participant", "--body", "member-1")
    assert house.ask("GET", "/api/v1/trail/questions/silence", token=stranger).status == 403


def reads_only_its_cycles(house, cycle):
    other = house.post("/cycles", {
        "definition": "silence-procedure", "title": "Something else", "text": TEXT,
        "roles": {"chair": "labour", "members": ["member-1", "member-2"]}})["id"]
    token = house.issue("auditor")
    auditor = next(t["id"] for t in reversed(house.get("/tokens")["items"])
                   if t["role"] == "auditor")

    def status(path):
        return house.ask("GET", "/api/v1" + path, token=token).status

    assert status(f"/cycles/{other}") == 403, "not before it is noted that it is read"
    assert status("/trail/questions/silence") == 403
    held = house.ask("GET", "/api/v1/trail?limit=500", token=token).json["items"]
    assert {item["entry"]["stream"] for item in held if "entry" in item} == {"registry"}
    house.post(f"/cycles/{other}/readings", {}, token=token)
    assert status(f"/cycles/{other}") == 200, "until it is said which, all"
    assert house.ask("POST", "/api/v1/audits", {"auditor": auditor, "cycles": [cycle]},
                     token=token).status == 403
    house.post("/audits", {"auditor": auditor, "cycles": [cycle]})
    note = house.post(f"/cycles/{cycle}/readings", {}, token=token)
    assert house.get("/audits")["items"] == [{"auditor": auditor, "cycles": [cycle]}]
    for path in ("", "/trail", "/comments", "/revisions/1", "/assignments"):
        assert status(f"/cycles/{cycle}{path}") == 200, path
        assert status(f"/cycles/{other}{path}") == 404, path
    ids = [c["id"] for c in house.ask("GET", "/api/v1/cycles", token=token).json["items"]]
    assert ids == [cycle], ids
    log = house.ask("GET", "/api/v1/trail?limit=500", token=token).json["items"]
    for item in log:
        stream = item.get("entry", {}).get("stream")
        assert stream in (None, "registry", cycle), item
        if stream == "registry":
            assert "private" not in item or item["kind"] == "definition published", item
    assert sum("entry" not in item for item in log) > 0, "what is not its is withheld"
    assert "Karim" not in json.dumps(log)
    assert status("/trail/questions/silence") == 403, "a question is asked of all cycles"
    assert status(f"/trail/questions/silence?cycle={cycle}") == 200
    house.post("/trail/readings", {}, token=token)
    assert status("/trail/questions/silence") == 200
    takes_one_cycle_along(house, cycle, other, token)
    is_issued_for_some_cycles(house, cycle, other)
    assert house.ask("POST", f"/api/v1/cycles/{other}/readings", {}, token=token).status == 404
    assert house.ask("POST", f"/api/v1/cycles/{cycle}/readings", {}).status == 403
    read = house.get(f"/trail/entries/{note['entry']}")["entry"]
    assert read["fact"] == {"cycle": cycle, "kind": "cycle read"} and read["actor"] == auditor
    exported_is_an_entry(house, cycle)


def is_issued_for_some_cycles(house, cycle, other):
    token = house.issue("auditor", "--cycle", cycle)
    house.post("/trail/readings", {}, token=token)
    assert house.ask("GET", f"/api/v1/cycles/{cycle}", token=token).status == 200
    assert house.ask("GET", f"/api/v1/cycles/{other}", token=token).status == 404
    wrong = house.ask("POST", "/api/v1/tokens", {"role": "secretariat", "cycles": [cycle]})
    assert wrong.status == 422 and "/cycles" in wrong.text, wrong.text


def takes_one_cycle_along(house, cycle, other, token):
    """As a file, that its taking is noted for, and that the auditor's own machine checks."""
    def fetch(of):
        return house.ask("GET", f"/api/v1/cycles/{of}/trail.jsonl", token=token)

    assert fetch(cycle).status == 403 and fetch(other).status == 404
    house.post("/trail/exports", {"cycle": cycle, "format": "jsonl"}, token=token)
    taken = fetch(cycle)
    assert taken.status == 200 and taken.headers["Content-Type"] == "application/jsonl"
    assert "Karim" not in taken.text and '"roots":' in taken.text
    file = os.path.join(house.folder, "taken.jsonl")
    with open(file, "w", encoding="utf-8", newline="") as out:
        out.write(taken.text)
    held = house.run("trail", "verify", file)
    assert held.returncode == 0, held.stdout + held.stderr
    assert "1 cycle replayed" in held.stdout, held.stdout
    streams = {json.loads(line).get("entry", {}).get("stream")
               for line in taken.text.splitlines()[1:]}
    assert streams == {cycle, "registry", None}, streams
    house.post("/trail/exports", {"cycle": "", "format": "jsonl"}, token=token)


def exported_is_an_entry(house, cycle):
    file = os.path.join(house.folder, "one.jsonl")
    done = house.run("trail", "export", "--cycle", cycle, "--data", house.data, "-o", file)
    assert done.returncode == 0, done.stderr
    facts = [item["entry"]["fact"] for item in house.get("/trail?limit=500")["items"]
             if item.get("kind") == "trail exported"]
    one = {"cycle": cycle, "format": "jsonl", "kind": "trail exported"}
    assert facts == [one, {"format": "jsonl", "kind": "trail exported"}, one], facts
    held = house.run("trail", "verify", file)
    assert held.returncode == 0, held.stdout + held.stderr


def questions_are_pages(house, cycle, visitor):
    page = visitor.go("/audit").page
    for question in ("silence", "on-behalf", "waivers", "unread"):
        assert f'href="/audit/questions/{question}"' in page, question
    asked = "/audit/questions/silence?position=agree&from=2025-01-01"
    assert "is itself noted" in visitor.go(asked).page and "Member-2" not in visitor.page
    visitor.send()
    assert visitor.address == asked, visitor.address
    page = visitor.go(asked).page
    assert "Member-2 and Member-3" in page and f"/audit/cycles/{cycle}#entry-" in page, page
    assert "Nothing" in visitor.go("/audit/questions/silence?from=2026-01-01").page
    bangla = visitor.go("/audit/questions/waivers?lang=bn").page
    assert re.search("[\u0980-\u09ff]", bangla) and "Wednesday" in bangla
    Visitor(house).go("/audit/questions/silence")


def a_cycle_is_read_after_it_is_noted(house, cycle, visitor):
    for path in (f"/cycles/{cycle}", f"/audit/cycles/{cycle}"):
        visitor.go(path)
        assert visitor.path == f"/audit/cycles/{cycle}" and "is itself noted" in visitor.page
        assert "Member-2" not in visitor.page
    visitor.send()
    assert "Member-2" in visitor.page, visitor.text
    assert visitor.go(f"/cycles/{cycle}").path == f"/cycles/{cycle}", "then all of it"
    visitor.go(f"/audit/cycles/{cycle}")
    recipe = re.search(r"<code>paraph (trail verify [^<]+)</code>", visitor.page)[1]
    files = {"log.vkey": Visitor(house).go("/audit/log.vkey").page}
    visitor.send(("act", "take"))
    assert visitor.path == f"/api/v1/cycles/{cycle}/trail.jsonl", visitor.path
    files[f"{cycle}.jsonl"] = visitor.page
    for name, content in files.items():
        with open(os.path.join(house.folder, name), "w", encoding="utf-8", newline="") as out:
            out.write(content)
    words = [os.path.join(house.folder, word) if word in files else word
             for word in recipe.split()]
    held = house.run(*words)
    assert held.returncode == 0, "what the page says works on what it gives: " + held.stderr


def an_outcomes_mail_brings_the_head(house):
    """Whoever was told the outcome can hold the log to it."""
    for _ in range(100):
        hrefs = re.findall(r'href="(/demo/mail/[^"]+)"', Visitor(house).go("/demo/mail").page)
        mails = [Visitor(house).go(href).text for href in hrefs]
        heads = [mail for mail in mails if "This is the head of the log" in mail]
        if heads:
            break
        time.sleep(0.05)
    origin = f"127.0.0.1:{house.port}"
    assert heads and all(f"\u2014 {origin} " in mail for mail in heads), mails
    assert len(heads) < len(mails), "other mails bring none"


def the_head_goes_to_witnesses_and_into_a_file(house, file, *witnesses):
    size = int(house.ask("GET", "/api/v1/trail/checkpoint").text.splitlines()[1])
    for witness in witnesses:
        witness.seen(lambda w: w.size >= size)
    fresh, behind = (witness.requests for witness in witnesses)
    assert fresh[0][0] == "/add-checkpoint" and fresh[0][2], "a witness that knows nothing yet"
    assert not behind[0][2] and behind[1][2], "one that remembers a size is told from there"
    proof = behind[1][1].split("\n\n", 1)[0].splitlines()[1:]
    assert behind[1][1].startswith("old 2\n") and proof, "with a proof that the log only grew"
    assert all(len(base64.b64decode(line)) == 32 for line in proof)
    mailed = [mail for mail in heads_mailed(house) if f"\n{size}\n" in mail]
    assert mailed and "Keep it" in mailed[0], heads_mailed(house)
    notes = open(file, encoding="utf-8").read()
    assert notes.count("— witness.example ") >= 2, "what they signed stands below"
    seen = os.path.join(house.folder, "seen")  # all of them, as they stood before the export
    with open(seen, "w", encoding="utf-8") as out:
        out.write(notes)
    exported = os.path.join(house.folder, "all.jsonl")
    assert house.run("trail", "export", "--data", house.data, "-o", exported).returncode == 0
    checked = house.run("trail", "verify", exported, "--since", seen, "--checkpoint", seen)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "further checkpoint" in checked.stdout, checked.stdout


def heads_mailed(house):
    hrefs = re.findall(r'href="(/demo/mail/[^"]+)"', Visitor(house).go("/demo/mail").page)
    pages = [Visitor(house).go(href).page for href in hrefs]
    return [page for page in pages if "heads@court.example" in page]


def main():
    file = os.path.join("/tmp", f"paraph-heads-{os.getpid()}")
    fresh, behind = Witness(), Witness(size=2)
    house = furnished("--heads-file", file, "--heads-mailbox", "heads@court.example",
                      "--heads-witnesses", f"{fresh.url},{behind.url}",
                      "--heads-every-seconds", "1", "--mail-catch", "yes")
    try:
        cycle = played(house)
        questions_are_filters(house, cycle)
        reads_only_its_cycles(house, cycle)
        visitor = signed_in(house, "focal.point@audit.example")
        a_cycle_is_read_after_it_is_noted(house, cycle, visitor)
        questions_are_pages(house, cycle, visitor)
        an_outcomes_mail_brings_the_head(house)
        the_head_goes_to_witnesses_and_into_a_file(house, file, fresh, behind)
    finally:
        if os.path.exists(file):
            os.remove(file)
    house.close()


main()
