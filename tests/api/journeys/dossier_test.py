"""The dossier: a text of more than sixty pages, 24 bodies, 2,000 comments, two revisions, every
comment answered, exported to XLSX and read in by a second server, where it is equal."""
import csv
import io
import json
import random
import sys
import time
import urllib.error
import urllib.request
import zipfile

import openpyxl

from house import House, stage

BODIES = [f"ministry-{n}" for n in range(1, 25)]
PARAGRAPHS = 1_300
COMMENTS = {1: 1_500, 2: 500}  # on each revision
DEFINITION = """\
workflow: text-review
language: 1
title: Review of a text
calendar: bangladesh-government

roles:
  lead:    { bodies: 1 }
  members: { bodies: 2..60 }

sees: { lead: all comments }

start: comments

stages:
  comments:
    kind: comment
    who: members
    due: 10 working days
    then: { closed: answers }
  answers:
    kind: revise
    who: lead
    due: 10 working days
    finishes: when every comment is answered
    at most: 3 times, then end as unfinished
    then: { revised: comments, unchanged: end as settled, withdrawn: end as withdrawn }
"""
TYPES = ["general", "technical", "editorial", "translation"]
FORCES = ["remark", "remark", "remark", "recommendation", "recommendation", "condition"]
REASON = "The lead sent it by mail."
DISPOSITIONS = ["accepted", "accepted with modification", "noted", "rejected", "deferred"]
HARD = ["=HYPERLINK(\"http://evil.example\")", "+1", "'quoted", "কর্মী কোনো ফি দেবেন না।",
        "two\nlines", "<b>bold</b> & \"quotes\"", "_x0041_", "x" * 40_000]
WORDS = ("the employer worker agency fee contract State party shall ensure that recruitment costs "
         "are never borne by a migrant and that remedies exist before courts or consulates").split()


def fetch(house, path, method="GET", body=None, token=None, **headers):
    """Bytes, where `ask` wants text."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(house.url + path, body, {
        "Authorization": "Bearer " + (token or house.token), **headers}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def sentence(source, least=20, most=40):
    return " ".join(source.choice(WORDS) for _ in range(source.randint(least, most))) + "."


def first_text(source):
    blocks = []
    for n in range(PARAGRAPHS):
        if n % 50 == 0:
            blocks.append(f"## Chapter {n // 50 + 1}")
        blocks.append(sentence(source).capitalize())
    return blocks


def second_text(blocks, source):
    """Changed, moved, inserted and deleted paragraphs."""
    blocks = list(blocks)
    for place in source.sample(range(1, len(blocks)), 150):
        blocks[place] += " " + sentence(source, 3, 8)
    blocks.insert(100, "A paragraph that nobody has read before: " + sentence(source))
    blocks.append(blocks.pop(201))
    del blocks[400]
    return blocks


def as_text(blocks):
    return "\n\n".join(blocks) + "\n"


def furnished(binary):
    house = House(binary)
    house.publish(DEFINITION)
    house.bodies("office", *BODIES)
    return house


def opened(house, text):
    return house.post("/cycles", {
        "definition": "text-review", "title": "The long text", "text": text,
        "roles": {"lead": ["office"], "members": BODIES}})["id"]


def comments_for(revision, source, number):
    """As in a real review: a few bodies say most, and many comments fall on few paragraphs."""
    ids = [p["id"] for p in revision["paragraphs"]]
    texts = {p["id"]: p["text"] for p in revision["paragraphs"]}
    weights = [1 / (n + 1) for n in range(len(BODIES))]
    for n in range(COMMENTS[number]):
        body = source.choices(BODIES, weights)[0]
        comment = {"text": HARD[n] if n < len(HARD) else f"{n}: {sentence(source, 8, 30)}",
                   "type": source.choice(TYPES), "force": source.choice(FORCES)}
        if source.random() < 0.9:
            comment["paragraph"] = ids[int(len(ids) * source.random() ** 2)]
            if source.random() < 0.3:
                end = source.randint(1, len(texts[comment["paragraph"]]))
                comment["selection"] = {"start": source.randint(0, end - 1), "end": end}
        if source.random() < 0.6:
            comment["proposed"] = sentence(source, 5, 20)
        yield body, comment


def comment_all(house, cycle, number, source):
    revision = house.get(f"/cycles/{cycle}/revisions/{number}")
    for body, comment in comments_for(revision, source, number):
        house.post(f"/cycles/{cycle}/comments",
                   {"body": body, "revision": number, "received": "by letter",
                    "comments": [comment]})


def all_comments(house, cycle):
    items, path = [], f"/cycles/{cycle}/comments?limit=500"
    while path:
        page = house.get(path)
        items += page["items"]
        path = page.get("next") and f"/cycles/{cycle}/comments?limit=500&cursor={page['next']}"
    return items


def answer_all(house, cycle, source):
    """Each its own answer, then some the same for many."""
    open_ones = [c["id"] for c in all_comments(house, cycle) if "disposition" not in c]
    each, many = open_ones[:-100], open_ones[-100:]
    house.post(f"/cycles/{cycle}/comments/answers", {"answers": [
        {"comment": c, "disposition": source.choice(DISPOSITIONS),
         "observation": sentence(source, 4, 12)} for c in each]})
    done = house.post(f"/cycles/{cycle}/comments/answers", {
        "comments": many, "disposition": "noted", "observation": "=Thank you."})
    assert done["unanswered"] == 0, done


def revise(house, cycle, text):
    due = stage(house.get(f"/cycles/{cycle}"), "comments")["due"]
    house.advance(due)
    return house.post(f"/cycles/{cycle}/revisions",
                      {"text": text, "media_type": "text/markdown", "reason": REASON})


def reviewed(house, source):
    """The first server's round, from the opening to the last answer."""
    blocks = first_text(source)
    cycle = opened(house, as_text(blocks))
    comment_all(house, cycle, 1, source)
    due = stage(house.get(f"/cycles/{cycle}"), "comments")["due"]
    house.advance(due)
    house.refused("comment-unanswered", f"/cycles/{cycle}/revisions",
                  {"text": "Something else.", "media_type": "text/markdown", "reason": REASON})
    answer_all(house, cycle, source)
    later = second_text(blocks, source)
    house.post(f"/cycles/{cycle}/revisions",
               {"text": as_text(later), "media_type": "text/markdown", "reason": REASON})
    comment_all(house, cycle, 2, source)
    answer_all(house, cycle, source)
    return cycle, blocks, later


