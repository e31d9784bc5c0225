// What every test here needs of a browser: how it is started, and what is found wrong with a page.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Chromium, or nothing where there is none: then the test is left out (exit code 77).
export async function startBrowser() {
  const executablePath = process.env.PARAPH_CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    console.error(`no browser at ${executablePath}; install chromium or set PARAPH_CHROMIUM`);
    process.exit(77);
  }
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
      "--disable-background-networking", "--disable-component-update"],
  });
}

/// What axe finds, and whether the page is wider than its screen. The browser itself runs axe, so
/// the context must bypass the pages' own policy, which allows no script: `bypassCSP`.
export async function findings(page) {
  await page.addScriptTag({ content: axe });
  const result = await page.evaluate(
    (only) => window.axe.run(document, { runOnly: only }), rules);
  const found = result.violations.map((violation) =>
    `${violation.id}: ${violation.help}\n      ` +
    violation.nodes.map((node) => node.target.join(" ")).join("\n      "));
  const wide = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) found.push(`sideways: the page is ${wide} px wider than its screen`);
  return found;
}
