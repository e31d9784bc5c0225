"""What an operator who writes a log anew must not get away with, said of exports that hold. The
second verifier brings the trail that is asked."""
import json

from flaws import Wrong
from forms import Misformed, canonical, sha256
from notes import Broken, need


def swap_openings(data):
    """The entries of an export whose first two sealed answers were opened as each other's; by one
    who made every hash anew. Nothing but the seals tells."""
    lines = [json.loads(line) for line in data.decode().splitlines()[1:]]
    opened = [line["entry"]["fact"]["fact"] for line in lines
              if line.get("entry", {}).get("fact", {}).get("kind") == "answer opened"][:2]
    need(len(opened) == 2, "no two answers were opened")
    opened[0]["position"], opened[1]["position"] = opened[1]["position"], opened[0]["position"]
    for line in lines:
        line["leaf"] = sha256(b"\x00", canonical(line["entry"]).encode()).hex()
    return lines


def check_seals_alone(make_trail, data):
    trail = make_trail()
    try:
        for line in swap_openings(data):
            trail.add(line)
    except Wrong as wrong:
        need("what was opened is not what was sealed" in str(wrong), f"another fault: {wrong}")
        return
    raise Broken("answers that changed places under seal were not found")


def forged(data, kind, change, nth=0):
    """The export without its header, by one who rewrote an entry and made its hash anew."""
    lines = [json.loads(line) for line in data.decode().splitlines()[1:]]
    line = [line for line in lines
            if line.get("entry", {}).get("fact", {}).get("kind") == kind][nth]
    change(line["entry"])
    line["leaf"] = sha256(b"\x00", canonical(line["entry"]).encode()).hex()
    return lines


# What an operator who rewrites an entry must not get away with: kind, change, what is said of it.
FORGERIES = [
    ("position taken", lambda e: e.update(via="telepathy"), "does not come in by telepathy"),
    ("position taken", lambda e: e.update(actor="per_0"), "does not come in by"),
    ("position taken", lambda e: e.update(effective=e["at"]), "what people do takes effect"),
    ("position taken", lambda e: e["fact"].update(digest="0" * 64), "another text"),
    ("silence counted", lambda e: e.pop("effective"), "which due time it follows from"),
    ("silence counted", lambda e: e["fact"].update(position="object"), "does not count as"),
    ("reminded", lambda e: e["fact"]["assignments"].pop(), "still to act"),
    ("reminded", lambda e: e.update(fact={"kind": "escalated", "round": 0, "to": "chairs"}),
     "not what was due"),
    ("stage skipped", lambda e: e["fact"].update(why="it took too long"), "is not skipped for"),
    ("round closed", lambda e: e["fact"].update(how="left"), "does not close by"),
    ("round closed", lambda e: e["fact"].update(how="somehow"), "does not close by"),
    ("cycle ended", lambda e: e["fact"].update(outcome="refused"), "the way leads to"),
    ("cycle ended", lambda e: e["fact"].update(more="than there is"), "has no member"),
    ("round opened", lambda e: e["fact"].pop("stage_kind"), "lacks \"stage_kind\""),
    ("round opened", lambda e: e["fact"].update(revision=2), "not on the text in force"),
    ("round opened", lambda e: e["fact"].update(stage_kind="party"), "can't be \"party\""),
    ("cycle ended", lambda e: e["fact"].update(kind="no such fact"), "there is no fact"),
]


def check_steps_alone(make_trail, data):
    for kind, change, said in FORGERIES:
        trail, said_of = make_trail(), "nothing"
        try:
            for line in forged(data, kind, change):
                trail.add(line)
        except (Broken, Wrong, Misformed) as wrong:
            said_of = str(wrong)
        need(said in said_of,
             f"a forged \"{kind}\": instead of \"{said}\" it is said: {said_of}")


