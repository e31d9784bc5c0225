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


def verified(house):
    checked = house.run("trail", "verify", "--data", house.data)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    return checked.stdout


def main():
    house = House(sys.argv[1])
    other = ("Abul Hasnat", "abul@welfare.example")
    people(house, (NAME, EMAIL), other)
    people(house, (NAME + " Khan", EMAIL), other)  # an older record lies in the log, too
    person = next(p["id"] for p in house.get("/bodies/welfare")["people"] if p["email"] == EMAIL)
    for n in range(40):
        house.body(f"body-{n}")
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
    verified(house)
    exported = os.path.join(house.folder, "all.jsonl")
    assert house.run("trail", "export", "--data", house.data, "-o", exported).returncode == 0
    assert NAME not in open(exported, encoding="utf-8").read()
    held = house.run("trail", "verify", exported, "--since", note)
    assert held.returncode == 0, held.stdout + held.stderr
    house.close()


main()
