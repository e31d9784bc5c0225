"""A table of comments that comes back late, with a slip in it, or with columns of somebody's own:
what came after it stays, what is not understood is told, and nothing is lost without a word."""
import csv
import io
import json
import sys
import zipfile

import openpyxl

from dossier_test import all_comments, fetch, furnished, opened

ANSWER = ("Disposition", "Observation")


class Table:
    """The comments of a cycle as they are written now, for one reader."""

    def __init__(self, house, cycle, token):
        self.house, self.token = house, token
        self.path = f"/api/v1/cycles/{cycle}/comments"
        _, _, text = fetch(house, self.path + ".csv", token=token)
        self.rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
        self.heading = list(self.rows[0])

    def answer(self, row, *answer):
        self.rows[row].update(zip(ANSWER, answer))

    def comes_back(self, query="", token=None):
        text = io.StringIO()
        writer = csv.DictWriter(text, self.heading, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(self.rows)
        return self.send(text.getvalue().encode(), query, token)

    def send(self, table, query="", token=None):
        status, _, text = fetch(self.house, self.path + "/import" + query, "POST", table,
                                token or self.token)
        return status, json.loads(text)


def commented(house, *texts):
    cycle = opened(house, "Fees are borne by the employer.\n")
    for n, text in enumerate(texts, 1):
        house.post(f"/cycles/{cycle}/comments", {
            "body": f"ministry-{n}", "revision": 1, "received": "by letter",
            "comments": [{"paragraph": "p1", "text": text, "force": "condition"}]})
    return cycle


def answered(house, cycle, number, disposition, observation, token=None):
    comment = all_comments(house, cycle)[number - 1]["id"]
    house.post(f"/cycles/{cycle}/comments/answers", {
        "comments": [comment], "disposition": disposition, "observation": observation},
        token=token)


def answers(house, cycle):
    return [comment.get("observation") for comment in all_comments(house, cycle)]


def newer_answers_stand(house, lead):
    cycle = commented(house, "One.", "Two.", "Three.")
    answered(house, cycle, 1, "accepted", "As the table knows it.", lead)
    table = Table(house, cycle, lead)
    answered(house, cycle, 1, "rejected", "Newer.")
    comments = [comment["id"] for comment in all_comments(house, cycle)]
    house.post(f"/comments/{comments[2]}/lift", {"received": "by letter"})
    assert table.comes_back()[0] == 409, "it would put the old answer back"
    table.answer(1, "noted", "Nobody was here.")
    table.answer(2, "accepted", "It is a condition still.")
    table.rows.reverse()  # sorted anew
    status, told = table.comes_back()
    assert (status, told["type"].split("#")[1], told["bad"]) == (409, "conflict", []), told
    assert [(c["row"], c["comment"]) for c in told["conflicts"]] == [(2, 3), (4, 1)], told
    lifted, first = told["conflicts"]
    assert {"column": "State", "table": "open", "here": "lifted"} in lifted["differences"], told
    assert first["differences"] == [
        {"column": "Disposition", "table": "accepted", "here": "rejected"},
        {"column": "Observation", "table": "As the table knows it.", "here": "Newer."}], told
    assert first["since"].startswith("2025-12-07T"), told
    assert answers(house, cycle) == ["Newer.", None, None]
    status, told = table.comes_back("?preview=yes")
    assert (status, told["answered"], len(told["conflicts"])) == (200, 1, 2), told
    assert answers(house, cycle) == ["Newer.", None, None], "nothing was read in yet"
    status, told = table.comes_back("?rows=good")
    assert (status, told["imported"], len(told["conflicts"])) == (200, 1, 2), told
    assert answers(house, cycle) == ["Newer.", "Nobody was here.", None]
    overruled(house, cycle, table, first)


def overruled(house, cycle, table, first):
    """The table's side is taken only against the very change that was told."""
    del table.rows[0]  # comment 3
    answered(house, cycle, 1, "rejected", "Newer still.")
    overrule = f"?overrule=1@{first['change']}"
    status, told = table.comes_back(overrule)
    assert (status, [c["comment"] for c in told["conflicts"]]) == (409, [1]), told
    assert told["conflicts"][0]["change"] > first["change"], told
    for wrong in ("1", "1@", "1@x", "@2", "1@2,"):
        told = table.comes_back("?overrule=" + wrong)
        assert told[0] in (409, 422), f"{wrong}: {told}"
    answered(house, cycle, 1, "rejected", "Newer.")
    change = table.comes_back()[1]["conflicts"][0]["change"]
    status, told = table.comes_back(f"?overrule=1@{change}")
    assert (status, told["answered"], told["conflicts"]) == (200, 1, []), told
    assert answers(house, cycle)[0] == "As the table knows it."
    status, told = table.comes_back()
    assert (status, told["answered"]) == (200, 0), "what it says is what stands, whenever it came"


def own_changes(house, lead):
    """Whoever goes on with a table that was read in once is not asked; an untouched row puts
    nothing back, though."""
    cycle = commented(house, "One.", "Two.")
    table = Table(house, cycle, lead)
    table.answer(0, "accepted", "Yes.")
    assert table.comes_back()[0] == 200
    table.answer(0, "accepted", "Yes, all of them.")
    table.answer(1, "noted", "Seen.")
    status, told = table.comes_back()
    assert (status, told["answered"]) == (200, 2), told
    table = Table(house, cycle, lead)
    answered(house, cycle, 1, "rejected", "On the page.", lead)
    status, told = table.comes_back()
    assert (status, [c["comment"] for c in told["conflicts"]]) == (409, [1]), told
    assert answers(house, cycle) == ["On the page.", "Seen."]


def kin(house, lead):
    """Merges and groups are held against what came since, as answers are."""
    cycle = commented(house, "One.", "Two.", "Three.")
    table = Table(house, cycle, lead)
    comments = [comment["id"] for comment in all_comments(house, cycle)]
    house.post(f"/comments/{comments[0]}/merge", {"same": comments[2:]})
    house.post(f"/cycles/{cycle}/comments/groups", {"comments": comments[1:2], "group": "Fees"})
    table.rows[2]["Same as"] = "2"
    table.rows[1]["Group"] = "Costs"
    status, told = table.comes_back()
    assert status == 409, told
    assert [c["differences"] for c in told["conflicts"]] == [
        [{"column": "Group", "table": "Costs", "here": "Fees"}],
        [{"column": "Same as", "table": "2", "here": "1"}]], told


def by_its_document(house, lead):
    """Where the column Version was taken out of an XLSX, the document knows; without both a plain
    word says that nothing could be checked."""
    cycle = commented(house, "One.", "Two.")
    answered(house, cycle, 1, "accepted", "Old.", lead)
    table = Table(house, cycle, lead)
    _, _, written = fetch(house, table.path + ".xlsx", token=lead)
    book = openpyxl.load_workbook(io.BytesIO(written))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]][-1] == "Version"
    sheet.delete_cols(sheet.max_column)
    saved = io.BytesIO()
    book.save(saved)
    custom = "docProps/custom.xml"
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved.getvalue())) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            if name != custom:
                new.writestr(name, old.read(name))
        new.writestr(custom, zipfile.ZipFile(io.BytesIO(written)).read(custom))
    answered(house, cycle, 1, "rejected", "New.")
    status, told = table.send(kept.getvalue())
    assert (status, [c["comment"] for c in told["conflicts"]]) == (409, [1]), told
    table.heading.remove("Version")
    status, told = table.comes_back("?preview=yes")
    assert (status, told["answered"], told["unmarked"]) == (200, 1, 1), told
    status, told = table.comes_back()
    assert (status, told["unmarked"], answers(house, cycle)) == (200, 1, ["Old.", None]), told


