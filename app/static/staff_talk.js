// A transcript: another turn's trace comes without a new page, and the rubric is marked from the keyboard.
(() => {
  const { one, all, say } = window.staff;
  const sent = new Map(); // what is typed into a turn's form stays while another is looked at

  async function look(link) {
    const form = one("#judge");
    if (form) sent.set(form.action, new FormData(form));
    document.body.classList.add("waiting");
    try {
      const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) { location.href = link.href; return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      one("#panel").replaceChildren(...one("#panel", page).childNodes);
      all(".turn[data-row]").forEach((turn) => turn.classList.toggle("at", turn.contains(link)));
      all("[data-panel]").forEach((other) => other.toggleAttribute("aria-current", other === link));
      history.replaceState(null, "", link.href);
      restore();
      one("#panel").scrollTop = 0;
      if (matchMedia("(max-width: 860px)").matches) one("#panel").scrollIntoView();
      say("Trace of this turn");
    } catch {
      location.href = link.href; // the browser says what is wrong
    } finally {
      document.body.classList.remove("waiting");
    }
  }

  function restore() {
    const form = one("#judge");
    for (const [name, value] of (form && sent.get(form.action)) || []) {
      if (["csrf", "seen", "queue"].includes(name)) continue;
      const field = form.elements[name];
      if (field) field.value = value;
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-panel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    look(link);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("textarea, input:not([type=radio]), select")) return;
    const line = one(`fieldset[data-line="${CSS.escape(event.key)}"]`);
    if (!line) return;
    const marks = all("input", line);
    const next = marks[(marks.findIndex((mark) => mark.checked) + 1) % marks.length];
    next.checked = true;
    say(`${one("legend", line).textContent.trim().slice(1)}: ${next.value}`);
  });
  const at = one(".turn.at");
  if (at && !location.hash) at.scrollIntoView({ block: "nearest" });
})();
