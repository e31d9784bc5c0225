"""The lead's way of working: the table of comments goes out, is answered in a spreadsheet, and
comes back, also after the round has closed. Nothing is made twice."""
import csv
import io
import json
import sys

from dossier_test import all_comments, fetch, furnished, opened
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


def main(binary):
    house = furnished(binary)
    answered_in_a_table(house)
    house.verify()
    house.close()


if __name__ == "__main__":
    main(sys.argv[1])
