// Fragment swap: a link, form or button with data-swap="id" replaces only that element of the page
// with the one of the same id in the answer; a change inside data-asks="id of such a button" presses
// it. Where anything is not as expected, the browser goes there itself.
import { release } from "./guard.js";
import { toast } from "./toast.js";
import { say } from "./words.js";

let asked = null;
let turn = 0;
let here = location.pathname + location.search;

// The address follows what is shown; asking again while typing leaves no trail.
function arrive(url, isSameQuestion) {
  if (isSameQuestion) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  here = location.pathname + location.search;
}

const part = (form, submitter) => submitter?.dataset.swap || form.dataset.swap;

// The control of a fresh part that is what the old one was.
function same(control, fresh) {
  const name = control.name ? `[name="${CSS.escape(control.name)}"]` : "";
  const value = control.matches("[type=radio], [type=checkbox]")
    ? `[value="${CSS.escape(control.value)}"]` : "";
  const id = control.id ? `#${CSS.escape(control.id)}` : "";
  return name ? fresh.querySelector(name + value) : id && fresh.querySelector(id);
}

// Puts the part of an answer into the page; false where the answer has no such part.
function place(text, id) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
  if (!old || !fresh) return false;
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(fresh);
  if (held) same(held, fresh)?.focus();
  if (page.title) document.title = page.title;
  for (const flash of page.querySelectorAll(".flash")) {
    if (!fresh.contains(flash)) toast(flash.textContent, "notice-success");
  }
  fresh.dispatchEvent(new CustomEvent("swapped", { bubbles: true }));
  return true;
}

// Focus goes to what needs attention: the errors, or the heading of what came.
function attend(id) {
  const part = document.getElementById(id);
  const target = part?.querySelector(".error-summary") || part?.querySelector("h1, h2") || part;
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: false });
}

async function get(url, id, keepsFocus) {
  const target = document.getElementById(id);
  if (!target) return false;
  asked?.abort();
  asked = new AbortController();
  target.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { accept: "text/html" }, signal: asked.signal });
    if (!answer.ok || !place(await answer.text(), id)) return false;
    arrive(answer.url, keepsFocus);
    if (!keepsFocus) attend(id);
    return true;
  } catch (error) {
    return error.name === "AbortError";
  } finally {
    target.removeAttribute("aria-busy");
  }
}

// Sends a form. What was typed stays on the page whatever happens to the network.
async function post(form, submitter, keepsFocus) {
  const id = part(form, submitter);
  const mine = ++turn;
  const data = new FormData(form, submitter);
  const isFile = form.enctype === "multipart/form-data";
  try {
    const to = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    const answer = await fetch(to, {
      method: "POST",
      headers: { accept: "text/html" },
      body: isFile ? data : new URLSearchParams(data),
    });
    const text = await answer.text();
    // Something newer was asked meanwhile; its answer counts.
    if (keepsFocus && mine !== turn) return;
    if (!place(text, id)) {
      if (answer.redirected) location.assign(answer.url);
      else throw new Error(answer.statusText);
      return;
    }
    if (answer.redirected) arrive(answer.url, false);
    if (!keepsFocus) attend(id);
  } catch {
    toast(
      say("没有发出去，您填写的内容都还在，请再试一次。",
        "It could not be sent. Everything you typed is still here; please try again."),
      "notice-error",
    );
  } finally {
    if (!keepsFocus) release(form);
  }
}

export async function submit(form, submitter, keepsFocus = false) {
  if (form.method === "post") return post(form, submitter, keepsFocus);
  const url = new URL(form.action);
  url.search = new URLSearchParams(new FormData(form, submitter)).toString();
  if (!(await get(url.href, form.dataset.swap, keepsFocus))) location.assign(url.href);
}

export function swap(root) {
  root.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-swap]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (!link || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    if (!(await get(link.href, link.dataset.swap, false))) location.assign(link.href);
  });
  root.addEventListener("submit", (event) => {
    if (!part(event.target, event.submitter) || event.defaultPrevented) return;
    event.preventDefault();
    submit(event.target, event.submitter);
  });
  root.addEventListener("change", (event) => {
    const button = root.getElementById(event.target.closest("[data-asks]")?.dataset.asks);
    if (button) submit(button.form, button, true);
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== here) location.reload();
  });
}
