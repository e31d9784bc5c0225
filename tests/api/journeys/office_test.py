"""The secretariat's pages over HTTP: signing in by a mailed link, opening a cycle with everything
that can be wrong with it, and what a browser is told where it goes astray."""
import hashlib
import re
import subprocess
import sys
import time

from house import House, stage
from page_tables import reads_a_table_back
from visitor import Visitor, mailed

TEXT = "Recruitment fees are borne by the employer.\n\nThe list of agencies is public.\n"
SECRETARY, AUDITOR = "amina@secretariat.example", "karim@audit.example"


def furnish(house):
    house.post("/bodies", {
        "id": "secretariat", "name": {"en": "Secretariat", "bn": "সচিবালয়"},
        "people": [{"name": "Amina", "email": SECRETARY, "language": "en",
                    "function": "focal point", "roles": ["secretariat"]}]})
    house.post("/bodies", {
        "id": "audit", "name": {"en": "Office of the Auditor"},
        "people": [{"name": "Karim", "email": AUDITOR, "language": "bn",
                    "function": "focal point", "roles": ["auditor"]}]})
    house.bodies("labour", "finance", "chair", "home", "health", "law")


def sign_in(house, address, home):
    visitor = Visitor(house)
    visitor.go(home)
    assert visitor.path == "/sign-in"
    visitor.send(email=address)
    link = mailed(house, address, path="sign-in")
    for turn in range(50):
        scanner = Visitor(house, User_Agent="Microsoft Outlook SafeLinks")
        scanner.request(("GET", "HEAD", "OPTIONS")[turn % 3], link)
        assert scanner.status in (200, 204) and not scanner.cookies, scanner.status
    visitor.go(link)
    visitor.send()
    assert visitor.path == home, visitor.text
    again = Visitor(house)
    again.go(link)
    again.send()
    assert again.status >= 400, "the link works once"
    assert again.form("/sign-in").action == "/sign-in", "a new one is offered in its place"
    return visitor


GOOD = {"title": "Objective 6", "text": TEXT, "attribute-financial": "no", "role-lead": "labour",
        "role-members": ["health", "home", "law"], "role-chairs": ["chair"],
        "role-secretary": "secretariat"}
MOVED = """\
workflow: moved
language: 1
title: Moved
calendar: bangladesh-government
roles:
  members: { bodies: 2..60 }
start: STAGE
stages:
  STAGE:
    kind: comment
    who: members
    due: 10 working days
    then: { closed: end as heard }
"""
PREVIEW, DO = ("step", "preview"), ("step", "do")


def cycles(house):
    return len(house.get("/cycles")["items"])


def refusals(visitor, house):
    address = "/cycles/new?definition=write-round"
    wrong = [({"title": ""}, "Give the cycle a title."),
             ({"text": " \n"}, "Write or upload the text."),
             ({"attribute-financial": []}, "Does the proposal cost money?"),
             ({"role-members": ["home"]}, "choose 2 to 60 bodies"),
             ({"role-lead": "nobody"}, "nobody"), ({"role-chairs": []}, "choose 1 to 2 bodies"),
             ({"date-request": "2025-12-10"}, "at least until Monday 22 December 2025, 17:00"),
             ({"date-request": "22/12/2025"}, "Write a date"),
             ({"date-request": "2025-12-01", "waive-request": "Urgent."}, "passed"),
             ({"attribute-objectives": ["24"]}, "does not fit")]
    for values, words in wrong:
        for button in (PREVIEW, DO):
            visitor.go(address)
            form = visitor.form()
            form.buttons.append(DO)
            visitor.send(button, form, **{**GOOD, **values})
            assert visitor.status == 422 and words in visitor.text, f"{values}: {visitor.text}"
            assert visitor.form().value("title") == values.get("title", GOOD["title"])
    visitor.go("/cycles/new?definition=nothing")
    assert visitor.status == 404
    assert cycles(house) == 0, "nothing was opened"


