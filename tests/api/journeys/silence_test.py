"""P1, the silence procedure, over HTTP on the virtual clock."""
import sys

from house import House

TEXT = "The decision is adopted unless somebody breaks the silence."


def opened(house, members, **more):
    return house.post("/cycles", {
        "definition": "silence-procedure", "title": "Decision 7", "text": TEXT,
        "roles": {"chair": "chair", "members": members}, **more})["id"]


def status(house, cycle):
    state = house.get(f"/cycles/{cycle}")
    return state["status"], state["outcome"], state["stages"][-1]


def nobody_objects(house):
    cycle = opened(house, [f"state-{n}" for n in range(1, 194)])
    due = status(house, cycle)[2]["due"]
    assert due == "2025-12-14T10:00:00.000Z", due  # Sun 16:00 in Dhaka, 72 hours by the clock
    house.advance(due)
    done, outcome, round_ = status(house, cycle)
    assert (done, outcome) == ("ended", "adopted"), (done, outcome)
    assert (round_["explicit"], round_["silent"]) == (0, 193), round_["tally"]
    late = house.position(cycle, "state-1", "object", reason="Too late, I fear.")
    assert late["recorded"] == "late" and status(house, cycle)[1] == "adopted", late


def one_objection_breaks_it(house, position, **more):
    cycle = opened(house, ["state-1", "state-2", "state-3"])
    house.position(cycle, "state-3", "agree")
    house.advance(before(status(house, cycle)[2]["due"]))
    house.position(cycle, "state-2", position, **more)
    done, outcome, round_ = status(house, cycle)
    assert done == "ended" and round_["result"] == "broken", (done, outcome, round_)
    assert [p["body"] for p in round_["positions"] if p["state"] == "blocking"] == ["state-2"]
    house.refused("not-running", f"/cycles/{cycle}/acts", {"act": "suspend", "reason": "why not"})


def before(due):
    """One second before an instant on the hour."""
    hour = int(due[11:13])
    return f"{due[:11]}{hour - 1:02d}:59:59Z"


def too_short_is_refused(house):
    now = house.post("/clock/advance", {"seconds": 0})["now"]
    soon = f"{now[:8]}{int(now[8:10]) + 2:02d}T{now[11:]}"
    problem = house.refused("minimum", "/cycles", {
        "definition": "silence-procedure", "title": "Hasty", "text": TEXT,
        "roles": {"chair": "chair", "members": ["state-1", "state-2"]},
        "dates": {"silence": soon}})
    assert "72 hours" in problem["detail"], problem


def main():
    house = House(sys.argv[1], start="2025-12-11T10:00:00Z")  # Thu 16:00 in Dhaka
    house.body("chair")
    for n in range(1, 194):
        house.body(f"state-{n}")
    nobody_objects(house)
    one_objection_breaks_it(house, "object", reason="Our law forbids it.")
    one_objection_breaks_it(house, "amend", comments=[{"paragraph": "p1", "text": "Say why."}])
    too_short_is_refused(house)
    house.close()


main()
