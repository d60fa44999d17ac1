// Fragment swap: a link or GET form with data-swap="id" replaces only that element of the page.
export function swap(root) {
  const load = async (url, id) => {
    const target = root.getElementById(id);
    if (!target) return false;
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { headers: { accept: "text/html" } });
      if (!answer.ok) return false;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(id);
      if (!fresh) return false;
      target.replaceWith(fresh);
      history.pushState({ swap: id }, "", url);
      return true;
    } catch {
      return false;
    } finally {
      target.removeAttribute("aria-busy");
    }
  };
  root.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!(await load(link.href, link.dataset.swap))) location.href = link.href;
  });
  root.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.swap || form.method !== "get") return;
    event.preventDefault();
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form)).toString();
    if (!(await load(url.href, form.dataset.swap))) location.href = url.href;
  });
  addEventListener("popstate", (event) => {
    if (event.state?.swap) location.reload();
  });
}
