// Autosave: a form with data-autosave="/…" posts what is typed, so that nothing is ever lost.
export function autosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    let timer = null;
    let last = "";
    const save = async () => {
      timer = null;
      const body = new URLSearchParams(new FormData(form)).toString();
      if (body === last) return;
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body,
          keepalive: true,
        });
        if (answer.ok) last = body;
        const sign = form.querySelector("[data-saved]");
        if (sign) sign.hidden = !answer.ok;
      } catch {
        // Tried again at the next key.
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 800);
    });
    addEventListener("pagehide", save);
  }
}
