#!/usr/bin/python3
"""An SMTP server on 127.0.0.1 that behaves as the recipient's name says, until stdin ends.

  smtp_server.py FOLDER [plain | starttls | login]

Prints its port. Each mail that it takes over becomes FOLDER/N.eml. With starttls it makes
FOLDER/ca.pem for "localhost" and takes no mail without TLS; with login, none without a login.
"""
import asyncio
import ssl
import subprocess
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

folder, mode = sys.argv[1], sys.argv[2]


class Handler:
    def __init__(self):
        self.taken = 0
        self.busy = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "nobody":
            return "550 5.1.1 No such mailbox"
        if name == "busy" and address not in self.busy:
            self.busy.add(address)
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "spam":
            return "554 5.7.1 Not this text"
        if name == "full" and address_once(self, "full"):
            return "452 4.2.2 Mailbox full"
        self.taken += 1
        with open(f"{folder}/{self.taken}.eml", "wb") as file:
            file.write(envelope.original_content)
        if name == "cut" and address_once(self, "cut"):
            server.transport.abort()
        return "250 Taken over"


def address_once(handler, name):
    first = name not in handler.busy
    handler.busy.add(name)
    return first


def tls_context():
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                    "-keyout", f"{folder}/key.pem", "-out", f"{folder}/ca.pem"],
                   check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/ca.pem", f"{folder}/key.pem")
    return context


def authenticate(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b"house", b"right")
    return AuthResult(success=right, handled=False)


async def main():
    options = {"hostname": "localhost"}
    if mode == "starttls":
        options |= {"tls_context": tls_context(), "require_starttls": True}
    if mode == "login":
        options |= {"authenticator": authenticate, "auth_required": True,
                    "auth_require_tls": False, "auth_exclude_mechanism": ["LOGIN"]}
        warnings.simplefilter("ignore")
    handler = Handler()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, loop=loop, **options), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    loop.add_reader(sys.stdin, ended.set)
    await ended.wait()


asyncio.run(main())
