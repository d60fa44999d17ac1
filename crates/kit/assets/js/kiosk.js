// Kiosk: back to the start after a while without a touch, with a warning before, and nothing left
// behind: every page takes the place of the one before, so that there is no history to go back to.
export function kiosk(root) {
  if (!root.body.classList.contains("face-kiosk")) return;
  const start = root.body.dataset.start || "/kiosk";
  const idle = Number(root.body.dataset.idle || 60);
  const warnAt = Math.max(idle - 20, idle / 2);
  const warning = root.getElementById("still-there");
  let touchedAt = Date.now();

  const leave = () => {
    for (const form of root.forms) form.reset();
    for (const field of root.querySelectorAll("input:not([type=hidden])")) field.value = "";
    location.replace(start);
  };
  const touched = () => {
    touchedAt = Date.now();
    if (warning?.open) warning.close();
  };
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(kind, touched, { passive: true });
  }
  setInterval(() => {
    const seconds = Math.floor((Date.now() - touchedAt) / 1000);
    if (seconds >= idle) leave();
    else if (seconds >= warnAt && !root.body.hasAttribute("data-at-start")) {
      if (warning && !warning.open) warning.showModal();
      warning?.querySelector("[data-left]")?.replaceChildren(String(Math.ceil(idle - seconds)));
    }
  }, 1000);

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    if (link.matches("[data-leave]")) leave();
    // Somewhere else has no business on a kiosk.
    else if (link.origin === location.origin) location.replace(link.href);
  });
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "get") return;
    event.preventDefault();
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form, event.submitter)).toString();
    location.replace(url.href);
  });
  root.addEventListener("contextmenu", (event) => event.preventDefault());
}
