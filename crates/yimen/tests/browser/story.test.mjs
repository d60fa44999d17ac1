// The story: a villager renews a subsidy — guide, window, one-time notice, supplement, acceptance,
// pause, resumption, decision, delivery, completion — in both languages, on both databases.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, openHouse, signIn, visitor } from "./house.mjs";

const CENTRE = 990126101;
const ITEM = "MZ-004";
const PEOPLE = {
  "zh-CN": { identity: "990126196011276412", name: "奚怡达", phone: "10000000149" },
  en: { identity: "990126198703142625", name: "马景艺", phone: "10000000150" },
};

async function act(page, noun, fill = async () => {}) {
  const form = page.locator(`form[action$="/${noun}"]`);
  await form.evaluate((it) => { const fold = it.closest("details"); if (fold) fold.open = true; });
  await fill(form);
  const before = page.url();
  await form.locator("button[type=submit]").first().click();
  await page.waitForLoadState("load");
  const faults = await page.locator(".error-summary").allInnerTexts();
  assert.deepEqual(faults, [], `${noun} at ${before}`);
}

async function takeIn(page, person) {
  await page.goto(`/cases/new?item=${ITEM}`);
  for (const [name, value] of Object.entries(person)) await page.locator(`[name="${name}"]`).fill(value);
  const papers = page.locator("fieldset:has(input[name^='paper.'])");
  const count = await papers.count();
  assert.ok(count > 1, "the item asks for papers");
  for (let index = 0; index < count; index += 1) {
    const value = index === 0 ? "missing" : "present";
    await papers.nth(index).locator(`input[value="${value}"]`).check();
  }
  for (const day of await page.locator("input[type=date][name^='q.']").all()) await day.fill("1944-03-12");
  const questions = page.locator("fieldset:has(input[type=radio][name^='q.'])");
  for (let index = 0; index < (await questions.count()); index += 1) {
    await questions.nth(index).locator("input[type=radio]").first().check();
  }
  await page.locator("form[action='/cases'] button[data-letter=w]").click();
  await page.waitForURL(/\/cases\/\d+-\d+-\d+/);
  return page.url().split("/").pop().split("?")[0];
}

async function live(house, browser, language) {
  const person = PEOPLE[language];
  const resident = await visitor(browser, house, { language });
  await resident.goto(`/centres/${CENTRE}/items/${ITEM}`);
  assert.equal(await resident.locator("h1").count(), 1);
  const clerk = await visitor(browser, house, { language });
  await signIn(clerk, "clerk");
  const number = await takeIn(clerk, person);
  assert.ok(!(await clerk.content()).includes(person.identity), "masked");
  await act(clerk, "notice");
  await act(clerk, "supplement", async (form) => {
    for (const choice of await form.locator("input[name^='paper.'][value=present]").all()) await choice.check();
  });
  await clerk.locator(`form[action$="/suspension"]`).waitFor({ state: "attached" });
  const until = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await act(clerk, "suspension", (form) => form.locator("[name=until]").fill(until));
  await act(clerk, "resumption", (form) => form.locator("textarea").fill("公示期满无异议"));
  const approver = await visitor(browser, house, { language });
  await signIn(approver, "approver");
  await approver.goto(`/cases/${number}`);
  await act(approver, "decision", (form) => form.locator("[name=result]").fill("确认书 1 号"));
  await clerk.goto(`/cases/${number}`);
  await act(clerk, "delivery", async (form) => {
    await form.locator("[name=recipient]").fill(person.name);
    await form.locator("[name=relation]").fill("本人");
    // Signed by hand: what is drawn becomes the file of the form.
    const board = form.locator("[data-signature] canvas");
    await board.scrollIntoViewIfNeeded();
    const box = await board.boundingBox();
    await clerk.mouse.move(box.x + 20, box.y + 20);
    await clerk.mouse.down();
    await clerk.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
    await clerk.mouse.up();
    await clerk.waitForFunction(() => document.querySelector("[data-signature] input[type=file]").files.length === 1);
  });
  await act(clerk, "completion");
  await resident.goto("/progress");
  await resident.locator("[name=number]").fill(number);
  await resident.locator("[name=digits]").fill(person.phone.slice(-4));
  await resident.locator("main button[type=submit]").first().click();
  await resident.waitForLoadState("load");
  const shown = await resident.locator("main").innerText();
  assert.ok(shown.includes(number), shown);
  assert.ok(!shown.includes(person.name), "masked for the public");
  for (const page of [resident, clerk, approver]) await page.context().close();
}

const databases = [["SQLite", undefined]];
if (process.env.YIMEN_TEST_POSTGRES) databases.push(["PostgreSQL", process.env.YIMEN_TEST_POSTGRES]);

for (const [engine, server] of databases) {
  test(`a villager renews a subsidy, on ${engine}`, async () => {
    const house = await openHouse(server && (await freshDatabase(server)));
    const browser = await openBrowser();
    try {
      for (const language of ["zh-CN", "en"]) await live(house, browser, language);
    } finally {
      await browser.close();
      await house.close();
    }
  });
}

/** An empty database beside the one named. */
async function freshDatabase(server) {
  const { execFileSync } = await import("node:child_process");
  const name = `yimen_story_${process.pid}`;
  execFileSync("psql", [server, "-c", `DROP DATABASE IF EXISTS ${name}`, "-c", `CREATE DATABASE ${name}`]);
  return server.replace(/\/[^/]*$/, `/${name}`);
}