def opening(visitor, house):
    visitor.go("/cycles/new")
    visitor.send(definition="write-round")
    visitor.send(PREVIEW, **GOOD)
    assert visitor.status == 200 and "Monday 22 December 2025, 17:00" in visitor.text, visitor.text
    assert "Silence of Members counts as: Agree." in visitor.text
    form = visitor.form()
    visitor.send(DO, form, title="Something else")
    assert cycles(house) == 0, "what was not shown is not done"
    visitor.send(DO, form)
    assert re.match("/cycles/cyc_", visitor.path), visitor.text
    first = visitor.path
    visitor.send(DO, form)
    assert visitor.path == first and cycles(house) == 1, "the same page sent twice is one cycle"
    visitor.go("/cycles/new?definition=write-round")
    assert "All others of the kind: ministry" in visitor.text, visitor.text
    visitor.send(PREVIEW, **{**GOOD, "role-members": ["kind:ministry"]})
    told = re.findall(r"<li>([^<:]+): [^<]+ Person</li>", visitor.page)
    assert told == ["Finance", "Health", "Home", "Law"], "not the lead, nor the chair"
    visitor.go("/cycles/new?definition=write-round")
    visitor.send(PREVIEW, **{**GOOD, "date-request": "2025-12-10", "hour-request": "12:00",
                             "waive-request": "The committee meets on Thursday."})
    visitor.send(DO)
    state = house.get("/cycles/" + visitor.path.split("/")[2])
    assert stage(state, "request")["due"] == "2025-12-10T06:00:00.000Z"


def drafts(visitor, house):
    """A cycle is prepared over days, by several people, and nobody is asked before it is opened."""
    before = cycles(house)
    visitor.go("/cycles/new?definition=write-round")
    visitor.send(("step", "draft"), title="Prepared for Sunday", **{"role-lead": "labour"})
    assert visitor.status == 200 and "Nobody has been asked" in visitor.text, visitor.text
    address = visitor.address
    form = visitor.form()
    assert form.value("title") == "Prepared for Sunday" and form.value("role-lead") == "labour"
    colleague = Visitor(house)
    colleague.cookies = dict(visitor.cookies)
    colleague.go("/cycles/new")
    assert "Prepared for Sunday" in colleague.text and address in colleague.read.links
    colleague.go(address)
    colleague.send(("step", "draft"), **GOOD)
    visitor.send(("step", "draft"), form, title="An older one")
    assert visitor.status == 409 and "newer draft" in visitor.text, visitor.text
    assert visitor.form().value("title") == "An older one", "what was typed is kept"
    colleague.send(PREVIEW)
    assert colleague.status == 200 and cycles(house) == before, colleague.text
    colleague.send(DO)
    assert re.match("/cycles/cyc_", colleague.path) and cycles(house) == before + 1
    assert address not in colleague.go("/cycles/new").read.links, "a draft ends with the opening"
    colleague.go("/cycles/new?definition=write-round")
    colleague.send(("step", "draft"), title="For nothing")
    colleague.send(("step", "discard"))
    assert colleague.path == "/cycles/new" and "For nothing" not in colleague.text


def uploads(visitor):
    def part(name, value, file=""):
        name = f'name="{name}"' + (f'; filename="{file}"' if file else "")
        return f"--x\r\nContent-Disposition: form-data; {name}\r\n\r\n".encode() + value + b"\r\n"

    for file, content, status, words in (
            ("position.md", TEXT.encode(), 200, "What will be recorded"),
            ("position.txt", b"\xef\xbb\xbf" + TEXT.encode(), 200, "What will be recorded"),
            ("position.docx", TEXT.encode(), 422, "Markdown"),
            ("position.md", b"\xff\xfe", 422, "UTF-8"), ("position.md", b" ", 422, "empty")):
        visitor.go("/cycles/new?definition=write-round")
        form = visitor.form()
        fields = [(n, v) for n, v in form.fields if n not in GOOD] + [PREVIEW] + [
            (n, v) for n, values in GOOD.items() if n != "text"
            for v in (values if isinstance(values, list) else [values])]
        body = b"".join(part(n, v.encode()) for n, v in fields)
        body += part("file", content, file) + b"--x--\r\n"
        visitor.request("POST", form.action, body,
                        Content_Type="multipart/form-data; boundary=x")
        assert visitor.status == status and words in visitor.text, f"{file}: {visitor.text}"
        if status == 200:
            assert visitor.form().value("text") == TEXT, "the file stands in the form"


