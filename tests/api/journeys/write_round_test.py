"""P2, the write-round, over HTTP only: from the opening to both chairs' signatures."""
import sys

from house import House, stage

TEXT = """Recruitment fees are borne by the employer.

The ministry publishes a list of licensed agencies every quarter.
"""


def opened(house, members=12, **more):
    return house.post("/cycles", {
        "definition": "write-round", "title": "National position, objective 6",
        "attributes": {"financial": False}, "text": TEXT,
        "roles": {"lead": "labour", "members": [f"member-{n}" for n in range(1, members + 1)],
                  "finance": "finance", "chairs": ["foreign-affairs", "expatriates-welfare"],
                  "secretary": "secretary"}, **more})


def nil_returns_and_silence(house):
    cycle = opened(house)["id"]
    assert stage(house.get(f"/cycles/{cycle}"), "request")["due"] == "2025-12-22T11:00:00.000Z"
    for n in (1, 2, 3):
        house.position(cycle, f"member-{n}", "agree")
    house.advance("2025-12-22T10:59:59Z")
    state = house.get(f"/cycles/{cycle}")
    assert sorted(a["body"] for a in state["attention"]) == sorted(
        f"member-{n}" for n in range(4, 13)), state["attention"]
    house.advance("2025-12-22T11:00:00Z")
    state = house.get(f"/cycles/{cycle}")
    request = stage(state, "request")
    assert state["status"] == "running" and request["result"] == "passed", request
    assert request["tally"]["agree"] == 12, request["tally"]
    assert (request["explicit"], request["silent"]) == (3, 9)
    assert {a["body"] for a in state["attention"]} == {"foreign-affairs", "expatriates-welfare"}
    return cycle


def both_chairs_clear(house, cycle):
    house.position(cycle, "foreign-affairs", "sign")
    missing = stage(house.get(f"/cycles/{cycle}"), "clearance")["missing"]
    assert [(m["code"], m["bodies"]) for m in missing] == [("signature", ["expatriates-welfare"])]
    house.position(cycle, "expatriates-welfare", "sign")
    state = house.get(f"/cycles/{cycle}")
    assert (state["status"], state["outcome"]) == ("ended", "cleared"), state["status"]
    silent = [p["body"] for p in stage(state, "request")["positions"] if p["how"] == "silence"]
    assert sorted(silent) == sorted(f"member-{n}" for n in range(4, 13))


def a_condition_blocks_until_it_is_lifted(house):
    cycle = opened(house)["id"]
    house.position(cycle, "member-5", "comment", comments=[
        {"paragraph": "p1", "force": "condition", "text": "Domestic workers must be covered."}])
    due = stage(house.get(f"/cycles/{cycle}"), "request")["due"]
    house.advance(due)
    state = house.get(f"/cycles/{cycle}")
    assert state["stages"][-1]["name"] == "resolution", state["stages"][-1]
    comment = house.get(f"/cycles/{cycle}/comments")["items"][0]
    assert comment["text"] == "Domestic workers must be covered."
    house.refused("comment-unanswered", f"/cycles/{cycle}/revisions",
                  {"text": TEXT + "\nMore.", "reason": "The lead is on leave."})
    version = house.ask("GET", f"/api/v1/cycles/{cycle}").headers["ETag"]
    answered = house.ask("PUT", f"/api/v1/comments/{comment['id']}/disposition",
                         {"disposition": "accepted", "observation": "Covered now."},
                         If_Match=version)
    assert answered.status == 200, answered.text
    house.post(f"/cycles/{cycle}/revisions",
               {"text": TEXT.replace("fees are", "fees, also of domestic workers, are"),
                "reason": "The lead is on leave."})
    state = house.get(f"/cycles/{cycle}")
    request = stage(state, "request", 2)
    assert request["round"] == 2 and state["revision"]["number"] == 2
    assert [a["body"] for a in state["attention"]] == ["member-5"], state["attention"]
    token = house.issue("participant", "--body", "member-5")
    lifted = house.ask("POST", f"/api/v1/comments/{comment['id']}/lift", {}, token=token)
    assert lifted.status == 200, lifted.text
    house.position(cycle, "member-5", "agree")
    state = house.get(f"/cycles/{cycle}")
    assert state["stages"][-1]["name"] == "clearance", state["stages"][-1]
    kinds = [e["kind"] for e in house.get(f"/cycles/{cycle}/trail")["items"]]
    assert "comment lifted" in kinds and kinds.count("revision issued") == 2, kinds


def bad_input_changes_nothing(house):
    before = house.get("/trail?limit=500")["items"][-1]["number"]
    base = {"definition": "write-round", "title": "T", "text": TEXT,
            "attributes": {"financial": False}, "roles": {"lead": "labour"}}
    where = house.refused("unknown-member", "/cycles", {**base, "titel": "x"})
    assert "title" in where["detail"], where
    house.refused("unknown-body", "/cycles", {**base, "roles": {"lead": "nobody"}})
    house.refused("unknown-definition", "/cycles", {**base, "definition": "writeround"})
    house.refused("unknown-attribute", "/cycles",
                  {**base, "attributes": {"financial": False, "finance": True}})
    house.refused("wrong-number", "/cycles", base)
    house.refused("malformed", "/cycles", '{"definition": "write-round", "definition": "x"}',
                  Content_Type="application/json")
    answer = house.ask("POST", "/api/v1/cycles", base, token="par_wrong")
    assert answer.status == 401, answer.status
    answer = house.ask("POST", "/api/v1/definitions", "workflow: x\n\tbad",
                       Content_Type="application/yaml")
    assert answer.status == 422 and answer.json["findings"], answer.text
    assert house.get("/trail?limit=500")["items"][-1]["number"] == before


def the_minimum_holds(house):
    base = {"definition": "write-round", "title": "T", "text": TEXT,
            "attributes": {"financial": False},
            "roles": {"lead": "labour", "members": ["member-1", "member-2"], "finance": "finance",
                      "chairs": ["foreign-affairs"], "secretary": "secretary"}}
    now = house.post("/clock/advance", {"seconds": 0})["now"]
    soon = f"{now[:4]}-{now[5:7]}-{int(now[8:10]) + 2:02d}T11:00:00Z"
    problem = house.refused("minimum", "/cycles", {**base, "dates": {"request": soon}})
    assert "10 clear working days" in problem["detail"], problem
    waived = house.post("/cycles", {**base, "dates": {"request": soon},
                                    "waive": {"request": "The committee meets on Monday."}})
    assert stage(waived, "request")["due"].startswith(soon[:16])


def main():
    house = House(sys.argv[1])
    house.bodies("labour", "finance", "foreign-affairs", "expatriates-welfare", "secretary")
    house.bodies(*(f"member-{n}" for n in range(1, 13)))
    cycle = nil_returns_and_silence(house)
    house.restart()
    both_chairs_clear(house, cycle)
    a_condition_blocks_until_it_is_lifted(house)
    bad_input_changes_nothing(house)
    the_minimum_holds(house)
    house.close()


main()
