// The on-screen keyboard: keys inside data-keyboard="id of a field" type into that field. Without
// script the keys of a search are links that add their letter to the address.
function press(field, key) {
  const [from, to] = field.type === "search" || field.type === "text"
    ? [field.selectionStart, field.selectionEnd]
    : [field.value.length, field.value.length];
  if (key === "clear") field.value = "";
  else if (key === "back") {
    const start = from === to ? Math.max(0, from - 1) : from;
    field.value = field.value.slice(0, start) + field.value.slice(to);
    field.setSelectionRange?.(start, start);
  } else if (field.maxLength < 0 || field.value.length < field.maxLength) {
    field.value = field.value.slice(0, from) + key + field.value.slice(to);
    field.setSelectionRange?.(from + key.length, from + key.length);
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function keyboard(root) {
  let touched = null;
  // The field last touched is the one typed into.
  root.addEventListener("focusin", (event) => {
    if (event.target.matches("main input:not([type=radio], [type=checkbox])")) touched = event.target;
  });
  root.addEventListener("pointerdown", (event) => {
    // The finger must not take the caret away.
    if (event.target.closest("[data-key]")) event.preventDefault();
  });
  root.addEventListener("click", (event) => {
    const key = event.target.closest("[data-keyboard] [data-key]");
    if (!key) return;
    const first = root.getElementById(key.closest("[data-keyboard]").dataset.keyboard);
    const field = touched?.isConnected ? touched : first;
    if (!field) return;
    event.preventDefault();
    press(field, key.dataset.key);
  });
}