def keeps_the_word_file(visitor, house):
    """It is sent once, with the preview; the form that opens the cycle says which one it was."""
    word = subprocess.run(["pandoc", "--from=markdown", "--to=docx", "--output=-"],
                          input=TEXT.encode(), capture_output=True, check=True).stdout
    visitor.go("/cycles/new?definition=write-round")
    form = visitor.form()
    fields = [(n, v) for n, v in form.fields if n not in GOOD] + [PREVIEW] + [
        (n, v) for n, values in GOOD.items() if n != "text"
        for v in (values if isinstance(values, list) else [values])]
    body = b"".join(f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode()
                    for n, v in fields)
    body += (b'--x\r\nContent-Disposition: form-data; name="file"; filename="text.docx"\r\n\r\n' +
             word + b"\r\n--x--\r\n")
    visitor.request("POST", form.action, body, Content_Type="multipart/form-data; boundary=x")
    assert visitor.status == 200 and "The Word file" in visitor.text, visitor.text
    previewed = visitor.form()

    def source_of():
        cycle = visitor.path.split("/")[2]
        issued = next(item["entry"]["fact"] for item in house.get(f"/cycles/{cycle}/trail")["items"]
                      if item["kind"] == "revision issued")
        return issued.get("source", {}).get("digest")

    visitor.send(DO, previewed)
    assert source_of() == hashlib.sha256(word).hexdigest(), visitor.text
    visitor.send(PREVIEW, previewed, text="Another text than the file's.\n",
                 once="another", title="Changed")
    assert visitor.status == 200 and "The Word file" not in visitor.text, visitor.text
    visitor.send(DO)
    assert source_of() is None, "a text that was changed is not the file's any more"


def adds_files(visitor, house):
    """An annex lies beside the text, for all who read it; empty hands are told so."""
    cycle = house.get("/cycles")["items"][0]["id"]
    visitor.go(f"/cycles/{cycle}")
    form = visitor.form(f"/cycles/{cycle}/files")

    def post(name, content):
        body = (f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n'
                f'{form.value("token")}\r\n--x\r\nContent-Disposition: form-data; name="file"; '
                f'filename="{name}"\r\n\r\n').encode() + content + b"\r\n--x--\r\n"
        return visitor.request("POST", form.action, body,
                               Content_Type="multipart/form-data; boundary=x")

    post("", b"")
    assert visitor.status == 422 and "Choose a file" in visitor.text, visitor.text
    post("annex & table.pdf", b"%PDF never shown as one")
    assert visitor.path == f"/cycles/{cycle}" and "annex & table.pdf" in visitor.text, visitor.text
    link = [link for link in visitor.read.links if "/files/" in link][-1]
    visitor.go(link)
    assert visitor.page == "%PDF never shown as one"
    assert visitor.answer_headers["Content-Disposition"].startswith("attachment")
    assert visitor.answer_headers["Content-Type"] == "application/octet-stream"
    assert visitor.go(link[:-4] + "0000").status == 404
    item = house.get(f"/cycles/{cycle}/attachments")["items"][-1]
    assert item["name"] == "annex & table.pdf", item


def restricts(visitor, house):
    """Of a restricted dossier no mail says what it is about; the page behind the link does."""
    visitor.go("/cycles/new?definition=write-round")
    secret = {**GOOD, "title": "Okapi title", "text": "Okapi text."}
    visitor.send(PREVIEW, restricted="yes", **secret)
    assert "A restricted dossier" in visitor.text, visitor.text
    visitor.send(DO)
    cycle = visitor.path.split("/")[2]
    state = house.get(f"/cycles/{cycle}")
    assert state["restricted"] is True
    house.post(f"/cycles/{cycle}/positions", {
        "body": GOOD["role-members"][0], "position": "object", "reason": "Okapi reason.",
        "received": "by letter", "revision": 1, "sha256": state["revision"]["sha256"]})
    house.post(f"/cycles/{cycle}/acts", {"act": "abandon", "reason": "Okapi end."})
    for _ in range(100):
        hrefs = re.findall(r'href="(/demo/mail/[^"]+)"', visitor.go("/demo/mail").page)
        mails = [Visitor(house).go(href).page for href in hrefs]
        mine = [mail for mail in mails if "restricted dossier" in mail]
        if len(mine) > len(GOOD["role-members"]):
            break
        time.sleep(0.05)
    assert mine and not [mail for mail in mails if "kapi" in mail], "no mail tells of it"


