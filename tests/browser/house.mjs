// A server of our own on a free loopback port, with a virtual clock and its mail caught; what the
// tests do beside the browser goes over HTTP, as everywhere.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export class House {
  static async start(binary, clockStart) {
    const house = new House();
    house.binary = binary;
    house.folder = mkdtempSync(path.join(os.tmpdir(), "paraph-browser-"));
    house.data = path.join(house.folder, "house");
    const port = await freePort();
    house.url = `http://127.0.0.1:${port}`;
    const log = openSync(path.join(house.folder, "log"), "a");
    house.process = spawn(binary, ["serve", "--data", house.data, "--listen", `127.0.0.1:${port}`,
      "--public-url", house.url, "--clock", "virtual", "--clock-start", clockStart],
    { stdio: ["ignore", log, log] });
    process.once("exit", () => house.process.kill());
    await house.ready();
    house.token = house.issue("secretariat");
    return house;
  }

  async ready() {
    for (let tries = 0; tries < 200; ++tries) {
      if (this.process.exitCode !== null) break;
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.status === 200) return;
      await pause(50);
    }
    throw new Error(`the server does not get ready: ${this.log()}`);
  }

  log() {
    return readFileSync(path.join(this.folder, "log"), "utf8");
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    await ended;
    rmSync(this.folder, { recursive: true });
  }

  issue(role) {
    const made = spawnSync(this.binary, ["token", "issue", "--role", role, "--data", this.data],
      { encoding: "utf8" });
    if (made.status !== 0) throw new Error(made.stderr);
    return made.stdout.trim();
  }

  async ask(method, target, body, token = this.token) {
    const answer = await fetch(this.url + target, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${target}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }
  get(target) {
    return this.ask("GET", `/api/v1${target}`);
  }
  post(target, body) {
    return this.ask("POST", `/api/v1${target}`, body);
  }

  body(id, names, person, more = {}) {
    return this.post("/bodies", {
      id, name: names, kind: "ministry",
      people: [{ email: `person@${id}.example`, function: "focal point", ...person, ...more }],
    });
  }

  /// The newest caught mail to the address whose subject holds the words: its text.
  async mail(address, words = "") {
    for (let tries = 0; tries < 100; ++tries) {
      const list = await (await fetch(`${this.url}/demo/mail`)).text();
      const rows = [...list.matchAll(/<li class="p-row">.*?href="([^"]+)">([^<]*)<.*?<\/li>/gs)];
      const row = rows.find((one) => one[0].includes(address) && one[2].includes(words));
      if (row) {
        const page = await (await fetch(this.url + row[1])).text();
        return { href: row[1], subject: row[2], text: page };
      }
      await pause(50);
    }
    throw new Error(`no mail to ${address} about "${words}"`);
  }

  /// The link in the newest such mail.
  async link(address, words) {
    const { text } = await this.mail(address, words);
    const found = text.match(/https?:\/\/[^\s"<]+\/(?:l|sign-in)\/[^\s"<]+/);
    if (!found) throw new Error(`no link in the mail to ${address}: ${text}`);
    return found[0];
  }

  async trailSize() {
    const note = await (await fetch(`${this.url}/api/v1/trail/checkpoint`)).text();
    return Number(note.match(/\n(\d+)\n/)?.[1] ?? JSON.parse(note).size);
  }
}
