// Part of the shopper page's script, between shopper.js and shopper_acts.js: a person in the chat.

let source = null; // the line on which a person is heard
let told = 0; // the newest line that is drawn
let toldTyping = 0;
let hushed = 0;
const live = (path, options = {}) => fetch("/api/v1/conversations/" + kept.get("session") + path, {
  ...options, headers: options.body ? { "Content-Type": "application/json" } : {},
}).catch(() => ({ ok: false }));

function follow(session, anew = false) { // one line for each conversation, while somebody waits or is there
  if (!anew && source && source.of === session && source.readyState !== 2) return;
  if (source) source.close();
  told = 0;
  all(".thread .live").forEach((old) => old.remove());
  const begun = all(".turn").length || frame().dataset.person;
  if (!session || !begun) { source = null; return; }
  source = new EventSource("/api/v1/conversations/" + session + "/live");
  source.of = session;
  for (const name of ["waiting", "joined", "message", "left", "typing", "state"]) {
    source.addEventListener(name, (event) => happened(name, Number(event.lastEventId), JSON.parse(event.data)));
  }
}

function happened(name, id, values) {
  if (name === "state") return held(values);
  if (name === "typing") return typesThere(values.name);
  if (!id || id <= told) return;
  told = id;
  quiet();
  if (name === "message") {
    const drawnLine = place("someone", values.turn);
    one(".by", drawnLine).textContent = values.name;
    one("p", drawnLine).textContent = values.text;
    say(values.name + ": " + values.text);
  }
  if (name === "joined") note(values.turn, (words) => fill(words.joined, values));
  if (name === "left") {
    note(values.turn, (words) => (values.name ? fill(words.left, values) : words.back));
    if (values.name && Date.now() / 1000 - values.time < 3600) askRating();
  }
  one(".scroll").scrollTo({ top: one(".scroll").scrollHeight });
}

function place(name, after) { // a line stands after its turn, and after the lines that came before it
  const made = document.createElement("div");
  made.innerHTML = drawn(name);
  const line = made.firstElementChild;
  line.dataset.after = after;
  const before = all(`.turn[data-number="${after}"], .live[data-after="${after}"]`, one(".thread")).pop();
  if (before) before.after(line);
  else if (!after) one(".thread").prepend(line);
  else one(".thread").append(line);
  frame().classList.add("begun");
  return line;
}

function note(after, words) {
  const line = place("event", after);
  line.textContent = words(line.dataset);
}

function held({ held_by: by, name, on_duty: there, ahead }) {
  const was = frame().dataset.person;
  frame().dataset.person = { waiting: "waiting", person: "here" }[by] || "";
  const here = one(".banner.here span");
  here.textContent = fill(here.dataset.words, { name });
  const left = kept.get("left") === kept.get("session");
  const wait = one(".banner.waiting span");
  wait.textContent = left ? wait.dataset.left : there ? wait.dataset.there + (ahead ? " " + fill(wait.dataset.ahead, { n: ahead }) : "") : wait.dataset.nobody;
  one(".leave").hidden = there || left;
  if (frame().dataset.person !== was) settle();
  if (by === "assistant" && source) source.close();
}

async function callPerson() {
  const answer = await live("/person", { method: "POST" });
  if (!answer.ok) return look();
  held(await answer.json());
  follow(kept.get("session"));
  one("#message").focus();
}

async function leave(form) {
  const box = one("input", form);
  const answer = await live("/address", { method: "POST", body: JSON.stringify({ address: box.value.trim() }) });
  if (!answer.ok) { box.setAttribute("aria-invalid", "true"); return box.focus(); }
  kept.set("left", kept.get("session"));
  form.hidden = true;
  const wait = one(".banner.waiting span");
  wait.textContent = wait.dataset.left;
  one("#message").focus();
}

function typesThere(name) {
  quiet();
  const line = place("event", "typing");
  line.classList.add("types");
  line.textContent = fill(line.dataset.types, { name });
  clearTimeout(hushed);
  hushed = setTimeout(quiet, 4000);
  one(".scroll").scrollTo({ top: one(".scroll").scrollHeight });
}

const quiet = () => all(".types").forEach((line) => line.remove());

function types() {
  if (frame().dataset.person !== "here" || Date.now() - toldTyping < 2500 || !one("#message").value.trim()) return;
  toldTyping = Date.now();
  live("/typing", { method: "POST" });
}

function askRating() {
  if (kept.get("rated") === kept.get("session") || one(".thread .survey") || all(".turn").length < 2) return;
  one(".thread").insertAdjacentHTML("beforeend", drawn("survey"));
  one(".scroll").scrollTo({ top: one(".scroll").scrollHeight });
}

async function helped(button) {
  const box = button.closest(".survey");
  const answer = await live("/rating", { method: "POST", body: JSON.stringify({ rating: Number(button.dataset.n) }) });
  if (!answer.ok) return look();
  kept.set("rated", kept.get("session"));
  one("div", box).remove();
  one("p", box).textContent = drawn("thanked");
  one("#message").focus();
}
