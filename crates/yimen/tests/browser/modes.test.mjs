// Every mode of handling from the ticket to the delivery, with real clicks, in both languages: a
// direct case, a joint one, a coordination, an agency case and a denial. (The commitment case is
// story.test.mjs, a dispute mediation.test.mjs.) With GALLERY set, a picture of each is kept.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { accessibilityFaults, openBrowser, openHouse, overflow, signIn, visitor } from "./house.mjs";

const PEOPLE = {
  "zh-CN": { identity: "990126196011276412", name: "奚怡达", phone: "10000000149" },
  en: { identity: "990126198703142625", name: "马景艺", phone: "10000000150" },
};
// People of this many others are served before ours comes up, at most.
const BEFORE_US = 80;
// A joint case has fewer departments than this.
const DEPARTMENTS_MAX = 8;

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

/** Clicks, and waits for the page that answers. */
async function go(page, button) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), button.click()]);
}

/** What a form insists on and nobody filled yet. */
async function fillRequired(form) {
  for (const field of await form.locator("[required]:visible").all()) {
    const [tag, kind] = await field.evaluate((it) => [it.tagName, it.type]);
    if (tag === "SELECT") {
      if (!(await field.inputValue())) await field.selectOption({ index: 1 });
    } else if (kind === "checkbox" || kind === "radio") {
      await field.check();
    } else if (!(await field.inputValue())) {
      await field.fill(kind === "date" ? new Date().toISOString().slice(0, 10) : "现场核对属实，予以记录");
    }
  }
}

/** One act on a page: opens its form, fills it, sends it; no error may come back. */
async function act(page, noun, fill = async () => {}) {
  const form = page.locator(`form[action$="/${noun}"]`).first();
  await form.evaluate((it) => { const fold = it.closest("details"); if (fold) fold.open = true; });
  await fill(form);
  await fillRequired(form);
  await go(page, form.locator("button[type=submit]").first());
  assert.deepEqual(await page.locator(".error-summary").allInnerTexts(), [], `${noun} at ${page.url()}`);
}

/** A page as a person wants it: nothing axe finds, not wider than its window, no fault told. */
async function sound(page, where) {
  assert.deepEqual(await accessibilityFaults(page), [], where);
  assert.equal(await overflow(page), 0, `${where} is wider than its window`);
  assert.deepEqual(page.faults.splice(0), [], where);
}

async function picture(page, name) {
  if (!process.env.GALLERY) return;
  const mark = (await page.locator("html").getAttribute("lang")).slice(0, 2);
  await page.screenshot({ path: join(process.env.GALLERY, `${name}-${mark}.png`), fullPage: true });
}

/** A guide gives a ticket for the window's first line; its number, as it is called. */
async function ticket(guide) {
  await guide.goto("/window");
  const line = (await guide.locator("#bench-lines tr.is-mine .badge").first().innerText()).trim();
  await guide.goto("/queue/tickets/new");
  await guide.locator(`input[name=line][value="${line}"]`).check();
  await go(guide, guide.locator("main form[action='/queue/tickets'] button[type=submit]").first());
  const number = (await guide.locator("main").innerText()).match(/\b[A-Z]{1,2}\d{3}\b/);
  assert.ok(number, "the ticket shows its number");
  return number[0];
}

/** Whoever else is called is served to the end; then ours. */
async function serveUntil(clerk, number) {
  await clerk.goto("/window");
  for (let turn = 0; turn < BEFORE_US; turn += 1) {
    const opening = clerk.locator("form[action='/window/opening'] button");
    if (await opening.count()) await go(clerk, opening.first());
    const call = clerk.locator("form[action='/window/calls'] button");
    if (await call.count()) await go(clerk, call.first());
    const begin = clerk.locator("form[action$='/service'] button");
    const called = (await clerk.locator("#now .queue-number").first().innerText()).trim();
    if (await begin.count()) await go(clerk, begin.first());
    if (called === number) return;
    await go(clerk, clerk.locator("form[action$='/completion'] button:not([name=then])").first());
  }
  assert.fail(`${number} was not called`);
}

