// A house for browser tests: its own directory, its own port, the real binary.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const PASSWORD = "Yimen-2026";

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a demonstration house; `database` is a PostgreSQL address or nothing for SQLite. */
export async function openHouse(database) {
  const directory = mkdtempSync(join(tmpdir(), "yimen-browser-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const wanted = ["demo", "--directory", directory, "--listen", `127.0.0.1:${port}`];
  wanted.push("--requests-per-second", "100000");
  if (database) wanted.push("--database", database);
  let child;
  /** Lets the house open, for the first time or again, and waits until it answers. */
  async function start() {
    child = spawn(process.env.YIMEN_BINARY, wanted, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (text) => { said += text; });
    child.stderr.on("data", (text) => { said += text; });
    const started = Date.now();
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the house did not open:\n${said}`);
      if (Date.now() - started > 240_000) throw new Error(`the house takes too long:\n${said}`);
      const ready = await fetch(`${origin}/health/ready`).then((it) => it.ok, () => false);
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  /** Ends the process; the directory stays. */
  function stop() {
    if (child.exitCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.on("exit", resolve);
      child.kill("SIGTERM");
    });
  }
  await start();
  return {
    origin,
    start,
    stop,
    async close() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Acts as a program would, without a token: what the public may do. */
export async function ask(house, path, body) {
  const answer = await fetch(`${house.origin}/api/v1${path}`, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", "idempotency-key": `${Date.now()}-${Math.random()}` },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** One browser for a test file. */
export function openBrowser() {
  const plain = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: [...plain, ...quiet] });
}

export const PC = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };
export const KIOSK = { width: 1080, height: 1920 };
export const KIOSK_WIDE = { width: 1920, height: 1080 };

/** A fresh visitor in a language and a size of screen. */
export async function visitor(browser, house, { language = "zh-CN", viewport = PC, script = true } = {}) {
  const context = await browser.newContext({
    baseURL: house.origin,
    locale: language,
    viewport,
    javaScriptEnabled: script,
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (4\d\d)/.test(message.text())) page.faults.push(message.text());
  });
  page.on("pageerror", (error) => page.faults.push(String(error)));
  return page;
}

/** Signs in with a demonstration account. */
export async function signIn(page, login) {
  await page.goto("/session/new");
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("main button[type=submit]").first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/session"));
}

/** What axe finds against WCAG 2.2 AA. */
export async function accessibilityFaults(page) {
  await page.evaluate(AXE);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), tags);
  return found.violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
}

/** How many pixels the page is wider than its window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
