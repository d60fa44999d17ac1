// Kiosk: back to the start after a minute without a touch, nothing left behind; a keyboard of
// our own for the search field.
export function kiosk(root) {
  if (!root.body.classList.contains("face-kiosk")) return;
  const seconds = Number(root.body.dataset.idle || 60);
  let timer = null;
  const leave = () => {
    for (const form of root.forms) form.reset();
    location.replace(root.body.dataset.start || "/kiosk");
  };
  const touched = () => {
    clearTimeout(timer);
    timer = setTimeout(leave, seconds * 1000);
  };
  for (const kind of ["pointerdown", "keydown", "scroll"]) addEventListener(kind, touched, { passive: true });
  touched();
  root.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]");
    const field = root.querySelector("[data-search]");
    if (!key || !field) return;
    event.preventDefault();
    if (key.dataset.key === "back") field.value = field.value.slice(0, -1);
    else if (key.dataset.key === "clear") field.value = "";
    else field.value += key.dataset.key;
    field.focus();
  });
}