def slips(house):
    """A Number that no comment has, and one that is another comment's."""
    cycle = commented(house, "One.", "Two.")
    for number in ("12O", "3", "2", "c1"):
        table = Table(house, cycle, house.token)
        table.rows[0]["Number"] = number
        table.answer(0, "noted", "Not taken.")
        del table.rows[1]
        status, told = table.comes_back()
        assert (status, [(b["row"], b["column"]) for b in told["bad"]]) == (
            422, [(2, "Number")]), told
        assert "written of comment 1" in told["bad"][0]["text"], told
        del table.rows[0]["Version"]  # the words are known, or an answer came along
        status, told = table.comes_back()
        assert status == 422 and told["bad"], told
    table.rows[0].update({"Number": "3"})
    assert "no comment \"3\" here" in table.comes_back()[1]["bad"][0]["text"]
    table = Table(house, cycle, house.token)
    table.heading.remove("Number")
    bad = table.comes_back()[1]["bad"]
    assert [(b["row"], b["column"]) for b in bad] == [(2, "Number"), (3, "Number")], bad
    assert "This row repeats comment 1." in bad[0]["text"], bad
    table = Table(house, cycle, house.token)
    table.rows[1]["Version"] = "1.2"
    assert [b["column"] for b in table.comes_back()[1]["bad"]] == ["Version"]
    assert len(all_comments(house, cycle)) == 2


