// The screens of the hall: a house that goes and comes back, the spoken call, a start without a
// network.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, openBrowser, openHouse, signIn, visitor } from "./house.mjs";

const ROOT = "/centres/990126101";
const BOARD = `${ROOT}/board`;
const SCREEN = { width: 1920, height: 1080 };

let house;
let browser;
before(async () => {
  house = await openHouse();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

const calls = (page) => page.locator("#calls li").allInnerTexts();

/** The clerk of the demonstration calls the next; a ticket is taken before, so that there is one. */
async function callNext(clerk) {
  await ask(house, `${ROOT}/tickets`, { item: "MZ-002" });
  await clerk.goto("/queue");
  const next = ["absence", "completion"].map((it) => `form[action$='/${it}'] button[name=then]`);
  const buttons = clerk.locator([...next, "form[action='/queue/calls'] button"].join(", "));
  const done = clerk.waitForResponse((it) => it.request().method() === "POST");
  await buttons.first().click();
  assert.equal((await done).status(), 303);
}

/** Whether the browser keeps the page, with the style and the script of it. */
const isKept = (page) => page.evaluate(async () => {
  const own = (await caches.keys()).filter((it) => it.endsWith(location.pathname));
  if (!own.length) return false;
  const cache = await caches.open(own[0]);
  return Boolean(await cache.match(location.href)) && (await cache.keys()).length > 5;
});

/**
 * Waits until the page is kept for a start without a network. It asks again from here: a promise
 * is true for `waitForFunction`, whatever it comes to.
 */
async function kept(page) {
  for (let round = 0; round < 100; round += 1) {
    if (await isKept(page)) return;
    await page.waitForTimeout(100);
  }
  assert.fail("the page is not kept");
}

test("without the house the board keeps the last calls and says how old they are", async () => {
  const board = await visitor(browser, house, { viewport: SCREEN });
  await board.goto(BOARD);
  const before = await calls(board);
  assert.ok(before.length > 0, "somebody is called in the demonstration");
  const age = board.locator(".live-age");
  assert.ok(await age.isHidden(), "nothing is said while all is well");
  await house.stop();
  await age.waitFor({ state: "visible", timeout: 10_000 });
  await board.waitForFunction(() => /[3-9] 秒前|\d\d 秒前/.test(document.querySelector(".live-age").textContent));
  assert.match(await age.innerText(), /网络中断，数据更新于 \d+ 秒前/);
  assert.deepEqual(await calls(board), before, "the last calls stay");
  await house.start();
  await age.waitFor({ state: "hidden", timeout: 45_000 });
  const clerk = await visitor(browser, house);
  await signIn(clerk, "clerk");
  await callNext(clerk);
  await board.waitForFunction((old) => {
    const now = [...document.querySelectorAll("#calls li")].map((it) => it.innerText);
    return JSON.stringify(now) !== old;
  }, JSON.stringify(before), { timeout: 10_000 });
  for (const page of [board, clerk]) await page.context().close();
});

test("a call is spoken in Chinese, and the sound is remembered over a restart", async () => {
  const board = await visitor(browser, house, { viewport: SCREEN });
  await board.addInitScript(() => {
    globalThis.spoken = [];
    const voice = { speak: (it) => globalThis.spoken.push([it.lang, it.text]), cancel() {} };
    Object.defineProperty(globalThis, "speechSynthesis", { value: voice, configurable: true });
  });
  await board.goto(BOARD);
  const button = board.locator("[data-voice]");
  await button.click();
  assert.equal(await button.getAttribute("aria-pressed"), "true");
  await board.reload();
  assert.equal(await button.getAttribute("aria-pressed"), "true", "still on");
  const clerk = await visitor(browser, house);
  await signIn(clerk, "clerk");
  await callNext(clerk);
  await board.waitForFunction(() => globalThis.spoken.length >= 2, null, { timeout: 10_000 });
  const spoken = await board.evaluate(() => globalThis.spoken);
  assert.deepEqual(spoken[0], spoken[1], "twice");
  const [language, text] = spoken[0];
  assert.equal(language, "zh-CN");
  assert.match(text, /^请[A-Z]+[零一二三四五六七八九十]+号到\d+号窗口$/);
  await button.click();
  await board.reload();
  assert.equal(await button.getAttribute("aria-pressed"), "false", "and off stays off");
  for (const page of [board, clerk]) await page.context().close();
});

/** The screen starts without a network: its last state, its style, its age and nothing else. */
async function startsFromWhatIsKept(board, path, before) {
  await board.reload();
  assert.equal(await board.locator("main h2, main h1").first().innerText(), before);
  assert.ok(await board.locator(".live-age").isVisible(), `${path}: it says that this is old`);
  assert.match(await board.locator(".live-age").innerText(), /数据更新于 \d+ (秒|分钟)前/);
  const size = await board.locator("main").evaluate((it) => getComputedStyle(it).display);
  assert.notEqual(size, "block", "with its style");
  await board.goto(`${ROOT}/items`).then(() => assert.fail("kept too much"), () => {});
}

test("a screen that starts without a network shows its last state with its age", async () => {
  const board = await visitor(browser, house, { viewport: SCREEN });
  for (const path of [BOARD, `${ROOT}/windows/W03/display`]) {
    await board.goto(path);
    await kept(board);
    const before = await board.locator("main h2, main h1").first().innerText();
    await board.context().setOffline(true);
    await house.stop();
    try {
      await startsFromWhatIsKept(board, path, before);
    } finally {
      await board.context().setOffline(false);
      await house.start();
    }
    await board.goto(path);
    await board.locator(".live-age").waitFor({ state: "hidden", timeout: 45_000 });
  }
  const names = await board.evaluate(() => caches.keys());
  assert.equal(names.length, 2, "one for each screen, and nothing else");
  await board.goto(`${ROOT}/kiosk`);
  assert.equal(await board.evaluate(() => navigator.serviceWorker.controller), null, "no other page");
  await board.context().close();
});

test("after the last slide the next round comes, with what was published meanwhile", async () => {
  const board = await visitor(browser, house, { viewport: SCREEN });
  await board.clock.install();
  await board.goto(BOARD);
  const headings = () => board.locator("#rotation h3").allTextContents();
  const first = await headings();
  assert.ok(first.length > 8, "hints, notices and items");
  const next = board.waitForResponse((it) => it.url().includes("/board?after="));
  await board.clock.runFor(12_000 * first.length + 1_000);
  await next;
  await board.clock.runFor(1_000);
  await board.waitForFunction((old) => {
    const now = [...document.querySelectorAll("#rotation h3")].map((it) => it.textContent);
    return JSON.stringify(now) !== old;
  }, JSON.stringify(first));
  const second = await headings();
  assert.ok(second.some((it) => !first.includes(it)), "other items than before");
  assert.equal(await board.locator("#rotation article:not([hidden])").count(), 1);
  await board.context().close();
});

test("a notice that the director publishes is on the board without anybody's hand", async () => {
  const board = await visitor(browser, house, { viewport: SCREEN });
  await board.goto(BOARD);
  const director = await visitor(browser, house);
  await signIn(director, "director");
  await director.goto("/notices/new");
  await director.locator("[name=title]").fill("今天下午停电");
  await director.locator("[name=body]").fill("15:00 后请到稻香渡镇中心办理。");
  await director.locator("[name=through]").fill(await director.locator("[name=from]").inputValue());
  await director.locator("main form button[type=submit]").click();
  await director.waitForURL(/\/notices\/\d+$/);
  await director.locator("form[action$='/publication'] button").click();
  await director.waitForLoadState("load");
  await board.locator("#rotation h3", { hasText: "今天下午停电" }).waitFor({ state: "attached", timeout: 10_000 });
  for (const page of [board, director]) await page.context().close();
});
