// Keys: / search · Enter goes on · Esc goes back · ↑ ↓ through rows · ? the list of keys ·
// F-keys and letters that a page names.
const typing = (element) => element?.matches?.("input, select, textarea, [contenteditable]");

const choosing = (element) => element?.matches?.("input[type=radio], input[type=checkbox]");

// A digit chooses within the group data-choices that has the caret, and goes on to the next group.
function choose(event, root) {
  const group = event.target.closest?.("[data-choices]");
  if (!group || !/^[1-9]$/.test(event.key)) return false;
  const chosen = group.querySelectorAll("input[type=radio], input[type=checkbox]")[event.key - 1];
  if (!chosen) return false;
  event.preventDefault();
  chosen.focus();
  chosen.click();
  if (chosen.type === "checkbox") return true;
  const why = chosen.value === "defective" && group.querySelector("input:not([type=radio])");
  const groups = [...root.querySelectorAll("[data-choices]")];
  const next = groups[groups.indexOf(group) + 1]?.querySelector("input");
  (why || next || root.querySelector("[data-outcomes] button"))?.focus();
  return true;
}

// What a key named: a field is entered, a part of the page is entered at its first field.
function reach(named) {
  const within = named.closest("details");
  if (within) within.open = true;
  const field = named.matches("section, fieldset")
    ? named.querySelector("input:not([type=hidden]), select, textarea")
    : named;
  if (field && (field !== named || (typing(field) && !choosing(field)))) field.focus();
  else named.click();
}

// Enter in a form with data-enter="next" moves to the next empty field, and sends at the last one.
function nextField(event) {
  const form = event.target.form;
  if (form?.dataset.enter !== "next" || event.target.matches("textarea, [type=submit]")) return;
  const fields = [...form.elements].filter((it) => typing(it) && it.type !== "hidden" && !it.disabled);
  const next = fields.slice(fields.indexOf(event.target) + 1).find((it) => !it.value);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function alongRows(event, root) {
  const links = [...root.querySelectorAll("[data-rows] tbody tr")]
    .map((row) => row.querySelector("a, button"))
    .filter(Boolean);
  if (links.length === 0) return;
  const at = links.findIndex((link) => link.closest("tr").contains(root.activeElement));
  const to = event.key === "ArrowDown" ? at + 1 : at - 1;
  event.preventDefault();
  links[Math.max(0, Math.min(to, links.length - 1))].focus();
}

export function shortcuts(root) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      if (event.key === "Enter") nextField(event);
      // Nothing is typed into a box to tick: letters and digits act there, the rest is its own.
      if (!choosing(event.target) || !/^[a-z0-9]$/i.test(event.key)) return;
    }
    if (choose(event, root)) return;
    if (root.querySelector("dialog[open]")) return;
    // Keys that a page names for its own acts are no letters, so that nothing is typed by them.
    const own = /^F\d+$/.test(event.key) && root.querySelector(`[data-shortcut="${event.key}"]`);
    // Letters act outside fields only: whoever types is never interrupted.
    const letter = /^[a-z]$/i.test(event.key) &&
      root.querySelector(`[data-letter="${event.key.toLowerCase()}"]`);
    if (own || letter) {
      event.preventDefault();
      reach(own || letter);
      return;
    }
    const onPage = root.activeElement === root.body || root.activeElement?.id === "main";
    if (event.key === "/") {
      const search = root.querySelector("[data-search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "?") {
      root.getElementById("keys")?.showModal?.();
    } else if (event.key === "Enter" && onPage) {
      root.querySelector("[data-next]")?.click();
    } else if (event.key === "Escape") {
      root.querySelector("a[data-back]")?.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      alongRows(event, root);
    }
  });
}
