"""The lead's way of working: the table of comments goes out, is answered in a spreadsheet, and
comes back, also after the round has closed. Nothing is made twice, and nothing is lost."""
import csv
import datetime
import io
import json
import sys

import openpyxl

from dossier_test import BODIES, DEFINITION, all_comments, alike, fetch, furnished, opened
from house import stage


def answered_in_a_table(house):
    cycle = opened(house, "Fees are borne by the employer.\n")
    path = f"/cycles/{cycle}/comments"
    for body in ("ministry-1", "ministry-2"):
        house.post(path, {"body": body, "revision": 1, "received": "by letter", "comments": [
            {"paragraph": "p1", "text": f"- Which fees?\n- {body} asks."}]})

    def comes_back(fill, expect=200, token=None):
        _, _, text = fetch(house, f"/api/v1{path}.csv")
        rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
        fill(rows)
        table = io.StringIO()
        writer = csv.DictWriter(table, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        status, _, text = fetch(house, f"/api/v1{path}/import", "POST", table.getvalue().encode(),
                                token)
        assert status == expect, text
        said = json.loads(text)
        return ((said["answered"], said["added"]) if status == 200 else
                [(bad["row"], bad["column"]) for bad in said["bad"]])

    def one_and_a_new_one(rows):
        rows[0].update({"Disposition": "accepted", "Observation": "All of them."})
        rows.append({"Body": "ministry-3", "Comment": "None at all.", "Same as": "2"})

    lead = house.issue("participant", "--body", "office")
    assert comes_back(one_and_a_new_one, 422, lead) == [(4, "Number")]
    assert comes_back(one_and_a_new_one) == (1, 1)
    comments = all_comments(house, cycle)
    assert [c.get("disposition") for c in comments] == ["accepted", None, None], comments
    assert comments[2]["same_as"] == comments[1]["id"], comments
    assert comes_back(lambda rows: None) == (0, 0), "what is known changes nothing"

    def words_changed(rows):
        rows[0].update({"Comment": "Something else.", "Observation": "Not taken."})
        rows[1].update({"Body": "ministry-4"})

    house.advance(stage(house.get(f"/cycles/{cycle}"), "comments")["due"])
    assert comes_back(words_changed, 422) == [(2, "Comment"), (3, "Body")]

    def all_of_them(rows):
        for row in rows:
            row.update({"Disposition": "noted", "Observation": "Seen.", "Group": "Fees"})
            row["Comment"] = row["Comment"].replace("\n", "\r\n")  # as a spreadsheet may do

    assert comes_back(all_of_them, token=lead) == (3, 0), "after the round has closed, too"
    for comment in all_comments(house, cycle):
        assert (comment["disposition"], comment["group"]) == ("noted", "Fees"), comment


def opened_to_all(house):
    return house.post("/cycles", {
        "definition": "open-review", "title": "Open to all",
        "text": "Fees are borne by the employer.\n",
        "roles": {"lead": ["office"], "members": BODIES}})["id"]


def imported(house, cycle, table, query=""):
    """The status, and which cells are wrong."""
    status, _, text = fetch(house, f"/api/v1/cycles/{cycle}/comments/import{query}", "POST", table)
    return status, [(bad["row"], bad["column"]) for bad in json.loads(text).get("bad", [])]


def told_row_by_row(house):
    """What the stage does not take, or the text does not hold, by its cell."""
    cycle = opened_to_all(house)
    table = (b"Body,Paragraph,Type,Comment,Selection start,Selection end,Quote\n"
             b"ministry-1,1,te,One.,0,4,Fees\n"
             b"ministry-1,1,ed,Two.,,,\n"
             b"ministry-1,1,te,Three.,0,999,\n"
             b"ministry-1,1,te,Four.,0,4,Wages\n"
             b"ministry-1,1,te,Five.,,,,more\n")
    bad = [(3, "Type"), (4, "Selection start"), (5, "Quote"), (6, "H")]
    assert imported(house, cycle, table) == (422, bad)
    assert imported(house, cycle, table, "?rows=zzz") == (422, [])
    assert all_comments(house, cycle) == []
    assert imported(house, cycle, table, "?rows=good") == (200, bad)
    assert [c["text"] for c in all_comments(house, cycle)] == ["One."]
    for heading in (b"Body,Comment,Comments", b"Body,Comment,Propsed change"):
        assert imported(house, cycle, heading + b"\nministry-1,x,y\n", "?rows=good") == (400, [])


def read_as_seen(house):
    """Dates and truths as a spreadsheet shows them; a formula that nobody calculated is told."""
    cycle = opened_to_all(house)
    book = openpyxl.Workbook()
    for row in (["Body", "Comment"], ["ministry-1", datetime.date(2025, 1, 2)],
                ["ministry-1", True], ["ministry-1", "=1+1"]):
        book.active.append(row)
    table = io.BytesIO()
    book.save(table)
    assert imported(house, cycle, table.getvalue(), "?rows=good") == (200, [(4, "Comment")])
    assert [c["text"] for c in all_comments(house, cycle)] == ["2025-01-02", "TRUE"]


def comes_back_whole(house):
    """Also what the public said, under the name that it gave, and what was taken back."""
    cycle = opened_to_all(house)
    path = f"/cycles/{cycle}"
    public = house.ask("GET", f"/api/v1{path}/public", Authorization="").json
    for name in ("Rahima Begum", ""):
        said = {"name": name, "revision": 1, "sha256": public["sha256"],
                "comments": [{"text": "Think of the drivers."}]}
        told = house.ask("POST", f"/api/v1{path}/public", said, Authorization="")
        assert told.status == 201, told.text
    house.post(f"{path}/comments", {
        "body": "ministry-1", "revision": 1, "received": "by letter", "comments": [
            {"text": "Said in haste."}, {"text": "Only if fees end.", "force": "condition"}]})
    haste, condition = [c["id"] for c in all_comments(house, cycle)[2:]]
    house.post(f"{path}/comments/withdrawals", {"comments": [haste], "received": "by letter"})
    house.post(f"/comments/{condition}/lift", None,
               token=house.issue("participant", "--body", "ministry-1"))
    first = all_comments(house, cycle)
    assert [c.get("name") for c in first] == ["Rahima Begum", None, None, None], first
    assert [c["state"] for c in first] == ["open", "open", "withdrawn", "lifted"], first
    for kind in ("csv", "xlsx"):
        _, _, table = fetch(house, f"/api/v1{path}/comments.{kind}")
        second = opened_to_all(house)
        assert imported(house, second, table) == (200, [])
        assert alike(all_comments(house, second)) == alike(first), kind


def main(binary):
    house = furnished(binary)
    answered_in_a_table(house)
    house.publish(DEFINITION.replace("text-review", "open-review").replace(
        "    who: members\n",
        "    who: [members, anyone]\n    comments of type: [general, technical]\n", 1))
    told_row_by_row(house)
    read_as_seen(house)
    comes_back_whole(house)
    house.verify()
    house.close()


if __name__ == "__main__":
    main(sys.argv[1])