def differences(house, cycle):
    begun = time.monotonic()
    diff = house.get(f"/cycles/{cycle}/revisions/1/diff/2")
    took = time.monotonic() - begun
    kinds = {}
    for row in diff["paragraphs"]:
        kinds[row["change"]] = kinds.get(row["change"], 0) + 1
    assert kinds == {"inserted": 1, "deleted": 1, "changed": kinds["changed"], "moved": 1}, kinds
    assert 140 <= kinds["changed"] <= 150, kinds
    assert len(diff["unchanged"]) > 1_000
    assert took < 2, f"the differences took {took:.2f} s"  # ./dev bench holds it to 200 ms
    fates = {}
    for comment in all_comments(house, cycle):
        fates[comment["carrying"]] = fates.get(comment["carrying"], 0) + 1
    assert fates["current"] == COMMENTS[2] and fates["outdated"] > 0 and fates["carried"] > 0, fates


def filters(house, cycle):
    everything = all_comments(house, cycle)
    path = f"/cycles/{cycle}/comments?limit=500&body=ministry-3&force=condition"
    found = house.get(path)["items"]
    assert {c["id"] for c in found} == {
        c["id"] for c in everything if c["body"] == "ministry-3" and c["force"] == "condition"}
    assert house.get(f"/cycles/{cycle}/comments?disposition=none")["items"] == []
    assert house.ask("GET", f"/api/v1/cycles/{cycle}/comments?force=maybe").status == 422


def checked_table(house, cycle):
    """The XLSX as another program reads it: every cell a text, none a formula."""
    status, headers, xlsx = fetch(house, f"/api/v1/cycles/{cycle}/comments.xlsx")
    assert status == 200 and "attachment" in headers["Content-Disposition"], headers
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).worksheets[0]
    rows = list(sheet.iter_rows())
    heading = [cell.value for cell in rows[0]]
    assert heading[:8] == ["Body", "Line", "Clause", "Paragraph", "Type", "Comment",
                           "Proposed change", "Observation"], heading
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}
    numbers = [row[heading.index("Number")].value for row in rows[1:]]
    assert [n for n in numbers if n != "…"] == [
        str(n) for n in range(1, sum(COMMENTS.values()) + 1)]
    assert "…" in numbers, "the text of 40,000 characters goes on in a second row"
    status, _, table = fetch(house, f"/api/v1/cycles/{cycle}/comments.csv")
    said = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert len(said) == 1 + sum(COMMENTS.values())
    for row in said[1:]:
        assert not any(cell[:1] in "=+-@\t" for cell in row if cell), row
    return xlsx, table