/** The workbench: who it is, what for, every paper there, taken in and accepted. */
async function takeIn(clerk, person, code) {
  const other = clerk.locator("form[action='/window/person/removal'] button");
  if (await other.count()) await go(clerk, other.first());
  await clerk.locator("[name=identity]").fill(person.identity);
  await go(clerk, clerk.locator("form[action='/window/person'] button[type=submit]").first());
  await clerk.locator("input[name=text]").fill(code);
  await clerk.locator("form[action='/window'] button[type=submit]").click();
  const found = clerk.locator(`button[name=item][value="${code}"]`);
  await found.waitFor();
  await go(clerk, found);
  await sound(clerk, `the intake of ${code}`);
  const form = clerk.locator("form[action='/cases']");
  for (const name of ["identity", "name", "phone"]) {
    const field = form.locator(`[name="${name}"]`);
    if (await field.isEditable() && !(await field.inputValue())) await field.fill(person[name]);
  }
  for (const day of await form.locator("input[type=date][name^='q.']").all()) await day.fill("1944-03-12");
  for (const question of await form.locator("fieldset:has(input[type=radio][name^='q.'])").all()) {
    await question.locator("input[type=radio]").first().check();
  }
  await clerk.waitForTimeout(400); // the checklist follows the answers
  for (const paper of await form.locator("fieldset:has(input[name^='paper.'])").all()) {
    await paper.locator("input[value=present]").check();
  }
  await picture(clerk, "window-intake");
  await go(clerk, form.locator("button[name=then][value=acceptance]").first());
  assert.deepEqual(await clerk.locator(".error-summary").allInnerTexts(), []);
  const address = await clerk.locator("a[href^='/cases/']").evaluateAll((all) => all
    .map((it) => it.getAttribute("href")).find((href) => /^\/cases\/\d+-\d+-\d+$/.test(href)));
  const own = new URL(clerk.url()).pathname;
  return /^\/cases\/\d+-\d+-\d+/.test(own) ? own : address;
}

/** Door to acceptance, then back to the window to end the visit. */
async function begin(staff, person, code) {
  const number = await ticket(staff.clerk);
  await serveUntil(staff.clerk, number);
  await sound(staff.clerk, "the workbench");
  await picture(staff.clerk, "window-serving");
  const address = await takeIn(staff.clerk, person, code);
  await staff.clerk.goto("/window");
  await go(staff.clerk, staff.clerk.locator("form[action$='/completion'] button:not([name=then])").first());
  return address;
}

/** The result is handed over and the case completed; the resident reads where it stands. */
async function end(staff, person, address) {
  const { clerk, resident } = staff;
  await clerk.goto(address);
  if (await clerk.locator("form[action$='/certificate']").count()) {
    await act(clerk, "certificate", (form) => form.locator("[name=certificate_number]").fill(address.split("/").pop()));
  }
  if (await clerk.locator("form[action$='/delivery']").count()) {
    await act(clerk, "delivery", async (form) => {
      await form.locator("[name=recipient]").fill(person.name);
      await form.locator("[name=relation]").fill("本人");
      await form.locator("[name=signed]").first().check();
    });
  }
  await act(clerk, "completion");
  await sound(clerk, `${address} completed`);
  await resident.goto("/progress");
  await resident.locator("[name=number]").fill(address.split("/").pop());
  await resident.locator("[name=digits]").fill(person.phone.slice(-4));
  await go(resident, resident.locator("main button[type=submit]").first());
  const told = await resident.locator("main").innerText();
  assert.ok(told.includes(address.split("/").pop()), told);
  assert.ok(!told.includes(person.name), "masked for the public");
  await sound(resident, "the progress page");
}

async function grant(page, result = "准予，凭证 1 号") {
  await act(page, "decision", async (form) => {
    const field = form.locator("[name=result]");
    if (await field.count()) await field.fill(result);
  });
}

