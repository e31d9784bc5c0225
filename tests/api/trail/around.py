"""What is missing from a log, and what does not fit together in it (docs/formats/trail.md): rounds
that were complete and went on, due times that passed, cycles that go another way than the cycle
around them, and what goes out of them and was not said there."""
from flaws import need

# After these facts every open round is looked at; what is complete then closes at once.
LOOKED_AT = {"position taken", "answer sealed", "block lifted", "block maintained",
             "comment lifted", "comment withdrawn", "comments made", "participant removed",
             "resumed", "taken up", "migrated"}
# What that brings about; and what one act may record beside such a fact, before they are looked at.
FOLLOWS_A_LOOK = {"answer opened", "round closed", "round qualified", "round disqualified",
                  "round cancelled", "round opened", "stage skipped", "way chosen", "branch done",
                  "cycle ended"}
STANDS_BESIDE = {"comments made", "comments merged", "comments grouped", "comments answered",
                 "comment answered", "comment lifted", "comment withdrawn", "participant removed",
                 "round fell due"}
ALIVE = ("running", "suspended", "deferred")
STATUS = {"suspended": "suspended", "deferred": "deferred", "resumed": "running",
          "taken up": "running", "abandoned": "abandoned", "cycle ended": "ended",
          "reopened": "running", "extended": "running"}


class Passing:
    """How far the log has come, and how far it had come before the present moment. What says that
    it was restored was written by nobody who decides what is due."""

    def __init__(self):
        self.now = self.before = ""

    def come_to(self, at):
        if at > self.now:
            self.before, self.now = self.now, at


class Standing:
    """Where one cycle stands, for others that run for it, or for which it runs."""

    def __init__(self, cycle, course):
        self.cycle, self.course = cycle, course
        self.status, self.at, self.actor, self.sequence = "running", "", "", 0
        self.said, self.complete = {}, []
        self.heading = None

    # ---- what is missing

    def judge(self, entry, passing):
        self.judge_passing(passing.before)
        heading = tuple(entry.get(name) for name in ("at", "actor", "via", "effective"))
        kind = entry["fact"]["kind"]
        sealed_beside = kind == "answer sealed" and not entry["fact"].get("position")
        goes_on = heading == self.heading and (
            kind in FOLLOWS_A_LOOK or kind in STANDS_BESIDE or sealed_beside)
        self.heading = heading
        if goes_on:
            return
        self.judge_complete()
        self.complete = []

    def judge_passing(self, passed):
        due, behind = self.course.due, self.course.behind  # planned when its time had passed
        need(not due or due[0]["at"] > passed or (behind or "") >= passed,
             "something fell due, and the log went on without it")

    def judge_complete(self):
        need(self.status != "running" or not any(self.is_complete(r) for r in self.complete),
             "nothing was left to wait for in a round, and it was not decided")

    def is_complete(self, this):
        """Of rounds that close as soon as all have answered, signed, or one has objected."""
        if this["status"] != "open" or self.cycle.definition is None:
            return False
        stage, kind = self.cycle.stage(this["stage"]), this["kind"]
        known = [seat for seat in this["seats"] if seat["status"] not in ("removed", "skipped")]
        if kind == "sign off":
            needs = str(stage.get("needs", "all of")).split(" ")[0]
            enough = known and not (needs.isdigit() and int(needs) > len(known))
            return bool(enough) and self.cycle.result(this, stage) is not None
        if kind == "silence":
            return stage.get("restores silence") != "yes" and any(
                seat["status"] == "blocking" for seat in known)
        if "clearance" in stage:  # there may always be one more comment
            return False
        closes = str(stage.get("closes", "when all have answered"))
        waits = any(seat["status"] in ("awaited", "outdated") for seat in known)
        lapses = "lapses" in str(stage.get("positions", ""))
        public = any(seat["body"] == "anyone" for seat in known)
        return (kind in ("comment", "circulate", "ballot") and "when all have answered" in closes
                and known != [] and not (waits or lapses or public))

    def end(self, passed):
        self.judge_complete()
        self.judge_passing(passed)

    # ---- as it counts

    def take(self, entry):
        fact = entry["fact"]
        kind = fact["kind"]
        reopens = kind not in ("reopened", "extended") or self.status == "ended"
        if kind in STATUS and reopens:
            self.status = STATUS[kind]
        self.at, self.actor, self.sequence = entry["at"], entry["actor"], entry["sequence"]
        self.said[entry["sequence"]] = fact
        if kind in LOOKED_AT and fact.get("position", True):
            self.complete = [r for r in self.cycle.rounds if r["status"] == "open"]


