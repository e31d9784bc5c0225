"""The REST interface itself: acts by assignment, what it refuses and where, pages of lists that
keep their filters, repeats, what came on paper, and what OpenAPI says of it."""
import re
import sys
import time

from house import House, stage

TEXT = "Recruitment fees are borne by the employer.\n\nThe list of agencies is public.\n"
HEARD = """workflow: heard
language: 1
title: Heard
calendar: bangladesh-government
roles:
  lead:    { bodies: 1 }
  members: { bodies: 2 }
start: comments
stages:
  comments:
    kind: comment
    who: members
    due: 5 working days
    then: { closed: answers }
  answers:
    kind: revise
    who: lead
    due: 5 working days
    then: { revised: end as revised, unchanged: end as unchanged, withdrawn: end as withdrawn }
"""
HOLIDAYS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
DTSTART;VALUE=DATE:20310326
SUMMARY:Independence Day
END:VEVENT
END:VCALENDAR
"""


def proposal(financial=False, **more):
    return {"definition": "write-round", "title": "Objective 6", "text": TEXT,
            "attributes": {"financial": financial},
            "roles": {"lead": "lead", "members": ["one", "two", "three", "four"],
                      "finance": "finance", "chairs": ["chair"], "secretary": "secretary"},
            **more}


def acts_by_assignment(house):
    token = house.issue("participant", "--body", "finance")
    for act, said, then in (("position", {"position": "sign"}, "request"),
                            ("forward", {}, "request"),
                            ("return", {"reason": "No budget line."}, "meeting")):
        opened = house.post("/cycles", proposal(financial=True))
        shown = {"revision": 1, "sha256": opened["revision"]["sha256"]}
        seat = house.seat(opened["id"], "finance")
        house.post(f"/assignments/{seat}/{act}", {**shown, **said}, token=token)
        state = house.get(f"/cycles/{opened['id']}")
        assert state["stages"][-1]["name"] == then, f"{act}: {state['stages'][-1]}"


def refuses_at_the_opening_what_nobody_could_mean(house):
    def wrong(where, problem, **more):
        refused = house.refused(problem, "/cycles", proposal(**more))
        assert refused["where"] == where, refused

    wrong("/conflicts/nobody", "unknown-body", conflicts={"nobody": ["one"]})
    wrong("/conflicts/one/0", "unknown-body", conflicts={"one": ["nobody"]})
    wrong("/title", "invalid", title="Objective 6\r\nBcc: everybody@world.example")
    wrong("/title", "invalid", title="Objective\t6")
    wrong("/language", "invalid", language="klingon")


def refuses_members_that_nobody_asked_for(house):
    cycle = house.post("/cycles", proposal())["id"]
    seat = house.seat(cycle, "one")
    house.position(cycle, "one", "comment", comments=[{"text": "Why?"}])
    comment = house.get(f"/cycles/{cycle}/comments")["items"][0]["id"]
    of_seat = ("lift", "maintain", "claim", "release")
    of_comment = ("lift", "withdraw", "verify", "support", "submit")
    for path in (*(f"/assignments/{seat}/{act}" for act in of_seat),
                 *(f"/comments/{comment}/{act}" for act in of_comment),
                 "/delegations/dgt_01h455vb4pex5vsknk084sn02q/consent",
                 f"/cycles/{cycle}/acts"):
        refused = house.refused("unknown-member", path, {"surprise": True})
        assert refused["where"] == "/surprise", f"{path}: {refused}"
    unread = house.refused("invalid", f"/cycles/{cycle}/acts", {
        "act": "remove_participant", "body": "one", "successor": "two", "reason": "Merged."})
    assert unread["where"] == "/successor", unread
    assert "replace_participant does" in unread["detail"], unread
    for events, where in ((["position.taken", "position.tken"], "/events/1"), ([""], "/events/0")):
        refused = house.refused("invalid", "/webhooks",
                                {"url": "http://127.0.0.1:9/", "events": events})
        assert refused["where"] == where, refused
    house.post("/webhooks", {"url": "http://127.0.0.1:9/",
                             "events": ["position.taken", "paraph.cycle.ended", "round closed"]})


def delegates_only_what_is_there(house):
    cycle = house.post("/cycles", proposal())["id"]
    people = {p["function"]: p["id"] for p in house.get("/bodies/three")["people"]}
    given = {"person": people["focal point"], "delegate": people["deputy"]}
    seat, other = house.seat(cycle, "three"), house.seat(cycle, "one")
    house.refused("not-found", "/assignments/asg_01h455vb4pex5vsknk084sn02q/delegate", given)
    refused = house.refused("invalid", f"/assignments/{other}/delegate", given)
    assert refused["where"] == "/person", refused
    made = house.post(f"/assignments/{seat}/delegate", given)
    assert made["cycle"] == cycle, made
    for _ in range(100):
        issued = [item["entry"]["fact"] for item in house.get(f"/cycles/{cycle}/trail")["items"]
                  if item.get("kind") == "link issued"]
        if issued:
            break
        time.sleep(0.05)
    assert [(fact["assignment"], fact["person"]) for fact in issued] == [
        (seat, people["deputy"])], "the delegate is mailed a link to what is open"


def lifts_what_came_by_letter(house):
    cycle = house.post("/cycles", proposal())["id"]
    house.position(cycle, "one", "object", reason="Too costly.")
    seat = house.seat(cycle, "one")
    house.refused("forbidden", f"/assignments/{seat}/lift", {})
    stranger = house.issue("participant", "--body", "one")
    house.refused("forbidden", f"/assignments/{seat}/lift", {"received": "by letter"},
                  token=stranger)
    house.post(f"/assignments/{seat}/lift", {"received": "by letter of 8 December"})
    assert house.get(f"/assignments/{seat}")["state"] == "lifted"
    asked = house.get(f"/trail/questions/on-behalf?cycle={cycle}")["items"]
    assert [item["kind"] for item in asked] == ["position taken", "block lifted"], asked


def pages_keep_their_filters(house, cycle):
    first = house.ask("GET", f"/api/v1/cycles/{cycle}/comments?limit=1&force=remark")
    assert len(first.json["items"]) == 1, first.text
    link = re.match(r'<([^>]+)>; rel="next"$', first.headers["Link"])[1]
    assert "limit=1" in link and "force=remark" in link, link
    second = house.ask("GET", link).json
    assert [c["number"] for c in second["items"]] == [2] and second["items"] != first.json["items"]


def whoever_answers_comments_reads_them(house):
    """Though the definition lets the lead see none; and what they say of others stays unsaid."""
    house.publish(HEARD)
    cycle = house.post("/cycles", {"definition": "heard", "title": "Heard", "text": TEXT,
                                   "roles": {"lead": "lead", "members": ["one", "two"]}})["id"]
    for body in ("one", "two"):
        house.post(f"/cycles/{cycle}/comments", {
            "body": body, "revision": 1, "received": "by letter", "comments": [{"text": "Why?"}]})
    kept, same = (c["id"] for c in house.get(f"/cycles/{cycle}/comments")["items"])
    house.post(f"/comments/{kept}/merge", {"same": [same]})
    two = house.issue("participant", "--body", "two")
    own = house.get(f"/cycles/{cycle}/comments", token=two)["items"]
    assert [c["id"] for c in own] == [same] and "same_as" not in own[0], own
    assert house.get(f"/comments/{same}")["same_as"] == kept
    lead = house.issue("participant", "--body", "lead")
    assert house.get(f"/cycles/{cycle}/comments", token=lead)["items"] == []
    pages_keep_their_filters(house, cycle)
    house.advance(stage(house.get(f"/cycles/{cycle}"), "comments")["due"])
    read = house.get(f"/cycles/{cycle}/comments", token=lead)["items"]
    assert [c["id"] for c in read] == [kept, same], read


def a_disposition_holds_to_what_was_read(house):
    cycle = house.post("/cycles", {"definition": "heard", "title": "Heard", "text": TEXT,
                                   "roles": {"lead": "lead", "members": ["one", "two"]}})["id"]
    house.post(f"/cycles/{cycle}/comments", {
        "body": "one", "revision": 1, "received": "by letter", "comments": [{"text": "Why?"}]})
    comment = house.get(f"/cycles/{cycle}/comments")["items"][0]["id"]
    read = house.ask("GET", f"/api/v1/comments/{comment}").headers["ETag"]
    house.advance(stage(house.get(f"/cycles/{cycle}"), "comments")["due"])
    answer = {"disposition": "noted", "observation": "Thank you."}
    path = f"/api/v1/comments/{comment}/disposition"
    assert house.ask("PUT", path, answer).status == 428
    assert house.ask("PUT", path, answer, If_Match=read).status == 412
    now = house.ask("GET", f"/api/v1/comments/{comment}").headers["ETag"]
    assert house.ask("PUT", path, answer, If_Match=now).status == 200


def a_repeat_asks_the_same(house):
    cycle = house.post("/cycles", proposal())["id"]
    path = f"/cycles/{cycle}/attachments?name="
    sent = {"Content_Type": "text/plain", "Idempotency_Key": "file-1"}
    house.post(path + "a.txt", "words", **sent)
    house.post(path + "a.txt", "words", **sent)
    assert len(house.get(f"/cycles/{cycle}/attachments")["items"]) == 1
    house.refused("key-reused", path + "b.txt", "words", **sent)


def the_clock_moves_once_for_a_key(house):
    once = house.post("/clock/advance", {"seconds": 60}, Idempotency_Key="clock-1")
    again = house.post("/clock/advance", {"seconds": 60}, Idempotency_Key="clock-1")
    assert once == again, (once, again)
    house.refused("key-reused", "/clock/advance", {"seconds": 61}, Idempotency_Key="clock-1")
    for seconds in (-1, 10**15, 2**53 - 1):
        refused = house.refused("invalid", "/clock/advance", {"seconds": seconds})
        assert refused["where"] == "/seconds", refused
    later = house.post("/clock/advance", {"seconds": 0})
    assert later == once, "a move that was refused moved nothing"


def whoever_has_left_is_not_waited_for(house):
    cycle = house.post("/cycles", proposal())["id"]

    def owed():
        return [one for one in house.get(f"/cycles/{cycle}")["attention"] if one["body"] == "four"]

    assert [one["what"] for one in owed()] == ["answer"] and "person" in owed()[0], owed()
    record = house.ask("GET", "/api/v1/bodies/four")
    changed = house.ask("PUT", "/api/v1/bodies/four", {"name": record.json["name"], "people": []},
                        If_Match=record.headers["ETag"])
    assert changed.status == 200, changed.text
    assert [one["what"] for one in owed()] == ["answer", "appoint"], owed()
    assert not any("person" in one for one in owed()), owed()
    people = house.get(f"/assignments/{house.seat(cycle, 'four')}")["people"]
    assert people == [], "of an assignment neither"


def holidays_come_as_icalendar(house):
    path = "/api/v1/calendars?name=bangladesh-government"
    before = next(c for c in house.get("/calendars")["items"]
                  if c["name"] == "bangladesh-government")
    made = house.ask("POST", path, HOLIDAYS, Content_Type="text/calendar; charset=utf-8")
    assert made.status == 201, made.text
    after = made.json
    assert after["version"] == before["version"] + 1
    assert after["holidays"] == {**before["holidays"], "2031-03-26": "Independence Day"}, after
    assert all(after[name] == before[name] for name in ("zone", "weekend", "opens", "closes"))
    timed = HOLIDAYS.replace(";VALUE=DATE:20310326", ":20310326T090000Z")
    refused = house.ask("POST", path, timed, Content_Type="text/calendar")
    assert refused.status == 422 and refused.json["where"] == "4:1", refused.text


def references(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def openapi_says_what_is_taken(house):
    document = house.ask("GET", "/openapi.json").json
    for reference in references(document):
        found = document
        for part in reference.removeprefix("#/").split("/"):
            assert part in found, f"{reference} leads nowhere"
            found = found[part]
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            if verb in ("post", "put", "patch"):
                assert operation["requestBody"]["content"], f"{verb} {path} takes nothing"
    opening = document["paths"]["/api/v1/cycles"]["post"]["requestBody"]
    schema = opening["content"]["application/json"]["schema"]
    assert opening["required"] and schema["additionalProperties"] is False, opening
    assert schema["properties"]["title"] == {"type": "string"}, schema
    answer = document["paths"]["/api/v1/comments/{id}/disposition"]["put"]["requestBody"]
    schema = answer["content"]["application/json"]["schema"]
    assert schema["required"] == ["disposition"], schema
    assert "accepted" in schema["properties"]["disposition"]["enum"], schema


def main():
    house = House(sys.argv[1], flags=["--webhooks-allow-networks", "127.0.0.0/8"])
    house.bodies("lead", "finance", "chair", "secretary", "one", "two", "four")
    house.body("three", focal_point="Three Person", deputy="Three Deputy")
    acts_by_assignment(house)
    refuses_at_the_opening_what_nobody_could_mean(house)
    refuses_members_that_nobody_asked_for(house)
    delegates_only_what_is_there(house)
    lifts_what_came_by_letter(house)
    a_repeat_asks_the_same(house)
    the_clock_moves_once_for_a_key(house)
    whoever_answers_comments_reads_them(house)
    a_disposition_holds_to_what_was_read(house)
    whoever_has_left_is_not_waited_for(house)
    holidays_come_as_icalendar(house)
    openapi_says_what_is_taken(house)
    house.verify()
    house.close()


main()