def migrates(visitor, house):
    """To another version of its procedure, whose stages have other names: shown, then done."""
    house.publish(MOVED.replace("STAGE", "hearing"))
    cycle = house.post("/cycles", {"definition": "moved", "title": "To be moved", "text": TEXT,
                                   "roles": {"members": ["health", "home"]}})["id"]
    visitor.go(f"/cycles/{cycle}")
    assert f"/cycles/{cycle}/acts/migrate" not in visitor.read.links, "there is no other version"
    house.publish(MOVED.replace("STAGE", "consultation"))
    visitor.go(f"/cycles/{cycle}")
    assert f"/cycles/{cycle}/acts/migrate" in visitor.read.links, visitor.read.links
    visitor.go(f"/cycles/{cycle}/acts/migrate")
    visitor.send(PREVIEW, version="2", reason="New rules of procedure.")
    assert visitor.status == 422 and "hearing" in visitor.text, visitor.text
    visitor.send(PREVIEW, version="2", reason="New rules of procedure.",
                 **{"stage-hearing": "consultation"})
    assert visitor.status == 200, visitor.text
    assert house.get(f"/cycles/{cycle}")["definition"]["version"] == 1, "nothing is done yet"
    visitor.send(DO)
    assert visitor.path == f"/cycles/{cycle}", visitor.text
    moved = house.get(f"/cycles/{cycle}")
    assert moved["definition"]["version"] == 2 and stage(moved, "consultation"), moved
    assert "New rules of procedure." in visitor.go(f"/cycles/{cycle}").text


def says_that_a_condition_still_blocks(visitor, house):
    """Who agrees after all may have forgotten the condition of the answer before."""
    cycle = house.post("/cycles", {
        "definition": "write-round", "title": "Objective 8", "text": TEXT,
        "attributes": {"financial": False},
        "roles": {"lead": "labour", "members": ["health", "home", "law"], "chairs": ["chair"],
                  "secretary": "secretariat"}})["id"]
    house.position(cycle, "home", "comment",
                   comments=[{"text": "Name the fee.", "force": "condition"}])
    task, words = "/task/" + house.seat(cycle, "home"), "condition in comment 1 is still open"
    assert words not in visitor.go(task).text, "it came with the answer that stands"
    house.position(cycle, "home", "agree")
    visitor.go(task + "/receipt")
    assert words in visitor.text and task + "#blocks" in visitor.read.links, visitor.text
    assert words in visitor.go(task).text and "#blocks" in visitor.read.links, visitor.text
    assert visitor.form().value("position") == "agree", "what stands is chosen"
    form = next(form for form in visitor.read.forms
                if any(value.startswith("lift:") for _, value in form.buttons))
    visitor.send(form.buttons[0], form, lift_received="by phone")
    assert visitor.status == 200 and words not in visitor.text, visitor.text


def lifts_on_paper(visitor, house):
    """What a body takes back by phone: how it said so is asked beside the button, while the round
    is open and after it, as long as a revision is awaited."""
    cycle = house.post("/cycles", {
        "definition": "write-round", "title": "Objective 7", "text": TEXT,
        "attributes": {"financial": False},
        "roles": {"lead": "labour", "members": ["health", "home", "law"], "chairs": ["chair"],
                  "secretary": "secretariat"}})["id"]
    house.position(cycle, "home", "object", reason="Too costly.",
                   comments=[{"text": "Name the fee.", "force": "condition"}])
    task = "/task/" + house.seat(cycle, "home")

    def lift(what, **values):
        form = next(form for form in visitor.read.forms
                    if any(value.startswith("lift:") for _, value in form.buttons))
        button = next(button for button in form.buttons if button[1].startswith(what))
        visitor.send(button, form, **values)

    visitor.go(task)
    lift("lift:")
    assert visitor.status == 422 and "Say how the body told you." in visitor.text, visitor.text
    assert "lift_received-error" in visitor.read.ids and "received-error" not in visitor.read.ids
    assert visitor.form().value("reason") == "Too costly.", "the answer's form is left as it was"
    lift("lift:com_", lift_received="by phone")
    assert visitor.path == task and visitor.status == 200, visitor.text
    assert "lift:com_" not in visitor.page, "the condition is lifted, the objection is not"
    lift("lift:", lift_received="by phone")
    assert visitor.path == task + "/receipt", visitor.text
    house.position(cycle, "law", "object", reason="Against the law.")
    for body in ("home", "health"):
        house.position(cycle, body, "agree")
    visitor.go("/task/" + house.seat(cycle, "law"))
    assert "This round is closed" in visitor.text, visitor.text
    lift("lift:")
    assert visitor.status == 422 and "lift_received-error" in visitor.read.ids, visitor.text
    lift("lift:", lift_received="by letter")
    assert visitor.path.endswith("/receipt"), visitor.text
    assert stage(house.get(f"/cycles/{cycle}"), "clearance"), "nothing is left to resolve"


