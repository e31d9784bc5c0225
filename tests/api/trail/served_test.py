"""What a served house publishes is believed by others' code, and what is done to its database is
found by `paraph trail verify` or refused by `paraph serve`, in words.

Usage: served_test.py PARAPH PYTHON_VERIFIER [GO_VERIFIER]"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

from house import ENVIRONMENT, House

ROLES = {"chair": "chair", "members": [f"m{n}" for n in range(5)]}


def furnished(binary):
    house = House(binary)
    for name in ["chair", *ROLES["members"]]:
        house.body(name)
    return house


def a_cycle(house, title):
    """From the opening to the outcome, with a comment, an objection that is lifted, silence."""
    cycle = house.post("/cycles", {"definition": "silence-procedure", "title": title,
                                   "text": "One paragraph.\n\nAnd another.", "roles": ROLES})["id"]
    house.position(cycle, "m1", "comment", comments=[
        {"paragraph": "p1", "force": "remark", "text": "A comma is missing."}])
    due = house.get(f"/cycles/{cycle}")["stages"][-1]["due"]
    house.advance(due)
    state = house.get(f"/cycles/{cycle}")
    assert state["status"] == "ended", state
    return cycle


def published(house, folder):
    """Everything that somebody can fetch to check the house by: gives the export and the key."""
    proofs = folder / "proofs"
    proofs.mkdir()
    (proofs / "first.checkpoint").write_text(house.ask("GET", "/api/v1/trail/checkpoint").text)
    a_cycle(house, "A second cycle")
    size = house.get("/trail?limit=500")["items"][-1]["number"] + 1
    house.get(f"/trail/entries/{size - 1}/proof")  # signs as far as the log goes
    export = folder / "trail.jsonl"
    made = house.run("trail", "export", "--data", house.data, "-o", str(export))
    assert made.returncode == 0, made.stderr
    header = json.loads(export.read_text().splitlines()[0])
    signed = int(header["checkpoint"].split("\n")[1])
    for number in {0, 1, signed // 2, signed - 1}:
        path = f"/api/v1/trail/entries/{number}/proof"
        (proofs / f"{number}.json").write_text(house.ask("GET", path).text)
        text = house.ask("GET", path, Accept="text/plain").text
        (proofs / f"{number}.tlog-proof").write_text(text)
    first = int((proofs / "first.checkpoint").read_text().split("\n")[1])
    growth = house.ask("GET", f"/api/v1/trail/consistency?from={first}&to={signed}")
    (proofs / "consistency.json").write_text(growth.text)
    return export, header["vkey"], proofs


def verify(house, *arguments):
    return house.run("trail", "verify", *map(str, arguments))


def others_believe_it(house, export, vkey, proofs, python_verifier, go_verifier):
    key = export.parent / "log.vkey"
    key.write_text(vkey + "\n")
    memory = export.parent / "remembered"
    for _ in range(2):
        ours = verify(house, export, "--key", key, "--remember", memory,
                      "--checkpoint", proofs / "first.checkpoint")
        assert ours.returncode == 0, ours.stdout + ours.stderr
    for words in ("signed by the key that you trust", "that you remember", "1 further checkpoint"):
        assert words in ours.stdout, ours.stdout
    second = subprocess.run([sys.executable, python_verifier, export], capture_output=True,
                            text=True, check=False)
    assert second.returncode == 0, second.stdout + second.stderr
    if go_verifier:
        others = subprocess.run([go_verifier, export, vkey, proofs], capture_output=True, text=True,
                                check=False)
        assert others.returncode == 0, others.stderr
        print("Go:", others.stdout.strip())
    return key


def one_cycles_export(house, cycle, key):
    """Withholds the others' entries, keeps their places; all of the chosen one is judged."""
    export = pathlib.Path(house.folder) / "cycle.jsonl"
    made = house.run("trail", "export", "--data", house.data, "--cycle", cycle, "-o", str(export))
    assert made.returncode == 0, made.stderr
    lines = [json.loads(line) for line in export.read_text().splitlines()[1:]]
    streams = {line["entry"]["stream"] for line in lines if "entry" in line}
    assert streams == {"registry", cycle}, streams
    assert any(line.get("withheld") for line in lines)
    held = verify(house, export, "--key", key)
    assert held.returncode == 0 and "withheld" in held.stdout, held.stdout


def data_of(house, name):
    return str(pathlib.Path(house.folder) / name)


def copied(house, name):
    """The stopped house's folders under another name, to be spoilt."""
    shutil.copytree(house.data, data_of(house, name))
    shutil.copytree(house.data + ".keys", data_of(house, name) + ".keys")
    return data_of(house, name)


def in_database(data, *statements):
    database = sqlite3.connect(os.path.join(data, "paraph.db"))
    for statement in statements:
        changed = database.execute(statement).rowcount
        assert changed > 0, statement
    database.commit()
    database.close()


def served(house, data, *flags):
    """What `serve` says that refuses; it must not listen."""
    done = subprocess.run([house.binary, "serve", "--data", data, "--listen", "127.0.0.1:0",
                           "--public-url", house.url, *flags], capture_output=True, text=True,
                          timeout=60, env=ENVIRONMENT, check=False)
    assert done.returncode != 0, done.stderr
    return done.stderr


def found(house, data, *words):
    told = verify(house, "--data", data)
    assert told.returncode == 1, told.stdout + told.stderr
    for word in words:
        assert word in told.stdout, f"{word} is not in: {told.stdout}"


def refused(house, data, *words):
    said = served(house, data, "--clock", "virtual")
    for word in words:
        assert word in said, f"{word} is not in: {said}"


