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
  sign.textContent = state === "saved"
    ? say(`草稿已保存 ${time}`, `Draft saved at ${time}`)
    : say("草稿没有存上，正在重试", "The draft is not saved yet; trying again");
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
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body,
          keepalive: body.length < 60000,
        });
        if (!answer.ok) throw new Error(answer.statusText);
        last = body;
        tell(form, "saved");
      } catch {
        tell(form, "failed");
        timer = setTimeout(save, 5000);
      }
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
