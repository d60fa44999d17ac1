// Autosave: a form with data-autosave="/…" posts what is typed, so that nothing is ever lost.
// An element with data-saved inside it tells whether that went well.
import { say } from "./words.js";

function drafted(form) {
  const data = new FormData(form);
  // The key belongs to the act itself, not to its draft; files are not drafts.
  data.delete("idempotency_key");
  for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
  return new URLSearchParams(data).toString();
}

function tell(form, state) {
  const sign = form.querySelector("[data-saved]");
  if (!sign) return;
  sign.hidden = false;
  sign.dataset.state = state;
  const time = new Date().toTimeString().slice(0, 5);
  if (state === "saved") sign.textContent = say(`草稿已保存 ${time}`, `Draft saved at ${time}`);
  else if (state === "ended") {
    // The page stays open: what is typed is on it until it can be saved again.
    const link = document.createElement("a");
    Object.assign(link, { href: "/session/new", target: "_blank", rel: "noopener" });
    link.textContent = say("在新标签页登录", "sign in on a new tab");
    sign.replaceChildren(
      say("登录已过期，草稿没有存上。不要关闭本页，请", "Your session has ended; the draft is not saved. Keep this page and "),
      link,
      say("，之后会自动存上。", ". It is saved then by itself."),
    );
  } else {
    sign.textContent = say("草稿没有存上，正在重试", "The draft is not saved yet; trying again");
  }
}

// Only the proper answer means that it was saved: a way to the sign-in page does not.
function outcome(answer) {
  if (answer.status === 204) return "saved";
  const isRefused = answer.type === "opaqueredirect" || [401, 403].includes(answer.status);
  return isRefused ? "ended" : "failed";
}

export function autosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]:not([data-watched])")) {
    form.dataset.watched = "yes";
    let timer = null;
    let last = drafted(form);
    const save = async () => {
      clearTimeout(timer);
      const body = drafted(form);
      if (body === last || form.dataset.sent) return;
      let state;
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST",
          headers: {
            // No page is asked for: a draft that comes too late is not kept as a form.
            accept: "application/json",
            "content-type": "application/x-www-form-urlencoded",
          },
          redirect: "manual",
          body,
          keepalive: body.length < 60000,
        });
        state = outcome(answer);
      } catch {
        state = "failed";
      }
      tell(form, state);
      if (state === "saved") last = body;
      else timer = setTimeout(save, 5000);
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 800);
    });
    addEventListener("pagehide", save);
  }
}

// Forms that came later by a swap are watched, too.
document.addEventListener("swapped", () => autosave(document));
