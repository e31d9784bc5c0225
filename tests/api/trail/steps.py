"""Who wrote an entry, how they came in, and what it follows from, as docs/formats/trail.md and
docs/formats/facts.md have it: nothing that is due is overtaken, nothing happens by itself that was
not due, and whoever speaks for a body is of that body."""
from flaws import need

# The first fact of what a rule decides without a due time of this cycle's own: since something
# happened in the cycle around, in the registry, or, by "inside", in a cycle inside.
BY_RULE_FROM_ELSEWHERE = {"cycle opened", "abandoned", "extended", "suspended", "resumed",
                          "deferred", "taken up", "link issued"}
BY_RULE_FROM_INSIDE = {"position taken", "answer sealed"}
BY_RULE_ONLY = {"silence counted", "position lapsed", "round fell due", "reminded", "escalated",
                "commitment fell due"}
FOLLOWS_ONLY = {"stage skipped", "way chosen", "round opened", "round qualified", "branch done",
                "round disqualified", "round superseded", "cycle ended"}
CLOSES_BY_ITSELF = {"act", "due", "grace"}
ACTS = {"extended", "shortened", "suspended", "resumed", "deferred", "taken up", "reopened",
        "abandoned", "minimum waived", "participant added", "participant removed",
        "commitments passed on"}
OF_COMMITMENTS = {"commitment remind", "commitment due"}
ENDS_SEALS = {"round closed", "round cancelled", "round superseded", "position lapsed"}


class House:
    """The registry as it stood: who there is, and what they may."""

    def __init__(self):
        self.people, self.tokens, self.delegations = {}, {}, {}
        self.is_known = False  # else the registry is withheld, and nobody can be judged by it

    def take(self, fact):
        self.is_known = True
        kind = fact["kind"]
        if kind == "person registered":
            self.people[fact["id"]] = {**fact, "active": True}
        elif kind == "person left" and fact["id"] in self.people:
            self.people[fact["id"]]["active"] = False
        elif kind == "token issued":
            self.tokens[fact["token"]["id"]] = fact["token"]
        elif kind == "token revoked" and fact["id"] in self.tokens:
            self.tokens[fact["id"]] = {**self.tokens[fact["id"]], "revoked": True}
        elif kind == "delegation given":
            self.delegations[fact["delegation"]["id"]] = fact["delegation"]
        elif kind == "delegation consented" and fact["id"] in self.delegations:
            self.delegations[fact["id"]] = {**self.delegations[fact["id"]],
                                            "awaits_consent": False}
        elif kind == "delegation ended":
            self.delegations.pop(fact["id"], None)

    def is_secretariat(self, entry):
        actor = entry["actor"]
        if actor == "control":
            return True
        if entry["via"] == "link":
            return False
        person, token = self.people.get(actor), self.tokens.get(actor)
        return bool(person and person["active"] and "secretariat" in person.get("roles", [])
                    or token and not token.get("revoked") and token["role"] == "secretariat")

    def speaks_for(self, entry, seat):
        if entry["actor"] == "anyone":
            return seat["body"] == "anyone"
        token = self.tokens.get(entry["actor"])
        if token and not seat["function"]:
            return not token.get("revoked") and token.get("body") == seat["body"] != ""
        person = self.people.get(entry.get("for", entry["actor"]))
        if not person or not person["active"]:
            return False
        if seat["function"]:
            return person["body"] == seat["body"] and person["function"] == seat["function"]
        return person["id"] in seat["people"] or person["body"] == seat["body"]

    def body_of(self, entry):
        person, token = self.people.get(entry["actor"]), self.tokens.get(entry["actor"])
        if person:
            return person["body"] if person["active"] else ""
        return token.get("body", "") if token and not token.get("revoked") else entry["actor"]

    def comes_in(self, entry):
        actor, via = entry["actor"], entry["via"]
        return {"page": actor in self.people, "link": actor in self.people,
                "api": actor in self.tokens, "control": actor == "control",
                "public": actor == "anyone", "rule": actor == "rule",
                "inside": actor in ("rule", "control", "anyone") or actor in self.people
                or actor in self.tokens}.get(via, False)

    def acts_for(self, entry, cycles):
        return any(d["person"] == entry["for"] and d["delegate"] == entry["actor"]
                   and d.get("cycle", "") in ("", *cycles) and not d.get("awaits_consent")
                   and d["from"] <= entry["at"] < d.get("until", "9")
                   for d in self.delegations.values())


