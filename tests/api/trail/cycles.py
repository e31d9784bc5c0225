"""What the entries of a cycle add up to, and whether its figures, results, ways and outcome follow
from its definition. Written from docs/formats/trail.md and docs/language.md alone."""
from flaws import need
from forms import canonical, sha256
from rules import Expression, Round, Unknown, as_list, read_yaml


def place_of(added, bodies):
    """Before the body whose place it takes, else last."""
    instead = added.get("instead")
    return bodies.index(instead) if instead in bodies else len(bodies)


FINAL = {"settled", "left", "branches done", "revision", "meeting"}


class Cycle:
    """One history. `counted`, `derived`: closings whose figures, and whose results, were computed
    again; `unknown`: why something was not."""

    def __init__(self, sources, forms):
        self.sources = sources  # digest of a definition -> its YAML
        self.forms = forms      # docs/formats/facts.md
        self.opening, self.revision = None, None
        self.rounds, self.seats, self.comments = [], {}, {}
        self.seals, self.opened = {}, 0  # sequence -> what was sealed there and not opened yet
        self.ways = []        # still to be taken, the next one last: (from, what, name)
        self.restarts = []    # stages whose rounds a revision has outdated
        self.ended = None
        self.counted = self.derived = 0
        self.unknown = set()
        self.definition = None

    def take(self, fact, sequence):
        self.sequence = sequence
        self.fold(fact)

    def fold(self, fact):
        handler = getattr(self, "on_" + fact["kind"].replace(" ", "_"), None)
        if handler:
            handler(fact)

    # ---- the way

    def stage(self, name):
        return (self.definition or {}).get("stages", {}).get(name, {})

    def targets(self, name):
        """Stages that a stage's ways lead to."""
        stage = self.stage(name)
        ways = [*stage.get("then", {}).values(), *as_list(stage.get("branches", []))]
        if stage.get("at most"):
            ways.append(stage["at most"].split("then ", 1)[1].strip())
        return [way for way in ways if way in self.definition["stages"]]

    def branch(self, start):
        """The stages of a branch, those of blocks inside it included."""
        inside, further = set(), [start]
        while further:
            name = further.pop()
            if name not in inside:
                inside.add(name)
                further += self.targets(name)
        return inside

    def arrive(self, what, name):
        if what == "stage" and name in self.restarts:
            self.restarts.remove(name)
        elif self.definition and self.ways:
            _, *way = self.ways.pop()
            need(way == [what, name], f"the way leads to {way}, not to {what} {name}")

    def go_on(self, stage, result):
        if self.definition is None:
            return
        then = self.stage(stage).get("then", {})
        need(result in then, f"{stage} has no way for {result}")
        target = then[result]
        for _ in range(len(self.definition["stages"])):
            limit = self.stage(target).get("at most")
            held = sum(r["stage"] == target and r["status"] != "undone" for r in self.rounds)
            if not limit or held < int(limit.split(" ")[0]):
                break
            target = limit.split("then ", 1)[1].strip()
        for what, words in (("end", "end as "), ("leave", "leave as ")):
            if target.startswith(words):
                self.ways.append((stage, what, target[len(words):]))
                return
        self.ways.append((stage, "done" if target == "done" else "stage", target))

    def on_branch_done(self, fact):
        if not (self.definition and self.ways):
            return
        stage, what, _ = self.ways.pop()
        need(what == "done" and stage in self.branch(fact["branch"]),
             f"the way does not lead to the end of the branch {fact['branch']}")
        self.rounds[fact["round"]].setdefault("done", []).append(fact["branch"])

    def close_block(self, this, fact):
        """Its branches have joined, or a way in one of them leaves it; nothing in it goes on."""
        stage = self.stage(this["stage"])
        inside = set().union(*(self.branch(start) for start in stage["branches"]))
        leaves = bool(self.ways) and self.ways[-1][1] == "leave"
        need(leaves == (fact["how"] == "left"), "whether a way left the block is not as it says")
        if leaves:
            need(self.ways.pop()[2] == fact["result"], "it leaves the block with another result")
        elif fact["result"] != "overdue":
            joins, branches = str(stage.get("joins", "when all are done")), stage["branches"]
            needed = 1 if "any" in joins else next(
                (int(word) for word in joins.split(" ") if word.isdigit()), len(branches))
            need(fact["result"] == "joined" and
                 len(this.get("done", [])) >= min(needed, len(branches)),
                 "its branches have not joined")
        self.ways = [way for way in self.ways if way[0] not in inside | {this["stage"]}]
        need(not any(r["stage"] in inside and r["status"] == "open" for r in self.rounds),
             "a round is open in a block that is over")

    # ---- facts

    def on_cycle_opened(self, fact):
        self.opening = fact["opening"]
        self.read_definition()
        if self.definition:
            self.ways = [("", "stage", self.definition["start"])]

    def read_definition(self):
        source = self.sources.get(self.opening["definition"]["digest"])
        self.definition = None
        try:
            self.definition = read_yaml(source) if source else None
        except Unknown as why:
            self.unknown.add(str(why))

    def seat(self, seat):
        carried = seat.get("carried") or {}
        return {"id": seat["id"], "body": seat.get("body", ""), "roles": seat.get("roles", []),
                "function": seat.get("function", ""), "people": seat.get("people", []),
                "status": seat["status"], "position": carried.get("position"),
                "child": seat.get("child", "")}

    def round_of(self, seat):
        return next(r for r in self.rounds if any(s is seat for s in r["seats"]))

    def revises(self, body):
        """Whether the text is the body's to revise: it leads, or sits at an open revise stage."""
        asked = (s["body"] for r in self.rounds if r["kind"] == "revise" and r["status"] == "open"
                 for s in r["seats"] if s["status"] != "removed")
        return body in self.opening.get("roles", {}).get("lead", []) or body in asked

    def known_seat(self, name):
        need(name in self.seats, f"it names {name}, an assignment that was never made")
        return self.seats[name]

    def known_round(self, index):
        need(index < len(self.rounds), "it names a round that was never opened")
        return self.rounds[index]

    def on_revision_issued(self, fact):
        before = self.revision[0] if self.revision else fact["number"] - 1
        need(fact["number"] == before + 1, "it skips a revision")
        self.revision = (fact["number"], fact["digest"])

    def said_in_time(self, fact):
        """In an open round, and of a position on the text in force."""
        seat = self.known_seat(fact["assignment"])
        need(self.round_of(seat)["status"] == "open", "the round was closed")
        if self.revision:
            need((fact["revision"], fact["digest"]) == self.revision,
                 "it was given to another text than the one in force")

    def on_round_opened(self, fact):
        self.arrive("stage", fact["stage"])
        need(not self.definition or fact["stage"] in self.definition["stages"],
             f"the definition has no stage {fact['stage']}")
        text = self.revision[0] if self.revision else 0
        need(fact.get("revision", 0) == text, "it is not on the text in force")
        seats = [self.seat(seat) for seat in fact.get("seats", [])]
        self.rounds.append({"stage": fact["stage"], "kind": fact["stage_kind"], "status": "open",
                            "seats": seats})
        self.seats.update({seat["id"]: seat for seat in seats})
        if fact["stage_kind"] == "parallel" and self.definition:
            branches = self.stage(fact["stage"])["branches"]
            self.ways += [(fact["stage"], "stage", start) for start in reversed(branches)]

    def on_stage_skipped(self, fact):
        """For its condition, or since nobody could be asked; for nothing else."""
        self.arrive("stage", fact["stage"])
        need(fact["why"] in ("condition", "nobody at this level"),
             f"a stage is not skipped for \"{fact['why']}\"")
        condition = self.stage(fact["stage"]).get("when")
        if self.definition and fact["why"] == "condition":
            need(condition, "the stage has no condition")
            try:
                need(not self.holds(condition), "the stage's condition held")
            except Unknown as why:
                self.unknown.add(str(why))
        elif self.definition:
            need(not self.is_anybody_asked(fact["stage"]), "there was somebody to ask")
        self.go_on(fact["stage"], fact["result"])

    def holds(self, condition):
        counted = Round({}, [], {}, self.attributes(), 0)
        return Expression(condition, counted, self.definition.get("roles", {}),
                          self.definition.get("attributes", {})).value()

    def is_anybody_asked(self, name):
        """A body that is bound to one of the stage's roles; of a level, who has the function is the
        registry's to say, and of what runs for each choice, the choices."""
        stage = self.stage(name)
        return any(self.opening.get("roles", {}).get(who)
                   for who in as_list(stage.get("who", []))
                   if who in self.definition.get("roles", {})) and "over" not in stage

    def on_way_chosen(self, fact):
        self.arrive("stage", fact["stage"])
        self.go_on(fact["stage"], fact["way"])

    def on_position_taken(self, fact):
        self.said_in_time(fact)
        self.count_position(fact)

    def count_position(self, fact):
        seat = self.known_seat(fact["assignment"])
        seat.update(position=fact["position"], status=fact["status"],
                    received=fact.get("received", ""))
        self.on_comments_made(fact)

    def on_comments_made(self, fact):
        seat = self.known_seat(fact["assignment"])
        stage = self.round_of(seat)["stage"]
        for comment in fact.get("comments", []):
            self.comments[comment["id"]] = {"body": seat["body"], "stage": stage,
                                            "force": comment["force"], "status": "open"}

    def on_answer_sealed(self, fact):
        self.seals[self.sequence] = fact
        if fact.get("position"):
            self.said_in_time(fact)
            self.seats[fact["assignment"]].update(status="answered", position=None,
                                                  received=fact.get("received", ""))

    def on_answer_opened(self, fact):
        """What was said is known, and counts, from here on."""
        first = min((n for n, s in self.seals.items() if s["round"] == fact["round"]), default=0)
        need(first == fact["sealed"], "another answer was sealed before it, and is not opened yet")
        seal = self.seals.pop(fact["sealed"], None)
        need(seal is not None and seal["round"] == fact["round"],
             "it opens a seal that is not there")
        said = fact["fact"]
        opened = sha256(bytes.fromhex(fact["salt"]), canonical(said).encode())
        need(opened.hex() == seal["commitment"], "what was opened is not what was sealed")
        need(said.get("assignment", seal["assignment"]) == seal["assignment"], "another's answer")
        if said["kind"] == "position taken":
            for name in ("revision", "digest", "received", "cites", "late"):
                need(said.get(name) == seal.get(name), f"its {name} is not the sealed one's")
        self.opened += 1
        seat = self.seats[seal["assignment"]]
        removed = seat["status"] == "removed"
        if said["kind"] == "position taken":
            self.count_position(said)
        else:
            self.fold(said)
        if removed:
            seat["status"] = "removed"

    def on_migrated(self, fact):
        """From here on by another version of the definition, whose stages may have other names."""
        names = fact.get("stages", {})
        for this in [*self.rounds, *self.comments.values()]:
            this["stage"] = names.get(this["stage"], this["stage"])
        self.ways = [(names.get(start, start), what, names.get(to, to) if what == "stage" else to)
                     for start, what, to in self.ways]
        self.opening["definition"] = fact["definition"]
        self.read_definition()

    def on_block_lifted(self, fact):
        self.seats[fact["assignment"]]["status"] = "lifted"

    def on_comment_lifted(self, fact):
        self.comments[fact["comment"]]["status"] = "lifted"

    def on_comment_withdrawn(self, fact):
        self.comments[fact["comment"]]["status"] = "withdrawn"

    def on_silence_counted(self, fact):
        this = self.known_round(fact["round"])
        for name in fact["assignments"]:
            seat = self.known_seat(name)
            need(seat["status"] == "awaited", "silence of one who was not awaited")
            need(not self.definition or
                 self.silence(self.stage(this["stage"]), seat) == fact["position"],
                 f"the silence of {seat['body']} does not count as {fact['position']}")
            seat.update(status="silent", position=fact["position"])

    def on_reminded(self, fact):
        """Whoever has still to act, and nobody of another round. A level inside a body that has an
        end of its own is reminded of that one only."""
        if "commitment" in fact:
            return
        level = fact.get("level")
        seats = self.known_round(fact["round"])["seats"]
        told = fact.get("assignments", [])
        need(all(any(s["id"] == name for s in seats) for name in told),
             "it reminds of another round")
        if self.may_be_left():
            return need(not told, "it reminds where nobody has to act")
        need(all(s["id"] in told for s in seats
                 if s["status"] in ("awaited", "outdated") and s["body"] != "anyone"
                 and (s["id"] == level if level else "ends" not in s)),
             "it does not remind all who had still to act")

    def may_be_left(self):
        """It runs inside a body whose answer stands, and nobody has begun to change that."""
        return self.opening.get("parent", {}).get("answered") and all(
            seat["position"] is None for seat in self.seats.values())

    def on_end_date_set(self, fact):
        self.known_seat(fact["assignment"])["ends"] = fact["due"]

    def on_resumed(self, fact):
        for due in fact.get("dues", []):
            if due["kind"] == "assignment due" and "ends" in self.known_seat(due["whom"]):
                self.seats[due["whom"]]["ends"] = due["at"]

    on_taken_up = on_resumed

    def on_position_lapsed(self, fact):
        for name in fact["assignments"]:
            self.seats[name].update(status="awaited", position=None, received="")
        for name in fact.get("comments", []):
            self.comments[name]["status"] = "lapsed"

    def on_round_superseded(self, fact):
        self.rounds[fact["round"]]["status"] = "superseded"
        for name in fact.get("outdated", []):
            self.seats[name]["status"] = "outdated"
        self.restarts.append(self.rounds[fact["round"]]["stage"])

    def on_round_cancelled(self, fact):
        self.close(self.rounds[fact["round"]], "cancelled")

    def on_participant_removed(self, fact):
        for bodies in self.opening.get("roles", {}).values():
            while fact["body"] in bodies:
                bodies.remove(fact["body"])
        for name in fact.get("assignments", []):
            self.seats[name]["status"] = "removed"

    def on_participant_added(self, fact):
        for late in fact.get("seats", []):
            known = self.seats.get(late["seat"]["id"])
            if known:
                known["roles"] = late["seat"].get("roles", [])
                continue
            seat = self.seat(late["seat"])
            seats = self.rounds[late["round"]]["seats"]
            seats.insert(place_of(fact, [each["body"] for each in seats]), seat)
            self.seats[seat["id"]] = seat
        for weight, value in fact.get("weights", {}).items():
            self.opening.setdefault("weights", {}).setdefault(weight, {})[fact["body"]] = value
        bodies = self.opening["roles"].setdefault(fact["role"], [])
        bodies.insert(place_of(fact, bodies), fact["body"])

    def on_commitments_passed_on(self, fact):
        for late in fact.get("seats", []):
            seat = self.seat(late["seat"])
            self.rounds[late["round"]]["seats"].append(seat)
            self.seats[seat["id"]] = seat

    def on_extended(self, fact):
        self.reopen(fact)

    def on_reopened(self, fact):
        self.reopen(fact)

    def reopen(self, fact):
        for index in fact.get("undone", []):
            self.rounds[index]["status"] = "undone"
        this = self.rounds[fact["round"]]
        if this["status"] == "closed":
            this["status"], self.ways, self.ended = "open", [], None
            for seat in this["seats"]:
                if seat["status"] == "closed":
                    seat["status"] = "awaited"
        for name in fact.get("voided", []):
            self.seats[name].update(status="awaited", position=None)
        for name, child in fact.get("inside", {}).items():
            self.seats[name]["child"] = child
        for seat in this["seats"]:
            if "assignment" not in fact and seat.get("ends", "") >= fact["due"]:
                del seat["ends"]

    def on_cycle_ended(self, fact):
        self.arrive("end", fact["outcome"])
        self.ended = fact["outcome"]

    @staticmethod
    def close(this, status):
        this["status"] = status
        for seat in this["seats"]:
            if seat["status"] == "awaited":
                seat["status"] = "closed"

    def on_round_closed(self, fact):
        this = self.known_round(fact["round"])
        need(this["status"] == "open", "the round was not open")
        need(self.forms.may_close(fact["how"], this["kind"]),
             f"a stage of the kind {this['kind']} does not close by \"{fact['how']}\"")
        need(all(seal["round"] != fact["round"] for seal in self.seals.values()),
             "it closes over answers that were not opened")
        for figure in fact.get("tally", []):
            given = [s for s in this["seats"] if s["position"] == figure["position"]
                     and s["status"] in ("answered", "blocking", "silent")]
            silent = sum(s["status"] == "silent" for s in given)
            need((figure["count"], figure["silent"]) == (len(given), silent),
                 f"{figure['count']} for {figure['position']}, given were {len(given)}")
        self.counted += 1
        if self.definition:
            self.check_result(this, fact)
        if this["kind"] == "parallel" and self.definition:
            self.close_block(this, fact)
        self.close(this, "closed")
        self.go_on(this["stage"], fact["result"])

    # ---- results

    def check_result(self, this, fact):
        stage, how = self.stage(this["stage"]), fact.get("how")
        if fact["result"] == "overdue" or how in FINAL or (how == "act" and this["kind"] in (
                "ballot", "revise")):
            return
        try:
            result = self.result(this, stage)
        except Unknown as why:
            self.unknown.add(str(why))
            return
        if result is not None:
            need(result == fact["result"], f"the rule gives {result}, not {fact['result']}")
            self.derived += 1

    def result(self, this, stage):
        kind = this["kind"]
        seats = [s for s in this["seats"] if s["status"] not in ("removed", "skipped")]
        blocking = any(s["status"] == "blocking" for s in seats)
        if kind in ("comment", "circulate"):
            return "closed" if kind == "comment" else "settled"
        if kind == "silence":
            return "broken" if blocking else "adopted"
        if kind == "sign off":
            return self.signed(stage, seats)
        if kind == "ballot" or (kind == "each" and stage.get("passes")):
            return self.ballot(stage, seats, kind, blocking)
        return None

    @staticmethod
    def signed(stage, seats):
        needs = str(stage.get("needs", "all of"))
        needed = 1 if needs.startswith("any") else len(seats)
        if needs.split(" ")[0].isdigit():
            needed = min(int(needs.split(" ")[0]), len(seats))
        if sum(s["status"] == "answered" for s in seats) >= needed:
            return "signed"
        declined = sum(s["status"] == "blocking" for s in seats)
        return "declined" if declined > len(seats) - needed else None

    def ballot(self, stage, seats, kind, blocking):
        then, roles = stage.get("then", {}), self.definition.get("roles", {})
        conditions = sum(
            c["force"] == "condition" and c["status"] == "open"
            and c["stage"] == self.name_of(stage)
            and any(s["body"] == c["body"] for s in seats) for c in self.comments.values())
        counted = Round(stage, seats, self.opening.get("weights", {}), self.attributes(),
                        conditions)
        must = any(s["status"] in ("awaited", "outdated")
                   and self.silence(stage, s) == "must answer" for s in seats)
        if kind == "ballot" and must:
            return "awaiting" if "awaiting" in then else "not passed"

        def holds(text):
            return Expression(text, counted, roles, self.definition.get("attributes", {})).value()
        if stage.get("quorum") and not holds(stage["quorum"]):
            return "no quorum" if "no quorum" in then else "not passed"
        return "passed" if not blocking and holds(stage["passes"]) else "not passed"

    def name_of(self, stage):
        return next(name for name, other in self.definition["stages"].items() if other is stage)

    def attributes(self):
        return self.opening.get("attributes", {})

    def silence(self, stage, seat):
        roles = self.definition.get("roles", {})
        for who in as_list(stage.get("who", [])):
            if who in seat["roles"] and who in roles:
                return roles[who].get("silence")
        return next((r.get("silence") for r in roles.values() if r.get("body") == seat["body"]),
                    None)

    def end(self):
        need(not self.ways, f"it stops on the way to {self.ways}")
