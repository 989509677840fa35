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
const who = () => ({ session: kept.get("session"), as: kept.get("as"), locale: locale() });
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const drawn = (name) => one(`template.${name}`).innerHTML;
const wide = matchMedia("(min-width: 960px)");

let asked = null; // what the newest turn asked, until it is answered
let heard = 0; // when its answer last moved
let offline = false;
let untouched = []; // what lay on the shelf before anything was asked

const frame = () => one(".frame");
const turnOf = (key) => one(`.turn[data-key="${CSS.escape(key)}"]`);
const part = (turn, name) => one(`[data-part="${name}"]`, turn);
const say = (words) => { part(element, "status").textContent = words; };

// ---- the page ------------------------------------------------------------------------------------------------------

async function start() {
  const page = await server.start(who());
  const [draft, writing] = [one("#message")?.value || "", document.activeElement?.id === "message"];
  kept.set("session", page.session);
  document.documentElement.lang = page.language === "zh" ? "zh-CN" : "en";
  element.innerHTML = page.html;
  document.getElementById("boot")?.remove();
  one("#message").value = draft;
  if (writing) one("#message").focus();
  grow();
  all("img").forEach(framed);
  untouched = [...one(".shelf .grid").children].map((card) => card.cloneNode(true));
  const shelved = all(".turn").filter((turn) => Number(turn.dataset.count) >= 0).pop();
  if (shelved) shelve(shelved);
  settle();
  down(true);
  follow(page.session, true);
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
  one(".shelf .sum").innerHTML = part(turn, "sum").innerHTML;
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
  turn.dataset.number = news.number || "";
  turn.classList.toggle("silent", news.silent);
  stage(turn, news.state);
  if (news.state !== "waiting") {
    const chips = put(turn, "chips", news.parts.chips) | put(turn, "sum", news.parts.sum);
    if ((put(turn, "row", news.parts.row) || chips) && news.count >= 0) { shelve(turn); say(one(".shelf h2").textContent); }
    one(".shelf").classList.remove("looking");
  }
  put(turn, "text", news.parts.text);
  if (news.state === "done") {
    put(turn, "after", news.parts.after || "");
    if (newest) answered();
    if (news.person) { frame().dataset.person = news.person; follow(kept.get("session")); }
    if (news.ends) askRating();
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
  else one(".shelf .grid").replaceChildren(...untouched.map((card) => card.cloneNode(true)));
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
