// Our canonical bytes are those of npm's `canonicalize`, an implementation of RFC 8785 that shares
// nothing with ours, on as many random objects as asked for.
//
//   node compare.mjs WRITE_OBJECTS COUNT
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const canonicalize = createRequire(import.meta.url)("canonicalize");
const [tool, count] = process.argv.slice(2);
const seed = 23;
const writer = spawn(tool, [count, String(seed)], { stdio: ["ignore", "pipe", "inherit"] });

let given = null;
let compared = 0;
for await (const line of createInterface({ input: writer.stdout, crlfDelay: 0 })) {
    if (given === null) {
        given = line;
        continue;
    }
    const theirs = canonicalize(JSON.parse(given));
    if (theirs !== line) {
        console.error(`seed ${seed}, object ${compared}\ntheirs ${theirs}\nours   ${line}`);
        process.exit(1);
    }
    given = null;
    ++compared;
}
console.log(`${compared} objects have the same canonical bytes`);
process.exit(compared === Number(count) ? 0 : 1);
