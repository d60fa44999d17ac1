// Shortcuts: / to search, Esc to go back one level, ? for the list of keys.
export function shortcuts(root) {
  const typing = (element) => element && /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "/") {
      const search = root.querySelector("[data-search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "?") {
      root.getElementById("keys")?.showModal?.();
    } else if (event.key === "Escape" && !root.querySelector("dialog[open]")) {
      const back = root.querySelector("a[data-back]");
      if (back) location.href = back.href;
    }
  });
}
