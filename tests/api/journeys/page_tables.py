"""Tables of comments as the page writes them, filled in, and sent back by it. For office_test."""
import csv
import io
import re


def reads_a_table_back(visitor, house):
    """The table of comments as the page writes it, filled in, and read in by the same page."""
    cycle = house.post("/cycles", {"definition": "moved", "title": "By table", "text": "Fees.\n",
                                   "roles": {"members": ["health", "home"]}})["id"]
    page = f"/cycles/{cycle}/comments"
    house.post(page, {"body": "health", "revision": 1, "received": "by letter",
                      "comments": [{"text": "Which fees?"}]})
    rows = list(csv.DictReader(io.StringIO(visitor.go(page + ".csv").page.lstrip("\ufeff"))))

    def read_in(button="import", *overrule):
        table = io.StringIO()
        writer = csv.DictWriter(table, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
        visitor.go(page)
        form = next(form for form in visitor.read.forms if ("act", "import") in form.buttons)
        fields = (("token", form.value("token")), ("act", button), *overrule)
        body = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                       for name, value in fields)
        body += ('--x\r\nContent-Disposition: form-data; name="table"; filename="c.csv"\r\n\r\n'
                 f"{table.getvalue()}\r\n--x--\r\n")
        visitor.request("POST", form.action, body.encode(),
                        Content_Type="multipart/form-data; boundary=x")

    rows[0].update({"Disposition": "accepted", "Observation": "All of them."})
    rows.append({"Body": "home", "Comment": "Who pays?"})
    read_in()
    assert visitor.status == 200 and visitor.path == page, visitor.text
    assert "1 answer<" in visitor.page and "1 new comment" in visitor.text, visitor.text
    comments = house.get(page)["items"]
    assert [c.get("observation") for c in comments] == ["All of them.", None], comments
    rows[1:] = []
    read_in()
    assert "It says nothing new" in visitor.text, visitor.text
    rows[0].update({"Group": "Fees", "Remark of ours": "Ask the minister."})
    read_in()
    assert "Not read, since Paraph has no such columns: “Remark of ours”" in visitor.text
    assert "no such columns" not in visitor.go(f"{page}?read=1&unread=Pay&told=x").text
    stays_as_it_was_answered_since(visitor, house, page, rows, read_in)
    comments = house.get(page)["items"]
    rows[0].update({"Comment": "Something else."})
    read_in()
    assert visitor.status == 422 and "Comment 1 reads otherwise here." in visitor.text
    assert house.get(page)["items"] == comments


def stays_as_it_was_answered_since(visitor, house, page, rows, read_in):
    """What somebody else answered since is told beside what the table says, and overruled on
    purpose only."""
    comment = house.get(page)["items"][0]["id"]
    house.post(page + "/answers", {"comments": [comment], "disposition": "rejected",
                                   "observation": "Not one."})
    read_in("preview")
    assert visitor.status == 200 and "Nothing was read in yet" in visitor.text, visitor.text
    assert ("Row 2, comment 1, Observation: the table says “All of them.”, here it is “Not one.”. "
            "The comment was last changed on") in visitor.text, visitor.text
    read_in("import-good")
    assert visitor.status == 422 and house.get(page)["items"][0]["observation"] == "Not one."
    rows.append({"Body": "home", "Comment": "Who else?"})
    read_in("import-good")
    assert visitor.path == page and "Left as they stand: comments 1" in visitor.text, visitor.text
    rows[1:] = []
    read_in("preview")
    box = re.search(r'name="overrule" type="checkbox" value="([^"]+)"', visitor.page).group(1)
    read_in("preview", ("overrule", box))
    assert re.search(f'value="{box}"[^>]* checked', visitor.page), "the tick is lost"
    read_in("import", ("overrule", box))
    assert visitor.status == 200 and visitor.path == page, visitor.text
    assert house.get(page)["items"][0]["observation"] == "All of them."