class Around:
    """All cycles of a log, each held to the one that it runs for."""

    def __init__(self):
        self.cycles, self.named, self.apart = {}, {}, set()
        self.spoken = set()  # cycles since whose beginning their bodies have answered
        self.uncited = 0

    def judge(self, entry, known):
        """Before the entry counts. `known`: whether all of a cycle is there until now."""
        stream, fact = entry["stream"], entry["fact"]
        standing = self.cycles[stream]
        parent = (fact.get("opening") or standing.cycle.opening).get("parent")
        if parent and not known(parent["cycle"]):
            self.apart.add(stream)
        elif parent:
            self.judge_child(entry, standing, self.cycles[parent["cycle"]], parent)
        if fact["kind"] == "position taken" and "cites" in fact:
            self.judge_cited(entry, standing, known)
        need(entry["via"] != "inside" or "cites" in fact or fact["kind"] != "position taken",
             "it comes from inside, and cites nothing there")

    def judge_child(self, entry, inner, outer, parent):
        fact, stream = entry["fact"], entry["stream"]
        seat = self.seats_for(outer, stream, parent)[0]
        need(seat and (seat.get("child") == stream or fact["kind"] != "cycle opened"),
             "the cycle around it does not know it")
        sent = entry["actor"] == entry["via"] == "rule" and "effective" not in entry
        if sent and fact["kind"] != "link issued":
            need(outer.at == entry["at"], "nothing happened then in the cycle around it")
        over = self.over(outer, seat, stream)
        if fact["kind"] == "cycle opened":
            need(sent, "only the cycle around it opens it")
            text = outer.cycle.revision
            inner.text = text
        elif fact["kind"] == "revision issued" and len(inner.said) == 1 and inner.text:
            need((fact["number"], fact["digest"]) == inner.text,
                 "it begins with another text than the cycle around it has")
        elif fact["kind"] == "abandoned" and sent:
            seats = self.seats_for(outer, stream, parent)
            need(any(self.over(outer, each, stream) for each in seats),
                 "the round around it was not over")
        elif not sent and inner.status in ALIVE:
            need(not over, "the round around it was over, and it went on")

    @staticmethod
    def seats_for(outer, stream, parent):
        """Those that name it, the newest first: one that carries an answer over keeps what ran for
        it. Else the one that it was opened for."""
        seats = [seat for this in reversed(outer.cycle.rounds) for seat in this["seats"]
                 if seat["child"] == stream]
        return seats or [outer.cycle.seats.get(parent["assignment"])]

    def runs_anew(self, seat, stream):
        """Inside a body whose answer stands, and has not been changed since."""
        opening = self.cycles[stream].cycle.opening
        return bool(opening and opening["parent"].get("answered")
                    and seat.get("child") == stream and stream not in self.spoken)

    def over(self, outer, seat, stream):
        """Whether a cycle that runs for the seat is told that it is over."""
        this = outer.cycle.round_of(seat)
        status, round_status = seat["status"], this["status"]
        says_more = this["kind"] == "comment" and status in ("answered", "outdated")
        anew = self.runs_anew(seat, stream)
        waits = status in ("awaited", "silent") or says_more or anew
        if status == "removed" or (
                seat.get("received") and this["kind"] != "comment" and not anew):
            return True
        if round_status in ("closed", "cancelled"):
            rest = outer.cycle.stage(this["stage"]).get("the rest") == "goes on"
            return (status in ("closed", "silent") or says_more or anew) and not (
                rest and round_status == "closed")
        if round_status in ("superseded", "undone"):
            return waits
        return outer.status == "abandoned" and waits and seat.get("child") == stream

    def judge_cited(self, entry, outer, known):
        fact = entry["fact"]
        cites, seat = fact["cites"], outer.cycle.known_seat(fact["assignment"])
        need(entry["via"] == "inside" and seat.get("child") == cites["cycle"] != "",
             "it does not cite the cycle that speaks for this seat")
        if not known(cites["cycle"]):
            self.uncited += 1
            return
        inner = self.cycles[cites["cycle"]]
        need((inner.at, inner.actor) == (entry["at"], entry["actor"]),
             "nobody acted so inside the body then")
        said = inner.said.get(cites["sequence"], {"kind": ""})
        if inner.cycle.opening["parent"]["kind"] != "inside":
            word = "abandoned" if said["kind"] == "abandoned" else said.get("outcome")
            need(word == fact["position"], "the sub-cycle did not end so")
        elif said["kind"] == "position taken":
            need(said.get("proposes", fact["position"]) == fact["position"],
                 "nobody inside the body proposed that")
        else:
            need(said["kind"] == "comment submitted", "nobody inside the body proposed that")

    def take(self, entry, withheld):
        fact, stream = entry["fact"], entry["stream"]
        self.cycles[stream].take(entry)
        self.named.pop(stream, None)
        if fact["kind"] == "position taken":
            self.spoken.add(self.cycles[stream].cycle.known_seat(fact["assignment"]).get("child"))
        seats = fact.get("seats", []) if fact["kind"] == "round opened" else [
            late["seat"] for late in fact.get("seats", [])]
        begun = [seat["child"] for seat in seats if seat.get("child") and "carried" not in seat]
        for child in [*begun, *fact.get("inside", {}).values()]:
            if child not in self.cycles:
                self.named[child] = withheld

    def end(self, stream, known, passed):
        standing = self.cycles[stream]
        standing.end(passed)
        parent = standing.cycle.opening.get("parent")
        if not parent or not known(parent["cycle"]) or standing.status not in ALIVE:
            return
        outer = self.cycles[parent["cycle"]]
        need(not self.over(outer, self.seats_for(outer, stream, parent)[0], stream),
             "the round around it was over, and it went on")

    def never_began(self, withheld):
        for child, before in self.named.items():
            need(withheld > before, f"{child} was to run for a round, and never began")
