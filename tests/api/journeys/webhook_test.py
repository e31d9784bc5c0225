"""Webhooks from a real server to a real endpoint: what arrives, signed with what, and that a
private address is posted to only where the operator allows its network."""
import base64
import hashlib
import hmac
import http.server
import json
import queue
import sys
import threading
import time
import urllib.request

from house import House

PATIENCE = 20


class Endpoint(http.server.BaseHTTPRequestHandler):
    received = queue.Queue()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.put((self.headers, body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def is_signed(headers, body, secret):
    """Standard Webhooks 1.0.0."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    made = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return made in headers["webhook-signature"].split()


def allowed(binary, url):
    house = House(binary, flags=["--webhooks-allow-networks", "127.0.0.0/8"])
    subscribed = house.post("/webhooks", {"url": url, "events": ["body registered", "cycle ended"]},
                            token=house.issue("operator"))
    for number, name in enumerate(("labour", "health"), 1):
        house.body(name)
        headers, body = Endpoint.received.get(timeout=PATIENCE)
        assert is_signed(headers, body, subscribed["secret"]), dict(headers)
        event = json.loads(body)
        assert event["type"] == "paraph.body.registered", event
        assert event["id"] == headers["webhook-id"] and int(event["sequence"]) == number, event
        assert event["data"]["fact"]["id"] == name, event
        assert "paraph-checkpoint" not in headers, "only an outcome brings the log's head along"
    brings_the_head(house)
    tells_how_far_behind_it_is(house)
    streams(house)
    house.close()


def brings_the_head(house):
    """The delivery of an outcome carries a signed checkpoint of a log that holds it."""
    house.body("home")
    Endpoint.received.get(timeout=PATIENCE)
    cycle = house.post("/cycles", {
        "definition": "silence-procedure", "title": "Decision 7", "text": "Adopted.",
        "roles": {"chair": "labour", "members": ["health", "home"]}})["id"]
    house.position(cycle, "home", "object", reason="No.")
    headers, body = Endpoint.received.get(timeout=PATIENCE)
    event = json.loads(body)
    assert event["type"] == "paraph.cycle.ended" and event["subject"] == cycle, event
    note = base64.b64decode(headers["paraph-checkpoint"]).decode()
    origin, size, _root, _empty, signature = note.splitlines()
    assert int(size) > event["data"]["entry"] and signature.startswith(f"\u2014 {origin} "), note


def tells_how_far_behind_it_is(house):
    """Not at all, once everything that happened was looked at."""
    wanted = {'paraph_outbox_lag_entries{channel="mail"}': "0",
              'paraph_outbox_lag_entries{channel="webhook"}': "0",
              "paraph_http_connections": "1"}
    end = time.monotonic() + PATIENCE
    while True:
        lines = house.ask("GET", "/metrics").text.splitlines()
        seen = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        if wanted.items() <= seen.items():
            return
        assert time.monotonic() < end, {name: seen.get(name) for name in wanted}
        time.sleep(0.05)


def events_of(house, token, **headers):
    """An open stream of events, and its events one after the other."""
    request = urllib.request.Request(house.url + "/api/v1/events", headers={
        "Authorization": "Bearer " + token, **headers})
    stream = urllib.request.urlopen(request, timeout=PATIENCE)
    assert stream.headers["Content-Type"] == "text/event-stream", stream.headers
    event = {}
    while True:
        line = stream.readline().decode().rstrip("\n")
        if line and not line.startswith(":"):
            name, value = line.split(": ", 1)
            event[name] = value
        elif event:
            yield event
            event = {}


def streams(house):
    """The same events for whoever listens; a stream that broke off goes on behind its last."""
    token = house.issue("operator")
    log = [item for item in house.get("/trail?limit=500")["items"]]
    opened = next(item["number"] for item in log if item["kind"] == "cycle opened")
    heard = events_of(house, token, **{"Last-Event-ID": str(opened - 1)})
    first, second = next(heard), next(heard)
    assert first["event"] == "paraph.cycle.opened" and first["id"] == str(opened), first
    assert json.loads(first["data"])["subject"].startswith("cyc_"), first
    again = next(events_of(house, token, **{"Last-Event-ID": first["id"]}))
    assert again == second, (again, second)
    refused = house.ask("GET", "/api/v1/events", token=token, Last_Event_ID="1000000")
    assert refused.status == 422 and refused.json["where"] == "Last-Event-ID", refused.text
    assert house.ask("GET", "/api/v1/events", token=house.issue("participant", "--body", "home")
                     ).status == 403


def not_allowed(binary, url):
    house = House(binary)
    refused = house.refused("invalid", "/webhooks", {"url": url, "events": []},
                            token=house.issue("operator"))
    assert "127.0.0.1" in refused["detail"], refused
    house.close()


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/hook"
    allowed(sys.argv[1], url)
    not_allowed(sys.argv[1], url)
    assert Endpoint.received.empty()


main()