def new_comments(house):
    """A ministry numbers its own comments from 1."""
    cycle = commented(house, "One.", "Two.")
    table = Table(house, cycle, house.token)
    own = b"Number,Body,Comment,Same as\n1,ministry-3,First.,\n2,ministry-3,Second.,1\n"
    status, told = table.send(own + b"1a,ministry-3,Third.,\n", "?preview=yes")
    assert (status, told["added"], told["own_numbers"]) == (200, 3, True), told
    status, told = table.send(own)
    assert (status, told["added"]) == (200, 2), told
    comments = all_comments(house, cycle)
    assert [c["text"] for c in comments] == ["One.", "Two.", "First.", "Second."], comments
    assert comments[3]["same_as"] == comments[2]["id"], "the first row of the table"
    for row in (b"7,ministry-3,Fourth.,\n2,ministry-2,Two.,\n",  # one that the cycle has
                b"7,ministry-3,Fourth.,\n".replace(b"Fourth.,", b"Fourth.,,Seen.")):
        heading = b"Number,Body,Comment,Same as,Observation\n"
        status, told = table.send(heading + row)
        assert (status, [(b["row"], b["column"]) for b in told["bad"]]) == (
            422, [(2, "Number")]), told


def own_columns(house, lead):
    cycle = commented(house, "One.")
    table = Table(house, cycle, lead)
    table.heading += ["Internal remark", "Stage"]
    table.rows[0].update({"Internal remark": "Ask the minister.", "Stage": "draft"})
    table.answer(0, "noted", "Seen.")
    status, told = table.comes_back()
    assert (status, told["unread"]) == (200, ["Internal remark", "Stage"]), told
    assert told["answered"] == 1, told
    table.heading[table.heading.index("Observation")] = "Observatoin"
    status, told = table.comes_back()
    assert status == 400 and 'Did you mean "Observation"?' in told["detail"], told
    assert "minister" not in json.dumps(all_comments(house, cycle))


def torn_apart(house):
    """A long text that goes on in another row stays with its comment, or is told."""
    cycle = commented(house, "x" * 40_000, "Two.")
    table = Table(house, cycle, house.token)
    _, _, written = fetch(house, table.path + ".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(written))
    sheet = book.worksheets[0]
    sheet.move_range(f"A3:{sheet.cell(3, sheet.max_column).coordinate}", rows=2)  # "…" to the end
    sheet.delete_rows(3)
    saved = io.BytesIO()
    book.save(saved)
    status, told = table.send(saved.getvalue())
    assert status == 422 and (4, "Number") in [
        (bad["row"], bad["column"]) for bad in told["bad"]], told


def main(binary):
    house = furnished(binary)
    lead = house.issue("participant", "--body", "office")
    newer_answers_stand(house, lead)
    own_changes(house, lead)
    kin(house, lead)
    by_its_document(house, lead)
    slips(house)
    new_comments(house)
    own_columns(house, lead)
    torn_apart(house)
    house.verify()
    house.close()


if __name__ == "__main__":
    main(sys.argv[1])
