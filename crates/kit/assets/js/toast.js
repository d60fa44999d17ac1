// Toasts: short messages in a corner, read aloud by a screen reader, gone after a while.
let region = null;

export function toasts(root) {
  region = root.createElement("div");
  region.className = "toast-region";
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  root.body.append(region);
  root.addEventListener("click", (event) => {
    const asked = event.target.closest?.("[data-toast]");
    if (asked) toast(asked.dataset.toast, "notice-success");
  });
}

// kind: "", "notice-success", "notice-warning" or "notice-error"; errors stay until clicked.
export function toast(text, kind = "") {
  const note = document.createElement("p");
  note.className = `notice ${kind}`.trim();
  note.textContent = text;
  note.addEventListener("click", () => note.remove());
  region?.append(note);
  if (kind !== "notice-error") setTimeout(() => note.remove(), 8000);
  return note;
}
