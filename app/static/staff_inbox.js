// The inbox: the queue and the open chat follow the shop's records as they change; a message is sent once, and kept in
// the box until it is.
(() => {
  const { one, all, say, post } = window.staff;
  const queue = one(".queue");
  const talk = one(".talk[data-session]");
  const base = document.title;

  const spent = (since) => {
    const s = Math.max(0, Date.now() / 1000 - since);
    return s < 60 ? Math.floor(s) + " s" : s < 3600 ? Math.floor(s / 60) + " min" : Math.floor(s / 3600) + " h " + Math.floor((s % 3600) / 60) + " min";
  };
  const tick = () => all("[data-since]").forEach((place) => { place.textContent = spent(Number(place.dataset.since)); });
  tick();
  setInterval(tick, 1000);

  all("[data-reveal]").forEach((button) => button.addEventListener("click", async () => {
    const answer = await post(button.dataset.reveal);
    if (answer.ok) button.replaceWith((await answer.json()).address);
    else say("That did not work.");
  }));
  if (!queue) return;

  function badge(n) {
    const place = one('[data-badge="inbox"]');
    place.textContent = n;
    place.hidden = !n;
    document.title = n ? `(${n}) ${base}` : base;
  }

  let waiting = null;
  const list = new EventSource("/staff/inbox/live/list");
  list.addEventListener("list", (event) => {
    const news = JSON.parse(event.data);
    queue.innerHTML = news.html; // drawn and escaped by the server
    all(".chat", queue).forEach((chat) => { if (chat.dataset.session === queue.dataset.current) chat.setAttribute("aria-current", "true"); });
    badge(news.waiting);
    if (waiting !== null && news.waiting > waiting) say("Somebody waits for a person.");
    waiting = news.waiting;
    tick();
  });

  const duty = one("[data-duty]");
  duty.addEventListener("click", async () => {
    const on = duty.getAttribute("aria-pressed") !== "true";
    const answer = await post("/staff/inbox/duty", { on: on ? "yes" : "" });
    if (!answer.ok) return say("That did not work.");
    duty.setAttribute("aria-pressed", String(on));
    duty.classList.toggle("on", on);
    const words = one("span", duty);
    words.textContent = on ? words.dataset.on : words.dataset.off;
    say(words.textContent);
  });

  if (!talk) return;
  const lines = one(".lines");
  const typing = one(".typing", lines);
  const path = "/staff/inbox/" + encodeURIComponent(talk.dataset.session);
  const down = () => { lines.scrollTop = lines.scrollHeight; };
  document.body.classList.add("wide-chat");
  down();

  let quiet = 0;
  const live = new EventSource("/staff/inbox/live/" + encodeURIComponent(talk.dataset.session) + "?after=" + talk.dataset.newest);
  live.addEventListener("row", (event) => {
    const news = JSON.parse(event.data);
    typing.hidden = true;
    typing.insertAdjacentHTML("beforebegin", news.html); // drawn and escaped by the server
    down();
    const mine = Boolean(talk.dataset.mine);
    if (["joined", "left"].includes(news.kind) && mine !== (news.held_by === "person" && mine)) location.reload();
    else if (news.kind === "joined" && !mine) location.reload(); // a colleague took it
  });
  live.addEventListener("typing", () => {
    typing.hidden = false;
    down();
    clearTimeout(quiet);
    quiet = setTimeout(() => { typing.hidden = true; }, 4000);
  });

  const form = one("[data-write]");
  if (!form) return;
  const box = one("textarea", form);
  const failed = one(".failed", form);
  const draft = "staff-draft-" + talk.dataset.session;
  box.value = sessionStorage.getItem(draft) || "";
  box.focus();
  let told = 0;
  box.addEventListener("input", () => {
    sessionStorage.setItem(draft, box.value);
    if (Date.now() - told > 2500 && box.value.trim()) { told = Date.now(); post(path + "/typing"); }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text || form.dataset.sending) return;
    form.dataset.sending = "1";
    const answer = await post(path + "/say", { text }).catch(() => null);
    delete form.dataset.sending;
    if (answer && answer.ok) {
      if (box.value.trim() === text) box.value = "";
      told = 0;
      sessionStorage.removeItem(draft);
      failed.textContent = "";
    } else {
      failed.textContent = answer ? (await answer.json()).detail : "Not sent: no connection.";
    }
    box.focus();
  });

  // Saved answers: search, choose, and fill what the chat knows; what is left in braces is asked for by selecting it.
  const saved = one(".saved", form);
  const search = one("input", saved);
  const found = one(".found", saved);
  const opener = one("[data-saved]", form);
  const places = { staff: talk.dataset.staff, shop: talk.dataset.shop, order: talk.dataset.order, product: talk.dataset.product };
  async function find() {
    const rows = await fetch("/staff/inbox/answers/find?q=" + encodeURIComponent(search.value), { headers: { Accept: "application/json" } }).then((r) => r.json());
    found.replaceChildren(...rows.map((row) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("role", "option");
      button.append(Object.assign(document.createElement("b"), { textContent: row.title }), Object.assign(document.createElement("small"), { textContent: row.text }));
      button.addEventListener("click", () => use(row.text));
      return button;
    }));
    if (!rows.length) found.textContent = "Nothing saved under these words.";
  }
  function use(text) {
    box.value = text.replace(/\{(\w+)\}/g, (place, name) => places[name] || place);
    box.dispatchEvent(new Event("input"));
    toggle(false);
    const open = box.value.match(/\{\w+\}/);
    if (open) box.setSelectionRange(open.index, open.index + open[0].length);
    box.focus();
  }
  function toggle(on) {
    saved.hidden = !on;
    opener.setAttribute("aria-expanded", String(on));
    if (on) { search.value = ""; find(); search.focus(); }
  }
  opener.addEventListener("click", () => toggle(saved.hidden));
  search.addEventListener("input", find);
  saved.addEventListener("keydown", (event) => { if (event.key === "Escape") { toggle(false); box.focus(); } });
})();
