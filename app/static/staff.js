// The console's script: light or dark, the keyboard, and forms that are sent once. Other pages' scripts use `console_`
// through window.staff: one, all, say, post(address, values) -> Response with the form token sent along.
(() => {
  const kept = {
    get: (name) => { try { return localStorage.getItem("staff-" + name) || ""; } catch { return ""; } },
    set: (name, value) => { try { localStorage.setItem("staff-" + name, value); } catch { /* private window */ } },
  };
  if (kept.get("theme")) document.documentElement.dataset.theme = kept.get("theme");
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const say = (words) => { one("#status").textContent = words; };
  const post = (address, values = {}) => fetch(address, {
    method: "POST",
    headers: { "X-CSRF-Token": one('meta[name="csrf"]').content, Accept: "application/json" },
    body: new URLSearchParams(values),
  });
  window.staff = { one, all, say, post, kept };

  const dark = () => document.documentElement.dataset.theme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const acts = {
    theme: () => {
      const next = dark() ? "light" : "dark";
      document.documentElement.dataset.theme = next;
      kept.set("theme", next);
    },
    keys: () => one("#keys").showModal(),
    shut: (button) => button.closest("dialog").close(),
  };

  // Rows that the keyboard walks: anything with data-row; the link in it with data-open is what enter opens.
  const rows = () => all("[data-row]").filter((row) => row.offsetParent);
  const current = () => one("[data-row].at");
  function walk(step) {
    const there = rows();
    if (!there.length) return;
    const from = there.indexOf(current());
    const to = there[Math.max(0, Math.min(there.length - 1, from < 0 ? 0 : from + step))];
    there.forEach((row) => row.classList.toggle("at", row === to));
    to.scrollIntoView({ block: "nearest" });
    (to.matches("a, [tabindex]") ? to : one("[data-open]", to) || to).focus({ preventScroll: true });
  }
  const follow = (selector) => { const link = one(selector); if (link) link.click(); return !!link; };
  const keys = {
    j: () => walk(1),
    k: () => walk(-1),
    "/": () => { const field = one("[data-search]"); if (field) { field.focus(); field.select(); } },
    "?": () => acts.keys(),
    u: () => follow("[data-back]"),
    n: () => follow("[data-next]"),
    p: () => follow("[data-prev]"),
    Enter: () => { const row = current(); if (row && document.activeElement === document.body) (row.matches("a") ? row : one("[data-open]", row)).click(); },
  };
  let leading = 0; // when "g" was pressed: the next key says where to go

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "Escape" && typing) return typing.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]") || !one(".rail")) return;
    if (event.timeStamp - leading < 1200 && leading) {
      leading = 0;
      if (follow(`[data-go="${CSS.escape(event.key)}"]`)) event.preventDefault();
      return;
    }
    if (event.key === "g") { leading = event.timeStamp; return; }
    const pressed = one(`[data-key="${CSS.escape(event.key)}"]`);
    if (pressed) { event.preventDefault(); pressed.click(); if (pressed.matches("textarea, input[type=text]")) pressed.focus(); return; }
    if (keys[event.key]) {
      if (event.key !== "Enter") event.preventDefault();
      keys[event.key]();
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button && acts[button.dataset.act]) acts[button.dataset.act](button);
    all("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const link = event.target.closest("a[href]");
    if (link && link.origin === location.origin && !event.ctrlKey && !event.metaKey && !link.hash && !link.target && !link.download) document.body.classList.add("waiting");
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    document.body.classList.add("waiting");
    setTimeout(() => all("button", event.target).forEach((button) => { button.disabled = true; }));
  });
  addEventListener("pageshow", () => {
    document.body.classList.remove("waiting");
    all("button[disabled]:not([data-off])").forEach((button) => { button.disabled = false; });
  });
  // Filters are looked up as they are chosen, under an address without the empty ones.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-filters]");
    if (form && event.target.matches("select, input[type=checkbox]")) form.requestSubmit();
  });
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("form[data-filters]")) return;
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
  document.addEventListener("DOMContentLoaded", () => {
    const here = one(".rail [aria-current]");
    if (here) here.scrollIntoView({ block: "nearest", inline: "center" });
  });
  // How many chats wait and how many alerts nobody has seen, beside their places.
  async function count() {
    if (document.hidden || !one(".rail")) return;
    const counts = await fetch("/staff/inbox/counts", { headers: { Accept: "application/json" } }).then((r) => (r.ok ? r.json() : {}), () => ({}));
    Object.entries(counts).forEach(([place, n]) => {
      const badge = one(`[data-badge="${place}"]`);
      badge.textContent = n;
      badge.hidden = !n;
    });
  }
  document.addEventListener("DOMContentLoaded", () => { count(); setInterval(count, 20000); });
  // Times in the reader's own zone, on hover.
  document.addEventListener("DOMContentLoaded", () => all("time[datetime]").forEach((time) => {
    time.title = new Date(time.dateTime).toLocaleString();
  }));
})();
