"""Many writers at once: positions with comments, each marked, and what the server acknowledged."""
import asyncio
import json

WRITERS = 64
BODIES = 24


def furnish(house):
    house.body("chair")
    for n in range(BODIES):
        house.body(f"b{n}")


def open_cycle(house):
    return house.post("/cycles", {
        "definition": "silence-procedure", "title": "Under fire", "text": "One paragraph.",
        "roles": {"chair": "chair", "members": [f"b{n}" for n in range(BODIES)]}})


class Gone(Exception):
    """The server closed, or cut, the connection."""


class Connection:
    """Just enough of HTTP/1.1, kept alive; many of them go on one thread."""

    def __init__(self, port):
        self.port, self.streams = port, None

    async def ask(self, method, path, body=b"", **headers):
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        head += "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        try:
            if not self.streams:
                self.streams = await asyncio.open_connection("127.0.0.1", self.port)
            reader, writer = self.streams
            writer.write(head.encode() + b"\r\n" + body)
            answered = await reader.readuntil(b"\r\n\r\n")
            fields = answered.decode().lower().split("\r\n")
            length = next(int(f.split(":")[1]) for f in fields if f.startswith("content-length:"))
            text = await reader.readexactly(length)
            if "connection: close" in fields:
                self.close()
            return int(fields[0].split()[1]), text.decode()
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            raise Gone from None

    def close(self):
        if self.streams:
            self.streams[1].close()
        self.streams = None


class Writers:
    """Run on an event loop until the server is gone, or until so many were acknowledged."""

    def __init__(self, house, enough=10**9):
        self.house, self.cycle, self.enough = house, open_cycle(house), enough
        self.acknowledged = {}  # mark -> number of its entry
        self.refusals = []

    async def run(self):
        await asyncio.gather(*(self.write(n) for n in range(WRITERS)))

    async def write(self, number):
        connection, turn = Connection(self.house.port), 0
        try:
            while len(self.acknowledged) < self.enough:
                await self.decide(connection, number, turn)
                turn += 1
        except Gone:
            pass
        finally:
            connection.close()

    async def decide(self, connection, number, turn):
        mark = f"{number:03d}{turn:05d}"
        body = json.dumps({"body": f"b{(number + turn * WRITERS) % BODIES}", "position": "comment",
                           "received": "by letter", "comments": [{"text": f"mark-{mark}"}],
                           "revision": 1, "sha256": self.cycle["revision"]["sha256"]})
        status, text = await connection.ask(
            "POST", f"/api/v1/cycles/{self.cycle['id']}/positions", body.encode(),
            Authorization=f"Bearer {self.house.token}", Content_Type="application/json",
            Idempotency_Key=mark)
        if status == 200:
            self.acknowledged[mark] = json.loads(text)["entry"]
        else:
            self.refusals.append((status, text))

    def kept(self):
        """mark -> number, as the trail has it; fails where one is there twice."""
        found = {}
        for item in trail(self.house, self.cycle["id"]):
            if item["kind"] == "position taken":
                mark = item["private"]["text"]["comments"][0]["text"].removeprefix("mark-")
                assert mark not in found, f"{mark} is there twice"
                found[mark] = item["number"]
        return found

    def check(self, what):
        """Everything that was acknowledged is there, once, and under its number."""
        kept = self.kept()
        lost = {mark for mark, number in self.acknowledged.items() if kept.get(mark) != number}
        assert not lost, f"{what}: acknowledged, and lost: {sorted(lost)[:10]} of {len(lost)}"
        return len(self.acknowledged)


def trail(house, cycle):
    cursor = ""
    while cursor is not None:
        page = house.get(f"/cycles/{cycle}/trail?limit=500{cursor}")
        yield from page["items"]
        cursor = "&cursor=" + page["next"] if "next" in page else None


def verify(house):
    """The auditor's offline check of the whole house, which must be stopped."""
    done = house.run("trail", "verify", "--data", house.data)
    assert done.returncode == 0, done.stdout + done.stderr