const MODES = {
  /** 直接办理 */
  async direct(staff, person) {
    const address = await begin(staff, person, "YB-002");
    await staff.clerk.goto(address);
    await picture(staff.clerk, "mode-direct");
    await grant(staff.clerk);
    return address;
  },
  /** 联合办理、并联审批 */
  async joint(staff, person) {
    const address = await begin(staff, person, "NY-001");
    await staff.approver.goto(address);
    await act(staff.approver, "circulation", async (form) => {
      for (const box of await form.locator("input[type=checkbox]").all()) await box.check();
    });
    await staff.clerk.goto(address);
    await act(staff.clerk, "site-visit", (form) => form.locator("[name=present]").fill("自然资源所 柏溪达\n林业站 卢景川"));
    await staff.director.goto(address);
    await sound(staff.director, "a joint case");
    await picture(staff.director, "mode-joint");
    // Each department's agreement, noted by the director for whoever is away.
    const opinion = staff.director.locator("form[action$='/opinion']");
    for (let turn = 0; turn < DEPARTMENTS_MAX && (await opinion.count()); turn += 1) {
      await act(staff.director, "opinion", async (form) => {
        await form.locator("input[name=verdict][value=agrees]").check();
        await form.locator("[name=on_behalf]").fill("该站所今日下村，电话确认");
      });
    }
    await staff.approver.goto("/approvals");
    await sound(staff.approver, "the board");
    await picture(staff.approver, "board-joint");
    await staff.approver.goto(address);
    await grant(staff.approver);
    return address;
  },
  /** 受理协调 */
  async coordination(staff, person) {
    const address = await begin(staff, person, "ZZ-002");
    const { approver } = staff;
    await approver.goto(address);
    await act(approver, "coordination", async (form) => {
      await form.locator("select[name=owner_account]").selectOption({ index: 1 });
      await form.locator("[name=bodies]").fill("派出所\n村委会");
    });
    await act(approver, "progress", (form) => form.locator("[name=text]").fill("双方约定周三见面"));
    await sound(approver, "a coordination");
    await picture(approver, "mode-coordination");
    await act(approver, "answer", (form) => form.locator("input[name=verdict][value=solved]").check());
    return address;
  },
  /** 全程代理 */
  async agency(staff, person) {
    const address = await begin(staff, person, "MZ-002");
    const { approver } = staff;
    await approver.goto(address);
    await act(approver, "precheck");
    await act(approver, "consignment");
    await sound(approver, "an agency case");
    await picture(approver, "mode-agency");
    await act(approver, "superior-answer", async (form) => {
      await form.locator("input[name=verdict][value=granted]").check();
      await form.locator("[name=result]").fill("特困人员认定通知书 1 号");
    });
    if (await approver.locator("form[action$='/decision']").count()) await grant(approver);
    return address;
  },
  /** 否定报备 */
  async denial(staff, person) {
    const address = await begin(staff, person, "MZ-004");
    await staff.approver.goto(address);
    await act(staff.approver, "refusal-proposal", (form) => form.locator("[name=facts]").fill("未满八十周岁"));
    await staff.director.goto("/denials");
    await sound(staff.director, "denials awaiting concurrence");
    await picture(staff.director, "board-denials");
    await staff.director.goto(address);
    await act(staff.director, "refusal");
    await picture(staff.director, "mode-denial");
    await staff.clerk.goto(address);
    for (const who of [staff.clerk, staff.approver, staff.director]) {
      await who.goto(address);
      if (await who.locator("form[action$='/denial-report']").count()) {
        await act(who, "denial-report");
        break;
      }
    }
    return address;
  },
};

for (const language of ["zh-CN", "en"]) {
  for (const [name, walk] of Object.entries(MODES)) {
    test(`${name}, from the ticket to the delivery, ${language}`, async () => {
      const staff = { resident: await visitor(browser, house, { language }) };
      for (const login of ["clerk", "approver", "director"]) {
        staff[login] = await visitor(browser, house, { language });
        await signIn(staff[login], login);
      }
      const address = await walk(staff, PEOPLE[language]);
      await end(staff, PEOPLE[language], address);
      for (const page of Object.values(staff)) await page.context().close();
    });
  }
}