class Course:
    """What is to come in one cycle, and from what each of its entries follows."""

    def __init__(self):
        self.due, self.running, self.last, self.falling = [], True, None, None
        self.opens = None  # the round whose seals are being opened
        self.behind = None  # when something was planned for a time that had passed
        self.parked = None  # how many times stand still, while the cycle does

    # ---- before the entry counts

    def judge(self, entry, cycle, house):
        fact, effective = entry["fact"], entry.get("effective")
        heading = tuple(entry.get(name) for name in ("at", "actor", "via", "effective"))
        follows, self.last = self.last == heading, heading
        by_rule = entry["actor"] == "rule"
        if house.is_known:
            need(house.comes_in(entry), f"{entry['actor']} does not come in by {entry['via']}")
            self.judge_delegation(entry, cycle, house)
            self.judge_actor(entry, cycle, house)
        self.judge_opened(fact, follows)
        if effective is not None:
            self.judge_effective(entry, cycle, follows)
        else:
            self.falling = None
            elsewhere = (BY_RULE_FROM_INSIDE if entry["via"] == "inside"
                         else BY_RULE_FROM_ELSEWHERE)
            need(not by_rule or follows or fact["kind"] in elsewhere,
                 "it does not say which due time it follows from")
            need(by_rule or not self.due or self.due[0]["at"] > entry["at"],
                 "something fell due before it, and was not decided first")
        need(by_rule or fact["kind"] not in BY_RULE_ONLY, f"\"{fact['kind']}\" is by rule only")
        must_follow = fact["kind"] in FOLLOWS_ONLY or (
            fact["kind"] == "round closed" and fact["how"] not in CLOSES_BY_ITSELF)
        need(follows or not must_follow, "nothing that was done, or fell due, brought it about")

    def judge_delegation(self, entry, cycle, house):
        if "for" in entry and entry["via"] != "inside":
            around = cycle.opening.get("parent", {}).get("cycle", "") if cycle.opening else ""
            need(house.acts_for(entry, (entry["stream"], around)),
                 "whoever acted for another had no delegation")

    @staticmethod
    def judge_actor(entry, cycle, house):
        fact, kind = entry["fact"], entry["fact"]["kind"]
        if entry["actor"] == "rule" or entry["via"] == "inside":
            return
        if kind == "cycle opened":
            need(house.is_secretariat(entry), "only the secretariat opens a cycle")
        elif kind in ("position taken", "position late", "answer sealed", "comments made"):
            seat = cycle.seats[fact["assignment"]]
            if fact.get("received"):
                need(house.is_secretariat(entry), "only the secretariat writes down what came in")
            elif "cites" not in fact:
                need(house.speaks_for(entry, seat), "whoever did it does not speak for the body")
        elif kind in ("comment lifted", "comment withdrawn", "comment maintained"):
            whose = cycle.comments[fact["comment"]]["body"]
            by_letter = "received" in fact and house.is_secretariat(entry)
            need(by_letter or house.body_of(entry) == whose,
                 "only the body that made a comment does this")
        elif kind == "revision issued":
            need(fact.get("reason") or not cycle.rounds or cycle.revises(house.body_of(entry)),
                 "it carries no reason")
        elif kind in ACTS:
            need("seal" in entry, "it carries no reason")
            need(house.is_secretariat(entry) or cycle.definition is None
                 or "may" in cycle.definition, "whoever did it may not")

    def judge_opened(self, fact, follows):
        """Seals are opened right before what ends their round."""
        if self.opens is not None:
            ends = fact["kind"] in ENDS_SEALS or fact["kind"] == "answer opened"
            need(follows and ends and fact["round"] == self.opens,
                 "answers were opened, and their round went on")
        self.opens = fact["round"] if fact["kind"] == "answer opened" else None

    def judge_effective(self, entry, cycle, follows):
        effective = entry["effective"]
        need(effective <= entry["at"], "it took effect before its time")
        need(entry["actor"] == entry["via"] == "rule", "what people do takes effect when done")
        front = self.due[0] if self.due else None
        if front and front["at"] == effective and self.begins(front, entry["fact"], cycle):
            self.falling = front
        else:
            need(follows and self.falling, "it is not what was due then")

    @staticmethod
    def begins(due, fact, cycle):
        """Whether it is the first thing that follows from what lies in front."""
        kind, whom = fact["kind"], due.get("whom", "")
        if kind in ("reminded", "commitment fell due"):
            commitment = fact.get("commitment", "")
            of = {"reminded": "commitment remind" if commitment else "remind",
                  "commitment fell due": "commitment due"}[kind]
            return (due["kind"], due["round"], whom) == (
                of, fact["round"], commitment or fact.get("level", ""))
        if kind == "escalated":
            return (due["kind"], due["round"], whom) == ("escalate", fact["round"], fact["to"])
        if kind == "taken up":
            return due["kind"] == "take up"
        if due["kind"] not in ("due", "assignment due", "grace") or "round" not in fact:
            return False
        if kind == "round fell due":
            of = "grace" if fact.get("grace") else (
                "assignment due" if "assignment" in fact else "due")
            return (due["kind"], due["round"], whom) == (
                of, fact["round"], fact.get("assignment", ""))
        block = cycle.rounds[due["round"]]["kind"] == "parallel"
        here = fact["round"] == due["round"] or block
        if kind == "round closed":
            return here and fact["how"] in ("due", "grace")
        return here and kind in ("silence counted", "position lapsed", "answer opened",
                                 "round cancelled")

    # ---- as it counts

    def take(self, fact, at):
        handler = getattr(self, "on_" + fact["kind"].replace(" ", "_"), None)
        passed = sum(due["at"] <= at for due in self.due)
        if handler:
            handler(fact)
        if sum(due["at"] <= at for due in self.due) > passed:
            self.behind = at

    def add(self, dues):
        self.due = sorted(self.due + dues, key=lambda due: due["at"])

    def drop(self, round_, kind=None, whom=""):
        """Of the kind the one, else all of the round: those of commitments are not the round's."""
        for due in list(self.due):
            if due["round"] != round_:
                continue
            if not kind:
                if due["kind"] not in OF_COMMITMENTS:
                    self.due.remove(due)
            elif due["kind"] == kind and due.get("whom", "") == whom:
                return self.due.remove(due)

    def on_round_opened(self, fact):
        self.add(fact.get("dues", []))

    def on_round_closed(self, fact):
        self.drop(fact["round"])

    on_round_cancelled = on_round_superseded = on_round_closed

    def on_round_fell_due(self, fact):
        if fact.get("grace"):
            return self.drop(fact["round"], "grace")
        kind = "assignment due" if "assignment" in fact else "due"
        self.drop(fact["round"], kind, fact.get("assignment", ""))

    def on_reminded(self, fact):
        kind = "commitment remind" if "commitment" in fact else "remind"
        self.drop(fact["round"], kind, fact.get("commitment", fact.get("level", "")))

    def on_escalated(self, fact):
        self.drop(fact["round"], "escalate", fact["to"])

    def on_extended(self, fact):
        for index in [*fact.get("undone", []), fact["round"]]:
            self.drop(index)
        self.add(fact.get("dues", []))

    def on_shortened(self, fact):
        self.drop(fact["round"])
        self.add(fact["dues"])

    def on_reopened(self, fact):
        for index in fact.get("undone", []):
            self.drop(index)
        self.add(fact.get("dues", []))

    def on_suspended(self, fact):
        self.parked, self.due = len(self.due), []

    def on_deferred(self, fact):
        self.parked = len(self.due)
        self.due = [{"at": fact["until"], "kind": "take up", "round": 0}] if "until" in fact else []

    def on_resumed(self, fact):
        need(self.parked in (None, len(fact.get("dues", []))), "not all goes on that stood still")
        self.parked, self.due = None, []
        self.add(fact.get("dues", []))

    on_taken_up = on_resumed

    def on_cycle_ended(self, fact):
        self.due = [due for due in self.due if due["kind"] in OF_COMMITMENTS]

    def on_abandoned(self, fact):
        self.parked = None
        self.due = []

    def on_end_date_set(self, fact):
        self.due = [due for due in self.due if due.get("whom") != fact["assignment"]]
        self.add(fact.get("reminders", []))
        self.add([{"at": fact["due"], "kind": "assignment due", "round": fact["round"],
                   "whom": fact["assignment"]}])

    def on_commitment_made(self, fact):
        self.add(fact.get("dues", []))

    def on_commitment_reported(self, fact):
        if fact["status"] in ("done", "dropped"):
            self.due = [due for due in self.due if due.get("whom") != fact["commitment"]]

    def on_commitment_fell_due(self, fact):
        self.drop(fact["round"], "commitment due", fact["commitment"])
