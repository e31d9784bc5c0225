"""The record leaves the house: the certificate of an outcome, the tables, and a whole log that
another house takes up."""
import csv
import html
import io
import os
import re
import shutil
import sys

from house import House, stage

TEXT = """# Recruitment

Fees are borne by the employer.
"""
REASON = "Our law says otherwise: section 12 <of 2013>."
BENGALI = re.compile("[\u0980-\u09ff]")


def furnished():
    house = House(sys.argv[1])
    house.bodies("labour", "finance", "foreign-affairs", "expatriates-welfare", "secretary")
    house.bodies(*(f"member-{n}" for n in range(1, 7)))
    return house


def ended(house):
    """Agreed by three who spoke and two who were silent, and by one only under a condition."""
    cycle = house.post("/cycles", {
        "definition": "write-round", "title": "National position, objective 6",
        "attributes": {"financial": False}, "text": TEXT,
        "roles": {"lead": "labour", "members": [f"member-{n}" for n in range(1, 7)],
                  "finance": "finance", "chairs": ["foreign-affairs", "expatriates-welfare"],
                  "secretary": "secretary"}})["id"]
    for n in (1, 2, 3):
        house.position(cycle, f"member-{n}", "agree")
    refused = house.ask("GET", f"/api/v1/cycles/{cycle}/certificate", Accept="text/html")
    assert refused.status == 409, "a cycle that runs has no outcome to certify"
    house.advance(stage(house.get(f"/cycles/{cycle}"), "request")["due"])
    for chair in ("foreign-affairs", "expatriates-welfare"):
        house.position(cycle, chair, "sign")
    assert house.get(f"/cycles/{cycle}")["status"] == "ended"
    return cycle


def broken(house):
    """A silence procedure that an objection ended: it is annexed with its reason."""
    cycle = house.post("/cycles", {
        "definition": "silence-procedure", "title": "Decision 7", "text": TEXT,
        "roles": {"chair": "labour", "members": ["member-1", "member-2"]}})["id"]
    house.position(cycle, "member-2", "object", reason=REASON)
    assert house.get(f"/cycles/{cycle}")["status"] == "ended"
    return cycle


def certificate(house, cycle, language="en", **more):
    answer = house.ask("GET", f"/api/v1/cycles/{cycle}/certificate?lang={language}",
                       Accept="text/html", **more)
    assert answer.status == 200, answer.text
    return answer


def stands_alone(page):
    """Nothing in it makes a browser fetch anything, or run anything."""
    assert not re.search(r"<(script|link|img|iframe|object|form)\b", page)
    assert not re.search(r'\b(src|href|action)\s*=\s*"(?!#)', page), "it names another file"
    assert "@import" not in page
    assert all(url.startswith("data:font/woff2;base64,")
               for url in re.findall(r"url\(([^)]*)\)", page))
    assert page.count("@font-face") >= 2


def says_who_what_and_when(house, cycle):
    answer = certificate(house, cycle)
    page = html.unescape(answer.text)
    stands_alone(answer.text)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    state = house.get(f"/cycles/{cycle}")
    for wanted in ("National position, objective 6", state["revision"]["sha256"],
                   "Fees are borne by the employer.", "Member-1", "Expatriates-Welfare",
                   "Silence of Members counts as", state["definition"]["digest"]):
        assert wanted in page, wanted
    silent = re.search(r"<p>Did not answer: ([^<]*)</p>", page)[1]
    assert silent == "Member-4, Member-5 and Member-6", silent
    number = re.search(r"Entry ([\d,]+) of the log", page)[1].replace(",", "")
    entry = house.get(f"/trail/entries/{number}")
    assert entry["kind"] == "cycle ended" and entry["leaf"] in page
    proof = house.get(f"/trail/entries/{number}/proof")
    assert f"index {number}" in page and proof["checkpoint"].splitlines()[0] in page
    assert page.count("<strong>By rule</strong> · Member-1:") == 0, "a token acted, not a rule"
    assert "<strong>By rule</strong> · opened Request" in page, page
    assert "<strong>By rule</strong> · the cycle ended:" in page, "nobody ended it but the rule"
    bangla = certificate(house, cycle, "bn")
    stands_alone(bangla.text)
    assert BENGALI.search(bangla.text) and "lang=\"bn\"" in bangla.text
    assert "NotoSans" not in bangla.text and bangla.text.count("@font-face") == 4