def kin(house, cycle):
    """Comments that say the same, and a group: a table takes both along."""
    ids = [comment["id"] for comment in all_comments(house, cycle)]
    house.post(f"/comments/{ids[100]}/merge", {"same": ids[101:104]})
    house.post(f"/cycles/{cycle}/comments/groups", {"comments": ids[200:205], "group": "Fees"})


def alike(comments):
    """What comments say, whoever's server they lie on: ids become numbers."""
    numbers = {comment["id"]: comment["number"] for comment in comments}
    own = {"id", "person", "entry"}
    return [{name: numbers[value] if name == "same_as" else value
             for name, value in comment.items() if name not in own} for comment in comments]


def second_server(binary, blocks, later, table, first, name):
    house = furnished(binary)
    cycle = opened(house, as_text(blocks))
    revise(house, cycle, as_text(later))
    status, _, text = fetch(house, f"/api/v1/cycles/{cycle}/comments/import", "POST", table,
                            Content_Type="application/octet-stream")
    assert status == 200, text
    assert json.loads(text)["imported"] == sum(COMMENTS.values()), text
    second = all_comments(house, cycle)
    assert len(second) == len(first)
    for a, b in zip(alike(first), alike(second)):
        assert a == b, f"{name}: {a} became {b}"
    merged = [c for c in first if "same_as" in c]
    assert merged and [c for c in first if c.get("group") == "Fees"], "there is something to lose"
    status, _, text = fetch(house, f"/api/v1/cycles/{cycle}/comments/import", "POST", table)
    said = json.loads(text)
    assert (status, said["answered"], said["added"]) == (200, 0, 0), text
    assert said["imported"] == said["comments"] == len(second), f"{name} once more: {text}"
    return house, cycle


def bad_rows(house, cycle, table):
    """All or nothing, or the good ones on request; every bad row by its number."""
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    heading = rows[0]
    rows = [heading] + rows[11:16]
    for row in rows[1:]:
        row[heading.index("Number")] = row[heading.index("Same as")] = ""  # new ones
    rows[2][0] = "Ministry of Nothing"
    rows[3][heading.index("Paragraph")] = "99999"
    rows[4][heading.index("Type")] = "angry"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    before = len(all_comments(house, cycle))
    path = f"/api/v1/cycles/{cycle}/comments/import"
    status, _, text = fetch(house, path, "POST", out.getvalue().encode())
    problem = json.loads(text)
    assert status == 422 and [(bad["row"], bad["column"]) for bad in problem["bad"]] == [
        (3, "Body"), (4, "Paragraph"), (5, "Type")], text
    assert len(all_comments(house, cycle)) == before
    status, _, text = fetch(house, path + "?rows=good", "POST", out.getvalue().encode())
    assert status == 200 and json.loads(text)["imported"] == 2, text
    assert len(all_comments(house, cycle)) == before + 2


def hidden_from_others(house, cycle):
    """A body that sees its own comments finds no other's, whichever way it asks."""
    token = house.issue("participant", "--body", "ministry-24")
    items = house.get(f"/cycles/{cycle}/comments?limit=500", token=token)["items"]
    assert items and {c["body"] for c in items} == {"ministry-24"}
    _, _, table = fetch(house, f"/api/v1/cycles/{cycle}/comments.csv", token=token)
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))[1:]
    assert {row[0] for row in rows} == {"Ministry-24"}, rows[0]
    other = next(c["id"] for c in all_comments(house, cycle) if c["body"] == "ministry-1")
    for method, path in [("GET", f"/comments/{other}"), ("POST", f"/comments/{other}/replies"),
                         ("POST", f"/comments/{other}/maintain"),
                         ("POST", f"/comments/{other}/merge")]:
        answer = house.ask(method, "/api/v1" + path, {"text": "x"} if "replies" in path else
                           {"same": [other]} if "merge" in path else None, token=token)
        assert answer.status == 404, f"{method} {path}: {answer.status} {answer.text}"


