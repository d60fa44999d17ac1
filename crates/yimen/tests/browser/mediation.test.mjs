// Mediation from the entry of a dispute to the archived file, with real clicks, in both languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";
import { PHONE, accessibilityFaults, openBrowser, openHouse, overflow, signIn, visitor } from "./house.mjs";

const DISPUTE = {
  matter: "两家地界相差半米，要求恢复原界",
  name_A1: "奚怡达",
  phone_A1: "10000000149",
  name_B1: "马景艺",
};

/** A day so many days from now, as the date fields want it, in China. */
function day(ahead) {
  const zone = { timeZone: "Asia/Shanghai" };
  return new Intl.DateTimeFormat("en-CA", zone).format(new Date(Date.now() + ahead * 86_400_000));
}

async function act(page, noun, fill = async () => {}) {
  const form = page.locator(`form[action$="/${noun}"]`);
  await form.evaluate((it) => { it.closest("details").open = true; });
  await fill(form);
  await Promise.all([page.waitForLoadState("load"), form.locator("button[type=submit]").click()]);
  await page.waitForLoadState("load");
  assert.deepEqual(await page.locator(".error-summary").allInnerTexts(), [], noun);
}

async function hear(page, party) {
  await act(page, "consents", async (form) => {
    await form.locator("[name=party]").selectOption(party);
    await form.locator("[name=consent]").selectOption("given");
  });
}

async function agree(page) {
  await act(page, "agreement", async (form) => {
    await form.locator("[name=form]").selectOption("written");
    await form.locator("[name=term_1]").fill("三日内移回界桩");
    await form.locator("[name=by_1]").selectOption("B1");
    await form.locator("[name=due_1]").fill(day(1));
    for (const box of await form.locator("[name=signed]").all()) await box.check();
    await form.locator("[name=revisit_on]").fill(day(10));
  });
}

async function sound(page, where) {
  assert.deepEqual(await accessibilityFaults(page), [], where);
  assert.equal(await overflow(page), 0, `${where} is wider than its window`);
  assert.deepEqual(page.faults, [], where);
}

async function picture(page, name) {
  if (!process.env.GALLERY) return;
  await page.screenshot({ path: join(process.env.GALLERY, name), fullPage: true });
}

async function settle(house, browser, language) {
  const clerk = await visitor(browser, house, { language });
  await signIn(clerk, "clerk");
  await clerk.goto("/mediations/new");
  await sound(clerk, "the new dispute");
  for (const [name, value] of Object.entries(DISPUTE)) await clerk.locator(`[name="${name}"]`).fill(value);
  await clerk.locator("main form[action='/mediations'] button[type=submit]").click();
  await clerk.waitForURL(/\/mediations\/\d+-\d+-\d+/);
  const address = new URL(clerk.url()).pathname;
  await hear(clerk, "A1");
  await hear(clerk, "B1");
  await act(clerk, "mediators", (form) => form.locator("[name=mediators]").fill("金云澜、陶知远"));
  await act(clerk, "sessions", async (form) => {
    await form.locator("[name=day]").fill(day(0));
    await form.locator("[name=time]").fill("09:30");
    await form.locator("[name=place]").fill("中心调解室");
  });
  await act(clerk, "session-records", async (form) => {
    for (const box of await form.locator("[name=came]").all()) await box.check();
    await form.locator("[name=record]").fill("双方同意现场丈量");
  });
  await agree(clerk);
  await sound(clerk, "the agreement");
  await picture(clerk, `mediation-${language.slice(0, 2)}.png`);
  const phone = await visitor(browser, house, { language, viewport: PHONE });
  await signIn(phone, "clerk");
  for (const path of ["/mediations", address, `${address}/print/agreement`]) {
    await phone.goto(path);
    await sound(phone, `${path} on a phone`);
    assert.ok(!(await phone.content()).includes(DISPUTE.name_A1), `${path} is masked`);
  }
  await act(clerk, "performance", (form) => form.locator("[name=outcome]").selectOption("full"));
  await act(clerk, "revisits", (form) => form.locator("[name=said]").fill("双方和好"));
  await act(clerk, "archive");
  assert.equal(await clerk.locator("#acts").count(), 0, "nothing moves an archived file");
  await clerk.goto(`${address}/print/agreement`);
  await clerk.locator("form.paper-actions button[type=submit]").click();
  await clerk.waitForLoadState("load");
  assert.ok((await clerk.locator("main").innerText()).includes(DISPUTE.name_A1), "made with full names");
  await clerk.goto("/mediations?view=closed");
  assert.ok((await clerk.locator("main").innerText()).includes(address.split("/").pop()));
  for (const page of [clerk, phone]) await page.context().close();
}

test("a dispute is heard, agreed on, performed and archived", async () => {
  const house = await openHouse();
  const browser = await openBrowser();
  try {
    for (const language of ["zh-CN", "en"]) await settle(house, browser, language);
  } finally {
    await browser.close();
    await house.close();
  }
});
