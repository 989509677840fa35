// The second half of the shopper page's script: it runs in the same function as shopper.js, right after it.

// ---- the line to the shop ------------------------------------------------------------------------------------------

async function look() {
  try {
    const seen = await Promise.race([server.look(who()), new Promise((_, no) => setTimeout(no, 4000))]);
    if (offline) await back();
    else if (seen.turns !== all(".turn").length && !asked) await start();
    else if (seen.person !== null && seen.person !== frame().dataset.person) { frame().dataset.person = seen.person; settle(); }
  } catch { offline = true; settle(); }
}

async function back() {
  offline = false;
  asked = null;
  await start();
  resume();
}

function resume() {
  // Sending a message again under its id is safe: the shop answers each once.
  const cut = JSON.parse(kept.get("pending") || "null");
  if (!cut || cut.session !== kept.get("session")) return;
  if (turnOf(cut.id)?.dataset.answered) kept.set("pending", "");
  else ask(cut);
}

setInterval(() => {
  if (!frame()) return;
  const silent = asked && Date.now() - heard > 4000;
  if (offline || silent) look();
  if (silent && Date.now() - heard > 60000 && !offline) end(asked.id, "failed");
}, 3000);
addEventListener("offline", () => { offline = true; settle(); });
addEventListener("online", () => look());

// ---- what people press ---------------------------------------------------------------------------------------------

const tell = (act) => server.note({ ...who(), ...act }).catch(() => undefined);

const acts = {
  say: (b) => ask({ text: b.dataset.text }),
  drop: (b) => ask({ drop: [b.dataset.name], label: b.dataset.label }),
  stop: () => halt(),
  new: () => { if (asked) halt(); kept.set("session", ""); return start().then(() => one("#message").focus()); },
  language: () => { if (asked) halt(); kept.set("locale", locale() === "zh" ? "en" : "zh"); return start(); },
  theme: () => {
    const dark = getComputedStyle(document.documentElement).colorScheme.includes("dark");
    kept.set("theme", dark ? "light" : "dark");
    document.documentElement.dataset.theme = kept.get("theme");
  },
  select: (b) => tell({ name: "select_item", item: b.closest(".card").dataset.id }),
  add: (b) => {
    if (b.classList.contains("added")) return;
    const id = b.closest(".card").dataset.id;
    all(`.card[data-id="${CSS.escape(id)}"] .add`).forEach((other) => other.classList.add("added"));
    say(one(".done", b).textContent);
    setTimeout(() => all(".add.added").forEach((other) => other.classList.remove("added")), 2500);
    return tell({ name: "add_to_cart", item: id });
  },
  again: (b) => shelve(b.closest(".turn")),
  retry: (b) => { const turn = b.closest(".turn"); ask({ text: one(".bubble", turn)?.lastChild.textContent || "", id: turn.dataset.key }); },
  up: (b) => rate(b, true),
  down: (b) => {
    const reasons = one(".reasons", b.closest(".feedback"));
    rate(b, false);
    reasons.hidden = !reasons.hidden;
    b.setAttribute("aria-expanded", String(!reasons.hidden));
    if (!reasons.hidden) { one("button", reasons).focus({ preventScroll: true }); reasons.scrollIntoView({ block: "nearest" }); }
  },
  reason: (b) => rate(b, false, b.dataset.reason),
  person: () => callPerson(),
  alone: () => live("/person", { method: "DELETE" }),
  helped: (b) => helped(b),
  likes: () => {
    const panel = one("#likes");
    panel.hidden = !panel.hidden;
    one('.tool[data-act="likes"]').setAttribute("aria-expanded", String(!panel.hidden));
    one(panel.hidden ? '.tool[data-act="likes"]' : ".close", panel.hidden ? element : panel).focus();
  },
  consent: (b) => allow({ consent: b.dataset.on === "1" }),
  forget: (b) => allow({ forget: b.dataset.key }),
};

async function allow(wish) {
  part(element, "likes").innerHTML = await server.allow({ ...who(), ...wish });
}

async function rate(button, up, reason = "") {
  const place = button.closest(".feedback");
  all(".thumb", place).forEach((thumb) => thumb.setAttribute("aria-pressed", String(up === (thumb.dataset.act === "up"))));
  if (up || reason) {
    one(".reasons", place).hidden = true;
    one(".down", place).setAttribute("aria-expanded", "false");
  }
  const done = await server.rate({ ...who(), turn: Number(place.dataset.turn), up, reason }).catch(() => { look(); return false; });
  if (done && (up || reason)) one(".thanks", place).textContent = drawn("thanked");
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act], a[data-act]");
  if (button) acts[button.dataset.act](button);
});

element.addEventListener("change", (event) => {
  const act = event.target.dataset.act;
  if (act === "personal") allow({ personalised: event.target.checked });
  if (act === "as") { kept.set("as", event.target.value); acts.new().then(() => acts.likes()); }
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.matches(".leave")) return leave(event.target);
  if (event.target.matches(".reasons")) return rate(event.target, false, event.target.why.value.trim() || "other");
  send();
});

function send() {
  const box = one("#message");
  const text = box.value.trim();
  if (!text || over()) return;
  box.value = "";
  toldTyping = 0;
  grow();
  ask({ text });
}

function over() {
  const [note, limit, length] = [one(".over"), Number(frame().dataset.limit), [...one("#message").value.trim()].length];
  note.hidden = length <= limit;
  note.textContent = note.hidden ? "" : fill(note.dataset.words, { length: length.toLocaleString(), limit: limit.toLocaleString() });
  return !note.hidden;
}

function grow() {
  const box = one("#message");
  box.style.height = "auto";
  box.style.height = Math.min(box.scrollHeight, 160) + "px";
  frame().classList.toggle("typed", box.value.trim() !== "");
}

element.addEventListener("input", (event) => { if (event.target.id === "message") { grow(); over(); types(); } });

element.addEventListener("keydown", (event) => {
  if (event.target.id === "message" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
  if (event.key === "Escape" && asked) halt();
  else if (event.key === "Escape" && !one("#likes").hidden) acts.likes();
});

watch("value", () => show(props.value));

// A server that has just started shows an empty shelf: look again until there is something on it.
const refill = (tries) => setTimeout(async () => {
  if (frame().classList.contains("begun") || one("#message").value || !one("#likes").hidden) return;
  const page = await start().catch(() => ({ shop: "opening" }));
  if (page.shop === "opening" && tries) refill(tries - 1);
}, 2000);
const begin = () => start().then((page) => {
  resume();
  if (page.shop === "opening") refill(30);
}, () => setTimeout(begin, 2000));
begin();