def files(house, cycle):
    comment = all_comments(house, cycle)[0]
    page = b"<script>alert(1)</script>"
    status, headers, _ = fetch(
        house, f"/api/v1/cycles/{cycle}/attachments?name=annex.html&comment={comment['id']}",
        "POST", page, Content_Type="text/html")
    assert status == 201, status
    status, headers, back = fetch(house, headers["Location"])
    assert (status, back) == (200, page)
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Content-Disposition"].startswith("attachment"), headers
    listed = house.get(f"/cycles/{cycle}/attachments")["items"]
    assert [(f["name"], f["size"], f["comment"]) for f in listed] == [
        ("annex.html", len(page), comment["id"])], listed
    other = house.issue("participant", "--body", "ministry-24" if comment["body"] != "ministry-24"
                        else "ministry-23")
    assert house.get(f"/cycles/{cycle}/attachments", token=other)["items"] == []
    assert fetch(house, f"/api/v1/cycles/{cycle}/attachments/{listed[0]['sha256']}",
                 token=other)[0] == 404


def threads(house, cycle):
    comment = all_comments(house, cycle)[0]["id"]
    said = house.post(f"/comments/{comment}/replies", {"text": "Is this what you meant?"})
    assert said["thread"][0]["text"] == "Is this what you meant?", said
    several = [c["id"] for c in all_comments(house, cycle)[:3]]
    house.post(f"/cycles/{cycle}/comments/groups", {"comments": several, "group": "Fees"})
    house.post(f"/comments/{several[0]}/merge", {"same": several[1:]})
    third = house.get(f"/comments/{several[2]}")
    assert (third["group"], third["same_as"]) == ("Fees", several[0]), third


def quotes(house):
    cycle = opened(house, "Fees are borne by the employer, and by the employer alone.\n")
    path = f"/cycles/{cycle}/comments"
    said = {"body": "ministry-1", "revision": 1, "received": "by letter"}
    quote = {"paragraph": "p1", "text": "Which?", "quote": "the employer,"}
    house.post(path, {**said, "comments": [quote]})
    assert all_comments(house, cycle)[0]["selection"] == {"start": 18, "end": 31}
    for words in ("the employer", "nobody"):  # twice, never
        problem = house.refused("invalid", path, {**said, "comments": [{**quote, "quote": words}]})
        assert problem["where"] == "/comments/0/quote", problem
    return cycle


def word_file(house):
    """A DOCX becomes numbered paragraphs, and is kept as it came."""
    document = ('<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
                'wordprocessingml/2006/main"><w:body>%s</w:body></w:document>')
    parts = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
                    for text in ("Fees are borne by the employer.", "কর্মী কোনো ফি দেবেন না।"))
    parts += "<w:p><w:r><w:pict><w:txbxContent/></w:pict></w:r></w:p>"
    types = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
             'content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
             'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+'
             'xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxml'
             'formats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    relations = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
                 'package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxml'
                 'formats.org/officeDocument/2006/relationships/officeDocument" Target="word/'
                 'document.xml"/></Relationships>')
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as pack:
        pack.writestr("[Content_Types].xml", types)
        pack.writestr("_rels/.rels", relations)
        pack.writestr("word/document.xml", document % parts)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    cycle = opened(house, "Fees are borne by the worker.\n")
    status, _, text = fetch(house, f"/api/v1/cycles/{cycle}/revisions", "POST", made.getvalue(),
                            Content_Type=kind)
    assert status == 422 and json.loads(text)["type"].endswith("#reason-required"), text
    because = f"/api/v1/cycles/{cycle}/revisions?reason=The%20lead%20sent%20it."
    status, _, text = fetch(house, because, "POST", made.getvalue(), Content_Type=kind)
    assert status == 201, text
    assert json.loads(text)["only_in_file"] == {"text_boxes": 1}, text
    revision = house.get(f"/cycles/{cycle}/revisions/2")
    assert revision["reason"] == "The lead sent it.", revision
    assert [p["text"] for p in revision["paragraphs"]] == [
        "Fees are borne by the employer.", "কর্মী কোনো ফি দেবেন না।"], revision
    back = fetch(house, f"/api/v1/cycles/{cycle}/attachments/{revision['source']['sha256']}")
    assert back[2] == made.getvalue()
    status, _, text = fetch(house, f"/api/v1/cycles/{cycle}/revisions", "POST", b"PK no docx",
                            Content_Type=kind)
    assert status == 400, text


