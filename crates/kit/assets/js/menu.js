// The office menu: open where there is room, folded where there is not; remembers where it stood.
export function menu(root) {
  const fold = root.querySelector(".office-menu details");
  if (!fold) return;
  const wide = matchMedia("(min-width: 901px)");
  const fit = () => {
    fold.open = wide.matches;
  };
  wide.addEventListener("change", fit);
  fit();
  fold.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}
