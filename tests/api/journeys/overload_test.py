"""Too many come from one address, as from a ministry's one: the page says so in the reader's
language, keeps what was typed, and sends it again once there is room."""
import sys

from house import House
from visitor import Visitor, enter, mailed

TEXT = "The decision is adopted unless somebody breaks the silence."


def exhaust(house):
    """As others from the same address do."""
    for _ in range(20):
        crowd = Visitor(house).go("/sign-in")
        crowd.send(form=crowd.form("/sign-in"), email="nobody@crowd.example")
        if crowd.status == 429:
            return
    raise AssertionError("nobody is kept waiting")


def main():
    house = House(sys.argv[1], flags=["--anonymous-per-minute", "3"])
    house.bodies("chair", "health", "home")
    cycle = house.post("/cycles", {
        "definition": "silence-procedure", "title": "Decision 7", "text": TEXT,
        "roles": {"chair": "chair", "members": ["health", "home"]}})["id"]
    visitor = enter(house, mailed(house, "focal.point@health.example"))
    form = visitor.form()
    exhaust(house)
    said = {"position": "object", "reason": "It is \"too\" early;\nask again."}
    visitor.send(("act", "send"), form, **said)
    assert visitor.status == 429 and int(visitor.answer_headers["Retry-After"]) > 0, visitor.status
    assert "Too many tries in a short time" in visitor.text, visitor.text
    assert "Nothing of what you sent was saved" in visitor.text, visitor.text
    assert "write to secretariat@" in visitor.text, visitor.text
    assert house.get(f"/cycles/{cycle}")["status"] == "running"
    kept = visitor.form("/task/")
    assert kept.value("reason") == said["reason"], kept.fields
    visitor.headers["Accept-Language"] = "bn"
    visitor.send(("act", "send"), form, **said)
    assert visitor.status == 429, visitor.status
    assert "অল্প সময়ে অনেকবার চেষ্টা হয়েছে" in visitor.text, visitor.text
    house.restart()  # rather than to wait
    visitor.send(form=kept)
    assert visitor.path.endswith("/receipt"), f"{visitor.status} {visitor.path}: {visitor.text}"
    state = house.get(f"/cycles/{cycle}")
    assert state["outcome"] == "not adopted", state["outcome"]
    house.verify()
    house.close()


main()
