// The shopper page's script: runs once in the page's only component. Gradio hands it `element`, `trigger` (an event to
// Python), `server` (Python functions by name), `props` and `watch`. Python draws and escapes every fragment that holds
// words of the shop or the shopper; here they are only put in their places.
const one = (selector, from = element) => from.querySelector(selector);
const all = (selector, from = element) => [...from.querySelectorAll(selector)];
const kept = {
  get: (name) => { try { return localStorage.getItem("shop-" + name) || ""; } catch { return ""; } },
  set: (name, value) => { try { localStorage.setItem("shop-" + name, value); } catch { /* private window */ } },
};
const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
const locale = () => kept.get("locale") || ((navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en");
const who = () => ({ session: kept.get("session"), visitor: kept.get("visitor"), as: kept.get("as"), locale: locale() });
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const drawn = (name) => one(`template.${name}`).innerHTML;
const wide = matchMedia("(min-width: 960px)");

let asked = null; // what the newest turn asked, until it is answered
let heard = 0; // when its answer last moved
let offline = false;

const frame = () => one(".frame");
const turnOf = (key) => one(`.turn[data-key="${CSS.escape(key)}"]`);
const part = (turn, name) => one(`[data-part="${name}"]`, turn);
const say = (words) => { part(element, "status").textContent = words; };

// ---- the page ------------------------------------------------------------------------------------------------------

async function start() {
  const page = await server.start(who());
  const draft = one("#message")?.value || "";
  kept.set("session", page.session);
  kept.set("visitor", page.visitor);
  document.documentElement.lang = page.language === "zh" ? "zh-CN" : "en";
  element.innerHTML = page.html;
  document.getElementById("boot")?.remove();
  one("#message").value = draft;
  grow();
  all("img").forEach(framed);
  const shelved = all(".turn").filter((turn) => Number(turn.dataset.count) >= 0).pop();
  if (shelved) shelve(shelved);
  settle();
  down(true);
  return page;
}

function settle() {
  const turns = all(".turn");
  frame().classList.toggle("begun", turns.length > 0);
  turns.forEach((turn, i) => turn.classList.toggle("last", i === turns.length - 1));
  frame().classList.toggle("busy", asked !== null);
  one(".shelf").setAttribute("aria-busy", String(asked !== null));
  const person = frame().dataset.person;
  one(".banner.waiting").hidden = offline || person !== "waiting";
  one(".banner.here").hidden = offline || person !== "here";
  one(".banner.offline").hidden = !offline;
}

function down(at_once = false) {
  const scroll = one(".scroll");
  const last = all(".turn").pop();
  if (!last) return;
  // The newest question stays in sight: a long answer is read from its beginning.
  const top = Math.min(last.offsetTop - 16, scroll.scrollHeight - scroll.clientHeight);
  scroll.scrollTo({ top, behavior: at_once || matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function framed(img) {
  const lost = () => img.remove(); // the drawn placeholder lies underneath
  if (img.complete && !img.naturalWidth && img.currentSrc) lost();
  else img.addEventListener("error", lost, { once: true });
}

function stage(turn, state) {
  turn.classList.remove("waiting", "telling", "done");
  turn.classList.add(state);
}

function put(turn, name, html) {
  const place = part(turn, name);
  const before = place.dataset.drawn === undefined ? null : place.html;
  if (before === html) return false;
  if (before && html.startsWith(before)) place.insertAdjacentHTML("beforeend", html.slice(before.length));
  else place.innerHTML = html;
  place.html = html;
  place.dataset.drawn = "";
  all("img", place).forEach(framed);
  return true;
}

function shelve(turn) {
  const count = Number(turn.dataset.count);
  const [heading, grid] = [one(".shelf h2"), one(".shelf .grid")];
  grid.replaceChildren(...[...part(turn, "row").children].map((card) => card.cloneNode(true)));
  all("img", grid).forEach(framed);
  const { near, one: single, many } = heading.dataset;
  heading.textContent = one(".flag.near", grid) ? near : count === 1 ? single : count ? fill(many, { n: count }) : "";
  one(".shelf .chips").innerHTML = part(turn, "chips").innerHTML;
  one(".shelf").scrollTop = 0;
  all(".turn").forEach((other) => other.classList.toggle("shelved", other === turn));
}

// ---- a turn --------------------------------------------------------------------------------------------------------

function ask({ text = "", drop = [], label = "", id = fresh() }) {
  if (asked) halt();
  asked = { id, text, drop, label, session: kept.get("session") };
  kept.set("pending", JSON.stringify(asked));
  heard = Date.now();
  all(".reasons").forEach((reasons) => { reasons.hidden = true; });
  if (!turnOf(id)) open(asked);
  const turn = turnOf(id);
  stage(turn, "waiting");
  if (!part(turn, "row").children.length) part(turn, "row").innerHTML = drawn("ghosts");
  one(".shelf").classList.add("looking");
  if (one(".shelf .nothing")) one(".shelf .grid").innerHTML = drawn("ghosts");
  settle();
  down();
  trigger("ask", { ...who(), ...asked });
}

function open({ id, text, label }) {
  one(".thread").insertAdjacentHTML("beforeend", drawn("blank"));
  const turn = all(".turn").pop();
  turn.dataset.key = id;
  const said = part(turn, "said");
  if (text) {
    said.innerHTML = drawn("bubble");
    one("p", said).append(text);
  } else one("p", said).textContent = fill(drawn("removed"), { label });
  part(turn, "text").textContent = "";
}

function show(news) {
  const turn = news && turnOf(news.key);
  if (!turn) return;
  const newest = asked && asked.id === news.key;
  if (!newest && turn.classList.contains("done")) return;
  heard = Date.now();
  turn.dataset.count = news.count;
  stage(turn, news.state);
  if (news.state !== "waiting") {
    const chips = put(turn, "chips", news.parts.chips);
    if ((put(turn, "row", news.parts.row) || chips) && news.count >= 0) { shelve(turn); say(one(".shelf h2").textContent); }
    one(".shelf").classList.remove("looking");
  }
  put(turn, "text", news.parts.text);
  if (news.state === "done") {
    put(turn, "after", news.parts.after || "");
    if (newest) answered();
    if (news.person) frame().dataset.person = news.person;
    if (!one(".shelf .card:not(.ghost)") && one(".shelf .ghost")) rest();
  }
  settle();
  down();
}

function answered() {
  asked = null;
  kept.set("pending", "");
}

function rest() { // a turn that found nothing to put on an empty shelf leaves it as it was
  const shelved = one(".turn.shelved");
  if (shelved) shelve(shelved);
  else start();
}

function halt() {
  if (!asked) return;
  trigger("halt", {});
  end(asked.id, "stopped");
}

function end(key, note) {
  const turn = turnOf(key);
  answered();
  one(".shelf").classList.remove("looking");
  if (turn) {
    stage(turn, "done");
    all(".ghost", turn).forEach((ghost) => ghost.remove());
    part(turn, "text").insertAdjacentHTML("beforeend", drawn(note));
  }
  if (one(".shelf .ghost")) rest();
  settle();
}

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
  const person = ["waiting", "here"].includes(frame().dataset.person);
  if (offline || silent || (person && !asked)) look();
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
  if (event.target.matches(".reasons")) return rate(event.target, false, event.target.why.value.trim() || "other");
  send();
});

function send() {
  const box = one("#message");
  const text = box.value.trim();
  if (!text || over()) return;
  box.value = "";
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

element.addEventListener("input", (event) => { if (event.target.id === "message") { grow(); over(); } });

element.addEventListener("keydown", (event) => {
  if (event.target.id === "message" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
  if (event.key === "Escape" && asked) halt();
  else if (event.key === "Escape" && !one("#likes").hidden) acts.likes();
});

watch("value", () => show(props.value));
const begin = () => start().then(resume, () => setTimeout(begin, 2000));
begin();