def several_rounds(visitor, house):
    """Two rounds are open beside each other: the pages show both, and an act says which."""
    cycle = house.post("/cycles", {
        "definition": "national-position", "title": "Objective 21", "text": TEXT,
        "attributes": {"financial": True, "objectives": ["21"]},
        "roles": {"lead": "labour", "government": ["health", "home"], "secretary": "secretariat",
                  "chairs": ["chair", "law"]}})["id"]
    due = {each["name"]: each.get("due") for each in house.get(f"/cycles/{cycle}")["stages"]}
    visitor.go("/cycles/" + cycle)
    for words in ("Hearing", "Finance statement", "Finance statement: needs 1 more signature"):
        assert words in visitor.text, visitor.text
    visitor.go("/")
    assert "Hearing and Finance statement" in visitor.text, visitor.text
    visitor.go(f"/cycles/{cycle}/acts/extend")
    asked = {"date": "2026-02-10", "hour": "17:00", "reason": "An election."}
    visitor.send(PREVIEW, stage="finance statement", **asked)
    assert visitor.status == 200, visitor.text
    visitor.send(DO)
    now = {each["name"]: each.get("due") for each in house.get(f"/cycles/{cycle}")["stages"]}
    assert now["hearing"] == due["hearing"], now
    assert now["finance statement"] == "2026-02-10T11:00:00.000Z", now


def errors(house):
    english, bangla = Visitor(house), Visitor(house, Accept_Language="bn")
    program = Visitor(house, Accept="application/json")
    for visitor, words in ((english, "There is no such page"), (bangla, "এমন কোনো পাতা নেই")):
        visitor.go("/no-such-page")
        assert visitor.status == 404 and words in visitor.text, visitor.text
        assert visitor.answer_headers["Content-Type"].startswith("text/html")
        assert "Content-Security-Policy" in visitor.answer_headers
    for visitor, path in ((program, "/no-such-page"), (english, "/api/v1/no-such"),
                          (english, "/api/v1/cycles")):
        visitor.go(path)
        assert visitor.answer_headers["Content-Type"] == "application/problem+json", path
    english.request("POST", "/definitions", b"")
    assert english.status == 405 and "GET" in english.answer_headers["Allow"]
    assert english.answer_headers["Content-Type"].startswith("text/html")
    bangla.request("POST", "/sign-in", b"x" * (2 << 20))
    assert bangla.status == 413 and "গ্রহণসীমা" in bangla.text, bangla.text
    english.request("POST", "/sign-in", b"email=a")
    assert english.status == 403 and "our page" in english.text, english.text
    bangla.request("POST", "/sign-in", b"email=a")
    assert bangla.status == 403 and "আমাদের পাতা থেকে আসেনি" in bangla.text, bangla.text


def main():
    house = House(sys.argv[1])
    furnish(house)
    errors(house)
    visitor = sign_in(house, SECRETARY, "/")
    refusals(visitor, house)
    opening(visitor, house)
    drafts(visitor, house)
    uploads(visitor)
    keeps_the_word_file(visitor, house)
    adds_files(visitor, house)
    migrates(visitor, house)
    reads_a_table_back(visitor, house)
    restricts(visitor, house)
    several_rounds(visitor, house)
    says_that_a_condition_still_blocks(visitor, house)
    lifts_on_paper(visitor, house)
    auditor = sign_in(house, AUDITOR, "/audit")
    auditor.go("/audit/questions/silence")
    auditor.send()  # that all is read is noted, for the day
    for reader, start in ((visitor, "/"), (auditor, "/audit")):
        dead = reader.dead_links(start)
        assert not dead, dead
    house.close()


main()