def languages(house):
    """Two languages side by side: one paragraph for one, and one digest for all."""
    cycle = opened(house, "One.\n\nTwo.\n")
    path = f"/cycles/{cycle}/revisions"
    text = {"text": "One.\n\nTwo, changed.\n", "media_type": "text/markdown", "reason": REASON,
            "versions": [{"language": "bn", "text": "এক।\n\nদুই, পরিবর্তিত।\n"}]}
    house.post(path, text)
    revision = house.get(path + "/2")
    assert revision["paragraphs"][1]["versions"] == {"bn": "দুই, পরিবর্তিত।"}, revision
    text["versions"][0]["text"] = "এক।\n\nদুই, আবার পরিবর্তিত।\n"
    house.post(path, text)
    diff = house.get(path + "/2/diff/3")
    assert [(p["id"], p["change"], p["languages"]) for p in diff["paragraphs"]] == [
        ("p2", "changed", ["bn"])], diff
    words = house.get(path + "/2/diff/3?language=bn")["paragraphs"][0]["words"]
    assert {"change": "inserted", "text": "আবার "} in words, words
    assert house.get(path + "/1/diff/2")["added"] == ["bn"]
    assert fetch(house, f"/api/v1{path}/1/diff/2?language=bn")[0] == 404
    assert house.get(path + "/3")["changed"] == ["p2"]
    text["versions"][0]["text"] = "এক।\n"
    assert house.refused("wrong-number", path, text)["where"] == "/versions/0/text"


def hidden_round(house):
    """In a round that hides its answers nobody else reads a comment, its file or its entry."""
    hidden = DEFINITION.replace("text-review", "hidden-review").replace(
        "    who: members\n", "    who: members\n    hidden until closed: yes\n", 1)
    house.publish(hidden)
    cycle = house.post("/cycles", {
        "definition": "hidden-review", "title": "Hidden", "text": "Fees.\n",
        "roles": {"lead": ["office"], "members": BODIES}})["id"]
    own = house.issue("participant", "--body", "ministry-1")
    made = house.post(f"/cycles/{cycle}/comments",
                      {"revision": 1, "comments": [{"text": "A secret."}]}, token=own)["first"]
    fetch(house, f"/api/v1/cycles/{cycle}/attachments?name=a.txt&comment={made}", "POST", b"secret",
          token=own)
    assert house.get(f"/comments/{made}", token=own)["text"] == "A secret."
    for token in (house.token, house.auditor()):
        assert house.get(f"/cycles/{cycle}/comments", token=token)["items"] == []
        assert house.get(f"/cycles/{cycle}/attachments", token=token)["items"] == []
        assert house.ask("GET", f"/api/v1/comments/{made}", token=token).status == 404
        assert b"secret" not in fetch(house, f"/api/v1/cycles/{cycle}/comments.csv", token=token)[2]
        trail = house.ask("GET", f"/api/v1/cycles/{cycle}/trail", token=token).text
        assert "secret" not in trail and made not in trail and "a.txt" not in trail, trail
    house.advance(stage(house.get(f"/cycles/{cycle}"), "comments")["due"])
    assert [c["id"] for c in house.get(f"/cycles/{cycle}/comments")["items"]] == [made]


def more_time(house, cycle):
    seat = next(a for a in house.get(f"/cycles/{cycle}/assignments")["items"]
                if a["body"] == "ministry-2")["id"]
    token = house.issue("participant", "--body", "ministry-2")
    house.refused("reason-required", f"/assignments/{seat}/time", {}, token=token)
    house.post(f"/assignments/{seat}/time", {"reason": "Eid."}, token=token)


def main(binary):
    source = random.Random(20251207)
    house = furnished(binary)
    cycle, blocks, later = reviewed(house, source)
    differences(house, cycle)
    filters(house, cycle)
    kin(house, cycle)
    first = all_comments(house, cycle)
    xlsx, table = checked_table(house, cycle)
    hidden_from_others(house, cycle)
    for name, bytes_ in (("XLSX", xlsx), ("CSV", table)):
        second, again = second_server(binary, blocks, later, bytes_, first, name)
        if name == "CSV":
            bad_rows(second, again, table)
        second.close()
    threads(house, cycle)
    files(house, cycle)
    more_time(house, quotes(house))
    word_file(house)
    languages(house)
    hidden_round(house)
    house.verify()
    house.close()


if __name__ == "__main__":
    main(sys.argv[1])
