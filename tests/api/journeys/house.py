"""A server of our own on a free loopback port, with a virtual clock, driven over HTTP only."""
import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


# The tests' own PARAPH_FAULTS is no setting of the server's, which refuses what it doesn't know.
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("PARAPH_")}


class Answer:
    def __init__(self, status, headers, text):
        self.status, self.headers, self.text = status, headers, text

    @property
    def json(self):
        return json.loads(self.text)


class House:
    def __init__(self, binary, start="2025-12-07T04:00:00Z", flags=()):
        self.binary, self.start, self.flags = binary, start, list(flags)
        self.folder = tempfile.mkdtemp(prefix="paraph-")
        self.data = os.path.join(self.folder, "house")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.environment = {}  # of the server, beside our own
        self.token = None
        atexit.register(self.abandon)
        self.serve()
        self.token = self.issue("secretariat")

    def run(self, *arguments, env=None):
        return subprocess.run([self.binary, *arguments], capture_output=True, text=True,
                              env={**ENVIRONMENT, **(env or {})})

    def issue(self, role, *more):
        made = self.run("token", "issue", "--role", role, "--data", self.data, *more)
        assert made.returncode == 0, made.stderr
        return made.stdout.strip()

    def auditor(self):
        """The token of an auditor whose reading of all cycles is noted, which holds for a day."""
        token = self.issue("auditor")
        self.post("/trail/readings", {}, token=token)
        return token

    def serve(self):
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}",
             "--public-url", self.url, "--clock", "virtual", "--clock-start", self.start,
             *self.flags], stderr=open(os.path.join(self.folder, "log"), "a"),
            env={**ENVIRONMENT, **self.environment})
        for _ in range(200):
            try:
                if urllib.request.urlopen(self.url + "/readyz", timeout=5).status == 200:
                    return
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, self.log()
                time.sleep(0.05)
        raise AssertionError("the server does not get ready: " + self.log())

    def log(self):
        return open(os.path.join(self.folder, "log")).read()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        code = self.process.wait(timeout=30)
        assert how != signal.SIGTERM or code == 0, f"exit {code}: {self.log()}"

    def restart(self, how=signal.SIGTERM):
        self.stop(how)
        self.serve()

    def close(self):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)

    def abandon(self):
        """A failed test leaves no server behind; its folder stays to be looked at."""
        if self.process and self.process.poll() is None:
            self.process.kill()

    def ask(self, method, path, body=None, token=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Authorization", "Bearer " + (token or self.token))
        data = body
        if isinstance(body, (dict, list)):
            data = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        elif isinstance(body, str):
            data = body.encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read().decode())

    def get(self, path, **more):
        answer = self.ask("GET", "/api/v1" + path, **more)
        assert answer.status == 200, f"GET {path}: {answer.status} {answer.text}"
        return answer.json

    def post(self, path, body, expect=(200, 201), **more):
        answer = self.ask("POST", "/api/v1" + path, body, **more)
        expect = expect if isinstance(expect, tuple) else (expect,)
        assert answer.status in expect, f"POST {path}: {answer.status} {answer.text}"
        return answer.json if answer.text else None

    def refused(self, problem, path, body, **more):
        answer = self.ask("POST", "/api/v1" + path, body, **more)
        assert answer.status >= 400, f"POST {path} was not refused: {answer.text}"
        assert answer.headers["Content-Type"] == "application/problem+json", answer.headers
        assert answer.json["type"].endswith("#" + problem), answer.text
        return answer.json

    def advance(self, to):
        return self.post("/clock/advance", {"to": to})

    def verify(self):
        """What lies on the disk is a sound trail."""
        checked = self.run("trail", "verify", "--data", self.data)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        return checked.stdout

    def publish(self, definition):
        answer = self.ask("POST", "/api/v1/definitions", definition,
                          Content_Type="application/yaml")
        assert answer.status == 201, answer.text

    def source(self, definition):
        """The YAML of a definition, as it was published last; every house has those that ship."""
        answer = self.ask("GET", "/api/v1/definitions/" + definition, Accept="application/yaml")
        assert answer.status == 200, answer.text
        return answer.text

    def body(self, name, roles=(), **people):
        """A body with one person for each function, `director="…"`; a focal point by default.
        `roles`: what they are in the house, "secretariat" or "auditor"."""
        people = people or {"focal_point": name + " Person"}
        return self.post("/bodies", {
            "id": name, "name": {"en": name.title()}, "kind": "ministry",
            "people": [{"name": who, "email": f"{function.replace('_', '.')}@{name}.example",
                        "function": function.replace("_", " "), "roles": list(roles)}
                       for function, who in people.items()]})

    def bodies(self, *names):
        for name in names:
            self.body(name)

    def seat(self, cycle, body):
        """The newest assignment of the body."""
        asked = self.get(f"/cycles/{cycle}/assignments")["items"]
        return next(seat["id"] for seat in reversed(asked) if seat["body"] == body)

    def position(self, cycle, body, position, expect=200, received="by letter", **more):
        state = self.get(f"/cycles/{cycle}")
        named = {"revision": state["revision"]["number"], "sha256": state["revision"]["sha256"]}
        return self.post(f"/cycles/{cycle}/positions",
                         {"body": body, "position": position, "received": received,
                          **named, **more}, expect)


def stage(cycle, name, number=None):
    found = [s for s in cycle["stages"] if s["name"] == name and number in (None, s["round"])]
    assert found, f"no stage {name} in {[s['name'] for s in cycle['stages']]}"
    return found[-1]