def a_changed_row(house):
    data = copied(house, "row")
    in_database(data, "UPDATE entries SET body = replace(body, '\"comment\"', '\"object\"') "
                      "WHERE body LIKE '%\"position taken\"%'")
    found(house, data, "it was changed", "This trail does not hold")


def a_changed_row_with_its_hash(house):
    """By somebody who knows what a leaf hash is, and has no key."""
    data = copied(house, "leaf")
    in_database(data, "UPDATE entries SET leaf = (SELECT leaf FROM entries WHERE number = 3) "
                      "WHERE number = 5")
    found(house, data, "entry 5", "it was changed")
    refused(house, data, "are not those that were signed for", "trail verify")


def a_changed_column(house):
    data = copied(house, "column")
    in_database(data, "UPDATE entries SET kind = 'block lifted' WHERE kind = 'position taken'")
    found(house, data, "the row was changed")


def an_entry_less(house):
    data = copied(house, "less")
    in_database(data, "DELETE FROM entries WHERE number = (SELECT max(number) FROM entries)")
    found(house, data, "commits to")


def an_old_backup(house, old):
    data = copied(house, "old")
    for name in os.listdir(data):
        if name.startswith("paraph.db"):
            os.remove(os.path.join(data, name))
    shutil.copy(old, os.path.join(data, "paraph.db"))
    found(house, data, "commits to")
    refused(house, data, "older than what was signed last", "--new-log")


def a_new_key(house, key):
    """Whoever trusts the old key needs no new one: the log tells by whose word it changed."""
    rotated = house.run("key", "rotate", "--data", house.data)
    assert rotated.returncode == 0, rotated.stderr
    house.serve()
    a_cycle(house, "Under a new key")
    export = pathlib.Path(house.folder) / "rotated.jsonl"
    made = house.run("trail", "export", "--data", house.data, "-o", str(export))
    assert made.returncode == 0, made.stderr
    header = json.loads(export.read_text().splitlines()[0])
    assert header["vkey"] != key.read_text().strip()
    held = verify(house, export, "--key", key, "--since", export.parent / "remembered")
    assert held.returncode == 0, held.stdout + held.stderr
    house.stop()


def with_a_file(house):
    """Where to fetch it; a backup takes it along."""
    cycle = house.post("/cycles", {"definition": "silence-procedure", "title": "With a file",
                                   "text": "See the annex.", "roles": ROLES})["id"]
    added = house.ask("POST", f"/api/v1/cycles/{cycle}/attachments?name=annex.bin", "An annex, \0.")
    assert added.status == 201, added.text
    return added.headers["Location"]


def a_new_log(house, old, key, file, python_verifier):
    """What came after the old backup is lost; the house goes on, and says so. What fell due
    meanwhile is decided after the entry that says so, and is not missing for that."""
    newest = pathlib.Path(house.folder) / "lost.checkpoint"
    shutil.copy(os.path.join(house.data + ".keys", "checkpoint"), newest)
    shutil.rmtree(os.path.join(house.data, "files"))
    said = house.run("restore", old, "--data", house.data)
    assert said.returncode == 1 and "--new-log" in said.stderr, said.stderr
    begun = house.run("restore", old, "--data", house.data, "--new-log")
    assert begun.returncode == 0, begun.stderr
    house.serve()
    kept = house.ask("GET", file)
    assert kept.status == 200 and kept.text == "An annex, \0.", kept.text
    entries = house.get("/trail?limit=500")["items"]
    restored = next(e["entry"] for e in entries if e["kind"] == "log restored")
    assert restored["fact"]["lost"] == newest.read_text(), restored
    export = pathlib.Path(house.folder) / "new-log.jsonl"
    made = house.run("trail", "export", "--data", house.data, "-o", str(export))
    assert made.returncode == 0, made.stderr
    header = json.loads(export.read_text().splitlines()[0])
    assert header["origin"].endswith("/2"), header["origin"]
    held = verify(house, export, "--key", key)
    assert held.returncode == 0, held.stdout + held.stderr
    assert "was restored from a backup" in held.stdout, held.stdout
    second = subprocess.run([sys.executable, python_verifier, export], capture_output=True,
                            text=True, check=False)
    assert second.returncode == 0, second.stdout + second.stderr
    remembered = verify(house, export, "--key", key, "--since", newest)
    assert remembered.returncode == 1 and "it is older, or was cut" in remembered.stdout
    house.stop()


def a_clock_set_back(house):
    """The house has lived on a clock far ahead of this machine's."""
    house.serve()
    house.advance("2099-01-05T04:00:00Z")
    a_cycle(house, "In another time")
    house.stop()
    said = served(house, house.data)
    assert "the clock was set back" in said, said


def main():
    binary, python_verifier = sys.argv[1:3]
    go_verifier = sys.argv[3] if len(sys.argv) > 3 else None
    house = furnished(binary)
    cycle = a_cycle(house, "A first cycle")
    file = with_a_file(house)
    old = os.path.join(house.folder, "old.db")
    backed_up = house.run("backup", old, "--data", house.data)
    assert backed_up.returncode == 0, backed_up.stderr
    export, vkey, proofs = published(house, pathlib.Path(house.folder))
    key = others_believe_it(house, export, vkey, proofs, python_verifier, go_verifier)
    one_cycles_export(house, cycle, key)
    house.stop()
    held = verify(house, "--data", house.data, "--key", key)
    assert held.returncode == 0, held.stdout + held.stderr
    a_changed_row(house)
    a_changed_row_with_its_hash(house)
    a_changed_column(house)
    an_entry_less(house)
    an_old_backup(house, old)
    a_new_key(house, key)
    a_new_log(house, old, key, file, python_verifier)
    a_clock_set_back(house)
    shutil.rmtree(house.folder)


main()