def told(make_trail, lines):
    """What is said first of these lines, by one who made every hash anew."""
    trail = make_trail()
    try:
        for number, line in enumerate(lines):
            body = canonical(line["entry"]).encode()
            line.update(number=number, leaf=sha256(b"\x00", body).hex())
            trail.add(line)
        for stream in trail.cycles:
            trail.around.end(stream, trail.is_known, trail.passing.now)
        trail.around.never_began(trail.withheld)
    except (Broken, Wrong, Misformed) as wrong:
        return str(wrong)
    return "it holds"


class Log:
    """A copy of the export's lines."""

    def __init__(self, text):
        self.lines = [json.loads(line) for line in text.splitlines()[1:]]

    def first(self, kind, wanted=lambda entry: True):
        return next(line["entry"] for line in self.lines
                    if line["entry"]["fact"]["kind"] == kind and wanted(line["entry"]))

    def leave_out(self, entry):
        self.lines = [line for line in self.lines if line["entry"] is not entry]
        for line in self.lines:
            other = line["entry"]
            if other["stream"] == entry["stream"] and other["sequence"] > entry["sequence"]:
                other["sequence"] -= 1


def goes_out(log):
    return log.first("position taken", lambda entry: entry["via"] == "inside")


def inside(log, kind, last=False):
    children = {line["entry"]["stream"] for line in log.lines
                if "parent" in line["entry"]["fact"].get("opening", {})}
    found = [line["entry"] for line in log.lines if line["entry"]["stream"] in children
             and line["entry"]["fact"]["kind"] == kind]
    return found[-1 if last else 0]


def another_position(log):
    goes_out(log)["fact"]["position"] = "object"


def another_person(log):
    goes_out(log)["actor"] = log.first("person registered")["fact"]["id"]


def an_answer_by_rule(log):
    taken = inside(log, "position taken")
    taken.update(actor="rule", via="inside")
    taken["fact"]["cites"] = {"cycle": taken["stream"], "sequence": 1}


def another_text(log):
    inside(log, "revision issued")["fact"]["digest"] = "0" * 64


def an_inside_that_never_began(log):
    stream = inside(log, "cycle opened")["stream"]
    log.lines = [line for line in log.lines if line["entry"]["stream"] != stream]


def an_inside_that_goes_on(log):
    log.leave_out(inside(log, "abandoned", last=True))


INSIDE = [
    (another_position, "nobody inside the body proposed that"),
    (another_person, "nobody acted so inside the body then"),
    (an_answer_by_rule, "it does not cite the cycle that speaks for this seat"),
    (another_text, "it begins with another text than the cycle around it has"),
    (an_inside_that_never_began, "and never began"),
    (an_inside_that_goes_on, "the round around it was over, and it went on"),
]


def check_inside(make_trail, text):
    """Precondition: something was answered inside a body, and something abandoned there."""
    said = told(make_trail, Log(text).lines)
    need(said == "it holds", said)
    for forge, words in INSIDE:
        log = Log(text)
        forge(log)
        said = told(make_trail, log.lines)
        need(words in said, f"{forge.__name__}: instead of \"{words}\" it is said: {said}")


def check_left_open(make_trail, data):
    """What an operator lets stand: a round that fell due, and one that all have signed."""
    for nth, words in ((0, "something fell due, and the log went on without it"),
                       (1, "nothing was left to wait for in a round, and it was not decided")):
        log = Log(data.decode())
        stream = log.first("cycle opened")["stream"]
        own = [line["entry"] for line in log.lines if line["entry"]["stream"] == stream]
        closed = [e["sequence"] for e in own if e["fact"]["kind"] == "round closed"][nth]
        after = max(e["sequence"] for e in own if e["sequence"] < closed and "effective" not in e)
        log.lines = [line for line in log.lines if line["entry"]["stream"] != stream
                     or line["entry"]["sequence"] <= after]
        said = told(make_trail, log.lines)
        need(words in said, f"of a round left open, instead of \"{words}\" it is said: {said}")
