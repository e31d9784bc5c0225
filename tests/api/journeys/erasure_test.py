"""Promise 19: a person is erased; the trail and its proofs still verify, and no personal string is
left in the database or its write-ahead log."""
import os
import sys

from house import House

NAME, EMAIL = "Zebunnesa Quaderi", "zebunnesa.quaderi@welfare.example"


def people(house, *who):
    known = house.ask("GET", "/api/v1/bodies/welfare")
    headers = {"If_Match": known.headers["ETag"]} if known.status == 200 else {}
    record = {"id": "welfare", "name": {"en": "Welfare"},
              "people": [{"name": name, "email": email, "function": "focal point"}
                         for name, email in who]}
    path = "/api/v1/bodies/welfare" if headers else "/api/v1/bodies"
    if headers:
        record.pop("id")
    answer = house.ask("PUT" if headers else "POST", path, record, **headers)
    assert answer.status in (200, 201), answer.text
    return answer.json["people"]


def traces(house):
    """In which files of the data folder the person can still be read."""
    found = []
    for folder, _, files in os.walk(house.data):
        for name in files:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    content = file.read().lower()
                if NAME.lower().encode() in content or EMAIL.encode() in content:
                    found.append(name)
    return found


def words_and_texts_go_when_their_time_is_over(house):
    """The cycle, its figures and its outcome stay, what people wrote does not; and all verifies."""
    house.bodies("chair", "one", "two")
    cycle = house.post("/cycles", {
        "definition": "silence-procedure", "title": "Kept for a while", "text": "Xylophone text.",
        "roles": {"chair": "chair", "members": ["one", "two"]}})["id"]
    sha = house.get(f"/cycles/{cycle}")["revision"]["sha256"]
    attached = house.ask("POST", f"/api/v1/cycles/{cycle}/attachments?name=a.txt", "Zither annex.")
    house.post(f"/cycles/{cycle}/positions", {
        "body": "one", "position": "object", "reason": "Quetzal reason.", "received": "by letter",
        "revision": 1, "sha256": sha})
    running = house.post("/erasures", {"data_class": "words", "before": house.start})
    assert running == {"erased": 0}, "a cycle that runs is left alone"
    house.advance("2026-06-01T00:00:00Z")
    outcome = house.get(f"/cycles/{cycle}")["outcome"]
    assert outcome, house.get(f"/cycles/{cycle}")
    words = house.run("erase", "--class", "words", "--before", "2026-05-01", "--data", house.data)
    assert words.returncode == 0 and "erased" in words.stdout, words.stderr
    assert not read_anywhere(house, "quetzal"), read_anywhere(house, "quetzal")
    assert read_anywhere(house, "xylophone"), "of another class"
    for folder, _, files in os.walk(os.path.join(house.data, "files")):
        for name in files:  # one that was just put is left alone: an entry may be about to name it
            os.utime(os.path.join(folder, name), (0, 0))
    texts = house.run("erase", "--class", "texts", "--before", "2026-05-01", "--data", house.data)
    assert texts.returncode == 0, texts.stderr
    assert not read_anywhere(house, "xylophone") and not read_anywhere(house, "zither")
    assert house.ask("GET", attached.headers["Location"]).status == 404
    after = house.get(f"/cycles/{cycle}")
    assert after["title"] == "Kept for a while" and after["outcome"] == outcome
    assert house.ask("GET", f"/api/v1/cycles/{cycle}/revisions/1").status == 200
    noted = [item["entry"]["fact"] for item in house.get("/trail?limit=500")["items"]
             if item.get("kind") == "data erased"]
    assert [fact["data_class"] for fact in noted] == ["words", "texts"], noted
    for wrong in ({"data_class": "all", "before": "2026-01-01T00:00:00Z"}, {"data_class": "words"},
                  {"data_class": "words", "before": "2036-01-01T00:00:00Z"}):
        assert house.ask("POST", "/api/v1/erasures", wrong).status == 422, wrong
    house.restart()
    assert house.get(f"/cycles/{cycle}")["outcome"] == outcome
    house.verify()


def read_anywhere(house, word):
    """Files that hold it; not the mails that went out, which are out of reach."""
    found = []
    for folder, _, files in os.walk(house.data):
        if os.path.basename(folder) == "mail":
            continue
        for name in files:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and word.encode() in open(path, "rb").read().lower():
                found.append(path)
    return found


def main():
    house = House(sys.argv[1])
    other = ("Abul Hasnat", "abul@welfare.example")
    people(house, (NAME, EMAIL), other)
    people(house, (NAME + " Khan", EMAIL), other)  # an older record lies in the log, too
    person = next(p["id"] for p in house.get("/bodies/welfare")["people"] if p["email"] == EMAIL)
    house.bodies(*(f"body-{n}" for n in range(40)))
    assert traces(house), "the test itself sees nothing"
    active = house.run("erase", person, "--data", house.data)
    assert active.returncode == 1 and "body first" in active.stderr, active.stderr
    people(house, other)
    stranger = house.issue("participant", "--body", "welfare")
    refused = house.ask("POST", f"/api/v1/people/{person}/erasure", {}, token=stranger)
    assert refused.status == 403, refused.text
    before = house.ask("GET", "/api/v1/trail/checkpoint").text
    erased = house.run("erase", person, "--data", house.data)
    assert erased.returncode == 0, erased.stderr
    assert traces(house) == [], traces(house)
    noted = [item for item in house.get("/trail?limit=500")["items"]
             if item.get("kind") == "person erased"]
    assert len(noted) == 1 and "private" not in noted[0], noted
    assert noted[0]["entry"]["fact"] == {"kind": "person erased", "person": person}, noted
    again = house.ask("POST", f"/api/v1/people/{person}/erasure", {})
    assert again.status == 204, "doing it again does no harm"
    assert house.ask("POST", "/api/v1/people/per_01h455vb4pex5vsknk084sn02q/erasure",
                     {}).status == 404
    assert [p["name"] for p in house.get("/bodies/welfare")["people"]] == ["Abul Hasnat"]
    note = os.path.join(house.folder, "note")
    with open(note, "w", encoding="utf-8") as out:
        out.write(before)
    house.restart()
    assert traces(house) == [] and NAME not in house.log()
    house.verify()
    words_and_texts_go_when_their_time_is_over(house)
    exported = os.path.join(house.folder, "all.jsonl")
    assert house.run("trail", "export", "--data", house.data, "-o", exported).returncode == 0
    assert NAME not in open(exported, encoding="utf-8").read()
    held = house.run("trail", "verify", exported, "--since", note)
    assert held.returncode == 0, held.stdout + held.stderr
    house.close()


main()