def annexes_dissent(house, cycle):
    page = certificate(house, cycle).text
    annex = page[page.index("Dissents"):]
    assert html.escape(REASON, quote=False) in annex, "the objector's reason, as text"
    assert REASON not in page


def is_not_for_everybody(house, cycle):
    token = house.issue("participant", "--body", "member-1")
    answer = house.ask("GET", f"/api/v1/cycles/{cycle}/certificate", token=token)
    assert answer.status == 403, answer.status
    auditor = house.issue("auditor")
    answer = house.ask("GET", f"/api/v1/cycles/{cycle}/certificate", token=auditor)
    assert answer.status == 403 and "readings" in answer.text, "reading is noted first"
    house.post(f"/cycles/{cycle}/readings", {}, token=auditor)
    assert certificate(house, cycle, token=auditor).status == 200


def prints(house, cycle):
    if not shutil.which("chromium"):
        return print("SKIPPED: no chromium, so no PDF was printed", file=sys.stderr)
    out = os.path.join(house.folder, "certificate.pdf")
    made = house.run("trail", "export", "--cycle", cycle, "--data", house.data, "--format", "pdf",
                     "--language", "bn", "-o", out)
    assert made.returncode == 0, made.stderr
    with open(out, "rb") as pdf:
        assert pdf.read(5) == b"%PDF-"


def export(house, form, *more):
    made = house.run("trail", "export", "--data", house.data, "--format", form, *more)
    assert made.returncode == 0, made.stderr
    return made.stdout


def tabulates(house, cycle):
    rows = list(csv.DictReader(io.StringIO(export(house, "csv", "--cycle", cycle), newline="")))
    entries = house.get(f"/cycles/{cycle}/trail?limit=500")["items"]
    assert [int(row["number"]) for row in rows] == [entry["number"] for entry in entries]
    assert [row["leaf"] for row in rows] == [entry["leaf"] for entry in entries]
    taken = [row for row in rows if row["kind"] == "position taken"]
    assert [(row["body"], row["stage"], row["round"], row["position"]) for row in taken] == [
        ("member-1", "request", "1", "agree"), ("member-2", "request", "1", "agree"),
        ("member-3", "request", "1", "agree"), ("foreign-affairs", "clearance", "1", "sign"),
        ("expatriates-welfare", "clearance", "1", "sign")], taken
    assert rows[-1]["result"] == "cleared"


def is_taken_up_elsewhere(house, cycle):
    """The same entries in an empty folder, with the old keys: the same outcome, the same root."""
    before = house.get(f"/cycles/{cycle}")
    page = certificate(house, cycle).text
    house.stop()
    file, other = (os.path.join(house.folder, name) for name in ("all.jsonl", "other"))
    export(house, "jsonl", "-o", file)
    wrong = house.run("trail", "import", tampered(file), "--data", other)
    assert wrong.returncode == 1 and "leaf" in wrong.stderr, wrong.stderr
    assert not os.path.exists(other)
    shutil.copytree(house.data + ".keys", other + ".keys")
    taken = house.run("trail", "import", file, "--data", other)
    assert taken.returncode == 0, taken.stderr
    again = house.run("trail", "import", file, "--data", other)
    assert again.returncode == 2 and "already" in again.stderr, again.stderr
    assert export_of(house, other) == open(file).read(), "the same root, under the same signature"
    house.data = other
    house.serve()
    assert house.get(f"/cycles/{cycle}") == before
    assert outcome_in(certificate(house, cycle).text) == outcome_in(page)
    checked = house.run("trail", "verify", "--data", other)
    assert checked.returncode == 0, checked.stdout


def tampered(file):
    lines = open(file).read().splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if '"position":"agree"' in line)
    lines[at] = lines[at].replace('"position":"agree"', '"position":"abstain"')
    copy = file + ".tampered"
    with open(copy, "w") as out:
        out.writelines(lines)
    return copy


def export_of(house, data):
    made = house.run("trail", "export", "--data", data)
    assert made.returncode == 0, made.stderr
    return made.stdout


def outcome_in(page):
    return re.search(r'<p class="outcome">(.*?)</p>', page)[1]


def main():
    house = furnished()
    cycle = ended(house)
    says_who_what_and_when(house, cycle)
    annexes_dissent(house, broken(house))
    is_not_for_everybody(house, cycle)
    prints(house, cycle)
    tabulates(house, cycle)
    is_taken_up_elsewhere(house, cycle)
    house.close()


main()
